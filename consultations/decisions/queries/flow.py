"""From contributions to passages: how many links lead from which theme to which part of the text.

The whole decision in one picture, by channel, theme, kind of change and part of the text; or one theme or one part of
it, down to each contribution, change and passage.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from urllib.parse import urlencode

from consultations.decisions.domain.flow import Name, Path, Stream
from consultations.decisions.enums import PassageKind
from consultations.decisions.models import Decision, DecisionRevision, Link, Passage
from consultations.decisions.queries.changes import ShownChange, changes_between
from consultations.deliberation.domain.words import in_language

HEADINGS = (PassageKind.HEADING_2, PassageKind.HEADING_3, PassageKind.HEADING_4)
# Keys of boxes that no theme and no heading has.
NO_THEME, OWN, UNEXPLAINED, NO_HEADING = "~none", "~own", "~open", "0"


@dataclass(frozen=True)
class Words:
    """What to say where there is nothing to name."""

    no_theme: str
    own_initiative: str
    no_heading: str
    unexplained: str


@dataclass(frozen=True)
class Focus:
    """What is looked at closely: a theme, a part of the text, or both; nothing for the whole."""

    theme: str = ""
    part: str = ""

    def __bool__(self) -> bool:
        return bool(self.theme or self.part)

    def named(self, theme: Name, part: Name) -> dict[str, Name]:
        """The words of what is looked at, given those of any way through it."""
        return ({"theme": theme} if self.theme else {}) | ({"part": part} if self.part else {})


WHOLE = Focus()


@dataclass
class Flow:
    """``names``: of every box, by column and key. ``contributions``, ``changes`` and ``by_people`` are counts of
    different things, of what is looked at closely: ``looked_at``, a theme or a part of the text."""

    streams: list[Stream]
    names: dict[tuple[int, str], Name] = field(default_factory=dict)
    contributions: int = 0
    changes: int = 0
    by_people: int = 0
    looked_at: dict[str, Name] = field(default_factory=dict)


@dataclass(frozen=True)
class _Source:
    """Where one change came from: a link to a contribution, or None for the city and for nobody knows."""

    theme: str
    name: Name
    link: Link | None


def flow_of(
    decision: Decision,
    older: DecisionRevision,
    newer: DecisionRevision,
    *,
    language: str,
    words: Words,
    page_of: Callable[[int], str],
    focus: Focus = WHOLE,
) -> Flow:
    """One stream for each way that a link connects, the widest first. Five queries, however much there is.

    A change of the city's own initiative or without reason comes from no contribution and is named so. ``page_of``:
    the address of the change with this number.
    """
    changes = changes_between(decision, older, newer)
    parts = _parts([older, newer], words.no_heading, decision.language)
    flow = Flow([])
    span = {"from": older.number, "to": newer.number}
    counts: Counter[Path] = Counter()
    contributions: set[int] = set()
    for change in changes:
        part = parts.get((newer.pk, change.sid)) or parts[older.pk, change.sid]
        sources = [one for one in _sources(change, language, words) if focus.theme in ("", one.theme)]
        if not sources or focus.part not in ("", part[0]):
            continue
        flow.looked_at = focus.named(sources[0].name, part[1])
        flow.changes += 1
        flow.by_people += any(source.link for source in sources)
        contributions |= {source.link.contribution_id or 0 for source in sources if source.link}
        for source in sources:
            steps = _close(change, source, part, page_of) if focus else _whole(change, source, part, span)
            flow.names |= {(column, key): name for column, (key, name) in enumerate(steps)}
            counts[steps[0][0], steps[1][0], steps[2][0], steps[3][0]] += 1
    flow.contributions = len(contributions)
    ordered = sorted(counts.items(), key=lambda item: (-item[1], _spoken(flow, item[0])))
    flow.streams = [Stream(path, count) for path, count in ordered]
    return flow


def _spoken(flow: Flow, path: Path) -> list[str]:
    return [flow.names[column, key].words for column, key in enumerate(path)]


Steps = list[tuple[str, Name]]


def _whole(change: ShownChange, source: _Source, part: tuple[str, Name], span: Mapping[str, int]) -> Steps:
    """Channel, theme, kind of change, part of the text; themes and parts lead to their own picture."""
    contribution = source.link.contribution if source.link else None
    first = (source.theme, source.name)
    if contribution is not None:
        first = (contribution.channel, Name(str(contribution.get_channel_display())))
    theme = Name(source.name.words, "?" + urlencode({**span, "theme": source.theme}))
    place = Name(part[1].words, "?" + urlencode({**span, "part": part[0]}), part[1].language)
    return [first, (source.theme, theme), (change.kind.value, Name(change.words)), (part[0], place)]


def _close(change: ShownChange, source: _Source, part: tuple[str, Name], page_of: Callable[[int], str]) -> Steps:
    """The contribution, its theme, the change and the passage, each with its page or place."""
    contribution = source.link.contribution if source.link else None
    first = (source.theme, source.name)
    if contribution is not None:
        public = contribution.is_public
        said = (contribution.title or contribution.body) if public else str(contribution.get_state_display())
        name = Name(said, contribution.get_absolute_url(), contribution.language if public else "")
        first = (str(contribution.pk), name)
    page = page_of(change.number)
    return [
        first,
        (source.theme, source.name),
        (str(change.number), Name(f"{change.number}. {change.words}", page)),
        (f"s{change.sid}", Name(change.after or change.before, page, part[1].language)),
    ]


def _sources(change: ShownChange, language: str, words: Words) -> list[_Source]:
    found = []
    for link in change.causes:
        if link.contribution is not None:
            theme = link.contribution.theme
            name = (in_language(theme.name, language) or theme.slug) if theme else words.no_theme
            found.append(_Source(theme.slug if theme else NO_THEME, Name(name), link))
    if found:
        return found
    if change.own_initiative:
        return [_Source(OWN, Name(words.own_initiative), None)]
    return [_Source(UNEXPLAINED, Name(words.unexplained), None)]


def _parts(revisions: Sequence[DecisionRevision], none: str, language: str) -> dict[tuple[int, int], tuple[str, Name]]:
    """(revision, passage number) → the number of the heading that it stands under, and its words."""
    under: dict[tuple[int, int], tuple[str, Name]] = {}
    part = beginning = (NO_HEADING, Name(none))
    last = None
    found = Passage.objects.filter(revision__in=revisions).defer("html")
    for passage in found.order_by("revision__number", "position"):
        if passage.revision_id != last:
            part, last = beginning, passage.revision_id
        if passage.kind in HEADINGS:
            part = (str(passage.sid), Name(passage.text, "", language))
        under[passage.revision_id, passage.sid] = part
    return under
