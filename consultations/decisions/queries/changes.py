"""What changed between two revisions, and because of what."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from django.db.models import QuerySet

from consultations.decisions.domain.tracing import Difference, Step, between
from consultations.decisions.enums import CAUSES, EXPLAINING, ChangeKind, LinkKind
from consultations.decisions.models import Change, Decision, DecisionRevision, Link, Passage
from consultations.deliberation.domain.differences import Segment, differences
from consultations.deliberation.models import Contribution

CHANGES_ON_A_PAGE = 30


@dataclass(frozen=True)
class ShownChange:
    """A difference between two revisions with its links. ``number`` counts from 1 in reading order.

    ``changes`` are the stored changes behind it, oldest first: a new link goes to the last one (``target``).
    """

    number: int
    difference: Difference
    before: str
    after: str
    changes: tuple[Change, ...]
    links: tuple[Link, ...]
    withdrawn: tuple[Link, ...]

    @property
    def kind(self) -> ChangeKind:
        return self.difference.kind

    @property
    def words(self) -> str:
        return str(self.kind.label)

    @property
    def sid(self) -> int:
        return (self.difference.after or self.difference.before)[0]

    @property
    def target(self) -> Change:
        return self.changes[-1]

    @property
    def causes(self) -> list[Link]:
        """Links to contributions that led to it or supported it."""
        return [link for link in self.links if link.kind in CAUSES]

    @property
    def weighed(self) -> list[Link]:
        """Links to contributions that were considered or asked for something else."""
        return [link for link in self.links if link.kind in (LinkKind.CONSIDERED, LinkKind.CONTRADICTED)]

    @property
    def own_initiative(self) -> list[Link]:
        return [link for link in self.links if link.kind == LinkKind.OWN_INITIATIVE]

    @property
    def is_explained(self) -> bool:
        return any(link.kind in EXPLAINING for link in self.links)

    @cached_property
    def segments(self) -> list[Segment]:
        """Word by word; computed when shown, so that a long list costs only its page."""
        return differences(self.before, self.after)


def links_with_causes(decision: Decision, links: QuerySet[Link]) -> list[Link]:
    """``links`` of ``decision`` with what a page says of each: the contribution, its consultation and its entries on
    the record. Two queries.

    One contribution causes many changes: it is read once, not once for each of its links.
    """
    entries = [f"{event}__{field}" for event in ("event", "withdrawn_event") for field in ("refs", "data")]
    found = list(links.select_related("event", "withdrawn_event").defer(*entries))
    asked = Contribution.objects.select_related("consultation", "theme", "author")
    causes = asked.in_bulk({link.contribution_id for link in found if link.contribution_id})
    for link in found:
        link.decision = decision
        if link.contribution_id:
            link.contribution = causes[link.contribution_id]
    return found


def changes_between(decision: Decision, older: DecisionRevision, newer: DecisionRevision) -> list[ShownChange]:
    """Every difference from ``older`` to ``newer`` (revisions of ``decision``), in reading order. Four queries."""
    changes = list(
        Change.objects.filter(
            revision__decision=decision, revision__number__gt=older.number, revision__number__lte=newer.number
        ).order_by("revision__number", "position")
    )
    texts: dict[int, dict[int, str]] = {older.pk: {}, newer.pk: {}}
    passages = Passage.objects.filter(revision__in=texts).order_by("revision__number", "position")
    for revision, sid, text in passages.values_list("revision_id", "sid", "text"):
        texts[revision][sid] = text
    linked = Link.objects.filter(decision=decision, change__isnull=False).order_by("at", "pk")
    return shown_changes(changes, texts[older.pk], texts[newer.pk], links_with_causes(decision, linked))


def shown_changes(
    changes: Sequence[Change], old: dict[int, str], new: dict[int, str], links: Iterable[Link]
) -> list[ShownChange]:
    """The same from what was read already: ``old`` and ``new`` map passage numbers to texts, in order."""
    by_change: dict[int, list[Link]] = defaultdict(list)
    for link in links:
        if link.change_id is not None:
            by_change[link.change_id].append(link)
    stored = {change.pk: change for change in changes}
    steps = [Step(change.pk, tuple(change.before_sids), tuple(change.after_sids), change.moved) for change in changes]
    shown = []
    for number, difference in enumerate(between(steps, old, new), start=1):
        every = [link for key in difference.steps for link in by_change[key]]
        shown.append(
            ShownChange(
                number=number,
                difference=difference,
                before=" ".join(old[sid] for sid in difference.before),
                after=" ".join(new[sid] for sid in difference.after),
                changes=tuple(stored[key] for key in difference.steps),
                links=tuple(link for link in every if link.withdrawn_at is None),
                withdrawn=tuple(link for link in every if link.withdrawn_at is not None),
            )
        )
    return shown
