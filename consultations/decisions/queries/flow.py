"""From contributions to passages: how many links lead from which theme to which part of the text."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from consultations.decisions.domain.flow import Stream
from consultations.decisions.enums import PassageKind
from consultations.decisions.models import Decision, DecisionRevision, Passage
from consultations.decisions.queries.changes import ShownChange, changes_between
from consultations.deliberation.domain.words import in_language

HEADINGS = (PassageKind.HEADING_2, PassageKind.HEADING_3, PassageKind.HEADING_4)


@dataclass(frozen=True)
class Words:
    """What to say where there is nothing to name."""

    no_theme: str
    own_initiative: str
    no_heading: str
    unexplained: str


def flow_of(
    decision: Decision, older: DecisionRevision, newer: DecisionRevision, *, language: str, words: Words
) -> list[Stream]:
    """One stream for each (channel, theme, kind of change, heading) that a link connects, the widest first.

    A change of the city's own initiative or without reason comes from no contribution and is named so. Five queries.
    """
    changes = changes_between(decision, older, newer)
    headings = _headings([older, newer], words.no_heading)
    counts: Counter[tuple[str, str, str, str]] = Counter()
    for change in changes:
        place = headings.get((newer.pk, change.sid)) or headings.get((older.pk, change.sid), words.no_heading)
        for source, theme in _sources(change, language, words):
            counts[source, theme, str(change.words), place] += 1
    return [Stream(path, count) for path, count in sorted(counts.items(), key=lambda item: (-item[1], item[0]))]


def _sources(change: ShownChange, language: str, words: Words) -> list[tuple[str, str]]:
    found = []
    for link in change.causes:
        if link.contribution is not None:
            theme = link.contribution.theme
            name = in_language(theme.name, language) if theme else words.no_theme
            found.append((str(link.contribution.get_channel_display()), name))
    if found:
        return found
    return [(words.own_initiative if change.own_initiative else words.unexplained,) * 2]


def _headings(revisions: Sequence[DecisionRevision], none: str) -> dict[tuple[int, int], str]:
    """(revision, passage number) → the heading that it stands under."""
    under: dict[tuple[int, int], str] = {}
    heading = none
    last = None
    for passage in Passage.objects.filter(revision__in=revisions).order_by("revision__number", "position"):
        if passage.revision_id != last:
            heading, last = none, passage.revision_id
        if passage.kind in HEADINGS:
            heading = passage.text
        under[passage.revision_id, passage.sid] = heading
    return under
