"""Contributions that may be behind a change: hints by shared words and theme, or found by what an editor types.

What hints do and do not do is told to the public at /algorithms/ (participate/algorithms.py): keep the two in step.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from functools import cached_property, lru_cache

from django.db.models import QuerySet

from consultations.decisions.domain.hints import Index, Likeness, Near, as_written, weights
from consultations.decisions.domain.stems import stems
from consultations.decisions.models import Decision, Passage
from consultations.decisions.queries.changes import ShownChange
from consultations.deliberation.domain.search_words import normalise
from consultations.deliberation.models import Consultation, Contribution
from consultations.deliberation.queries.search import having_words

MOST = 5_000
SHOWN, ALSO_BY_THEME = 10, 5
THEME_COUNTS = 1.25
HEADINGS = ("h2", "h3", "h4")


@dataclass(frozen=True)
class Candidate:
    """``shared``: words of the contribution that stand in the change too; no ``likeness``: not compared with it."""

    contribution: Contribution
    likeness: Likeness | None = None
    shared: Sequence[str] = ()
    same_theme: bool = False

    @property
    def says_something(self) -> bool:
        """One common word alone is no hint: many things share one."""
        least = 1 if self.same_theme or self.likeness is Likeness.CLOSE else 2
        return len(self.shared) >= least


@dataclass(frozen=True)
class Offered:
    """``by_theme``: in other languages than the text's, where words cannot be compared."""

    by_words: list[Candidate] = field(default_factory=list)
    by_theme: list[Candidate] = field(default_factory=list)


def linkable(consultation: Consultation | None = None) -> QuerySet[Contribution]:
    """What may be named as a cause: public contributions, of one consultation or of all."""
    found = Contribution.objects.public().select_related("author", "theme", "consultation")
    return found.filter(consultation=consultation) if consultation else found


def searched(consultation: Consultation, typed: str, *, everywhere: bool = False) -> list[Candidate]:
    """Up to 20 that hold every word typed, most supported first."""
    found = having_words(linkable(None if everywhere else consultation), typed)
    return [Candidate(one) for one in found.order_by("-total_support", "pk")[: 2 * SHOWN]]


class Hints:
    """For the changes of one page; the index is made once and kept while no contribution changes.

    Looks at the 5,000 most supported public contributions of the consultation. Four queries, however many changes.
    """

    def __init__(self, decision: Decision, changes: Sequence[ShownChange]) -> None:
        """``changes``: all of the decision's, also those without hints: their causes tell a section's theme."""
        self.decision, self.changes = decision, changes
        self.consultation = decision.consultation

    def offered(self, asked: Sequence[ShownChange], limit: int = SHOWN) -> dict[int, Offered]:
        """Number of the change → up to ``limit`` contributions that share its words, and some of its theme."""
        found = {change.number: self._near(change, limit) for change in asked}
        pks = {near.key for nears, _others in found.values() for near in nears}
        pks |= {pk for _nears, others in found.values() for pk in others}
        rows = linkable(self.consultation).in_bulk(pks)
        return {
            change.number: self._shown(self._themes(change), rows, *found[change.number], limit) for change in asked
        }

    def _near(self, change: ShownChange, limit: int) -> tuple[list[Near], list[int]]:
        linked = {link.contribution_id for link in change.links if link.contribution_id}
        nears = self._kept.index.nearest(weights(change.before, change.after), 2 * limit, besides=linked)
        themes = self._themes(change)
        nears.sort(key=lambda near: -near.score * (THEME_COUNTS if self._kept.themes[near.key] in themes else 1))
        known = linked | {near.key for near in nears}
        return nears, [pk for pk in self._others(themes) if pk not in known][:ALSO_BY_THEME]

    def _others(self, themes: Collection[int]) -> list[int]:
        own = self.decision.language
        languages = self._kept.languages
        return [pk for pk, theme in self._kept.themes.items() if theme in themes and languages[pk] not in ("", own)]

    def _shown(
        self, themes: Collection[int], rows: dict[int, Contribution], nears: list[Near], others: list[int], limit: int
    ) -> Offered:
        by_words = [
            Candidate(
                row := rows[near.key],
                near.likeness,
                as_written(near.shared, f"{row.title} {row.body}"),
                row.theme_id in themes,
            )
            for near in nears
            if near.key in rows
        ]
        told = [candidate for candidate in by_words if candidate.says_something]
        return Offered(told[:limit], [Candidate(rows[pk], same_theme=True) for pk in others if pk in rows])

    def _themes(self, change: ShownChange) -> set[int]:
        """Themes named in the change or in the heading above it, and those of the causes of its section's changes."""
        heading = self._section(change)
        words = set(stems(normalise(f"{heading} {change.before} {change.after}")))
        language = self.decision.language
        named = {pk for pk, name in self._theme_names.items() if words & set(stems(normalise(name.get(language, ""))))}
        beside = [other for other in self.changes if heading and self._section(other) == heading]
        told = {link.contribution.theme_id for other in beside for link in other.causes if link.contribution}
        return named | {pk for pk in told if pk}

    @cached_property
    def _theme_names(self) -> dict[int, dict[str, str]]:
        return {theme.pk: theme.name for theme in self.consultation.themes.all()}

    @cached_property
    def _headings(self) -> dict[int, str]:
        newest = self.decision.revisions.order_by("-number").values("pk")[:1]
        heading, found = "", {}
        rows = Passage.objects.filter(revision__in=newest).order_by("position")
        for sid, kind, text in rows.values_list("sid", "kind", "text"):
            heading = text if kind in HEADINGS else heading
            found[sid] = heading
        return found

    def _section(self, change: ShownChange) -> str:
        sids = change.difference.after or change.difference.before
        return next((self._headings[sid] for sid in sids if sid in self._headings), "")

    @cached_property
    def _kept(self) -> _Kept:
        public = Contribution.objects.public().filter(consultation=self.consultation).order_by("-total_support", "pk")
        rows = list(public.values_list("pk", "search_text", "theme_id", "language")[:MOST])
        comparable = ("", self.decision.language)
        return _Kept(
            _index(tuple((pk, text) for pk, text, _theme, language in rows if language in comparable)),
            {pk: theme for pk, _text, theme, _language in rows},
            {pk: language for pk, _text, _theme, language in rows},
        )


@dataclass(frozen=True)
class _Kept:
    """``themes`` and ``languages`` by primary key, most supported first."""

    index: Index
    themes: dict[int, int | None]
    languages: dict[int, str]


@lru_cache(maxsize=4)
def _index(texts: tuple[tuple[int, str], ...]) -> Index:
    """Kept for the next page as long as nobody says or changes anything."""
    return Index(texts)
