"""A decision as it is read: its text, and for each changed passage why it says what it says."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby

from django.db.models import Prefetch

from consultations.decisions.enums import PassageKind, RevisionState
from consultations.decisions.models import Change, Decision, DecisionRevision, Link, Passage, Promise, PromiseUpdate
from consultations.decisions.queries.changes import ShownChange, links_with_causes, shown_changes
from consultations.deliberation.models import Consultation
from consultations.deliberation.models.querysets import Visitor

# Up to so many changes each has its reasons below it; in a longer text each leads to them among the changes, because a
# thousand reasons in one page are more than a phone on a bad line can load.
TOLD_IN_PLACE = 100
LIST_TAGS = {PassageKind.ITEM.value: "ul", PassageKind.NUMBERED_ITEM.value: "ol"}


@dataclass(frozen=True)
class ShownPassage:
    """``change``: what happened to it since the draft put to consultation; ``links``: to itself as it stands, and
    ``withdrawn`` those that were taken back."""

    passage: Passage
    change: ShownChange | None
    links: tuple[Link, ...]
    withdrawn: tuple[Link, ...]

    @property
    def sid(self) -> int:
        return self.passage.sid


@dataclass(frozen=True)
class Paragraph:
    """A paragraph, heading, item or quotation. ``changes`` and ``linked``: what is told below it; ``told_above``: its
    changes that begin in an earlier paragraph and have their reasons there, once."""

    kind: str
    depth: int
    passages: tuple[ShownPassage, ...]
    changes: tuple[ShownChange, ...]
    told_above: tuple[ShownChange, ...]

    @property
    def says_why(self) -> bool:
        """Whether anything is told below it."""
        return bool(self.changes or self.told_above or self.linked)

    @property
    def linked(self) -> list[ShownPassage]:
        return [passage for passage in self.passages if passage.links or passage.withdrawn]


@dataclass
class Listing:
    """A list: ``tag`` ul or ol; each item is a paragraph with the lists inside it."""

    tag: str
    items: list[tuple[Paragraph, list[Listing]]] = field(default_factory=list)


@dataclass(frozen=True)
class Reading:
    """``parts``: paragraphs and lists in order; ``removed``: what the draft said and this text does not.

    ``told_in_place``: whether the changes come with their links, to be shown where the text says it.
    """

    decision: Decision
    revision: DecisionRevision
    first: DecisionRevision
    newest: DecisionRevision
    parts: tuple[Paragraph | Listing, ...]
    changes: tuple[ShownChange, ...]
    removed: tuple[ShownChange, ...]
    promises: tuple[Promise, ...]
    told_in_place: bool


def decisions_for(visitor: Visitor, consultation_slug: str, slug: str) -> Decision | None:
    """The decision at this address, if this visitor may know of its consultation."""
    visible = Consultation.objects.visible_to(visitor).filter(slug=consultation_slug)
    found = Decision.objects.filter(consultation__in=visible, slug=slug)
    return found.select_related("consultation").prefetch_related("consultation__texts").first()


def in_force(revisions: Sequence[DecisionRevision]) -> DecisionRevision:
    """The newest published revision, else the newest; ``revisions`` in order."""
    published = [revision for revision in revisions if revision.state == RevisionState.PUBLISHED]
    return (published or revisions)[-1]


def read(decision: Decision, number: int | None = None) -> Reading | None:
    """Revision ``number`` (the one in force unless given) with its causes; None where there is no such revision.

    Seven queries, however long the text.
    """
    revisions = list(decision.revisions.select_related("event", "published_event").order_by("number"))
    chosen = in_force(revisions) if number is None else next((r for r in revisions if r.number == number), None)
    if chosen is None:
        return None
    first = revisions[0]
    passages = list(Passage.objects.filter(revision=chosen).order_by("position"))
    draft = dict(Passage.objects.filter(revision=first).order_by("position").values_list("sid", "text"))
    changes = list(
        Change.objects.filter(revision__decision=decision, revision__number__lte=chosen.number).order_by(
            "revision__number", "position"
        )
    )
    told_in_place = len(changes) <= TOLD_IN_PLACE
    told = Link.objects.filter(decision=decision, **({} if told_in_place else {"passage__isnull": False}))
    links = links_with_causes(decision, told.select_related("passage").order_by("at", "pk"))
    shown = shown_changes(changes, draft, {passage.sid: passage.text for passage in passages}, links)
    return Reading(
        decision=decision,
        revision=chosen,
        first=first,
        newest=revisions[-1],
        parts=tuple(_parts(_paragraphs(passages, shown, links))),
        changes=tuple(shown),
        removed=tuple(change for change in shown if not change.difference.after),
        promises=tuple(promises_of(decision)),
        told_in_place=told_in_place,
    )


def promises_of(decision: Decision) -> Iterable[Promise]:
    updates = PromiseUpdate.objects.select_related("event").order_by("at", "pk")
    return (
        decision.promises.select_related("event").prefetch_related(Prefetch("updates", updates)).order_by("due", "pk")
    )


def _paragraphs(passages: Sequence[Passage], changes: Sequence[ShownChange], links: Iterable[Link]) -> list[Paragraph]:
    by_sid: Mapping[int, ShownChange] = {sid: change for change in changes for sid in change.difference.after}
    own: dict[int, list[Link]] = defaultdict(list)
    for link in links:
        if link.passage is not None:
            own[link.passage.sid].append(link)
    found = []
    told: set[int] = set()
    for _block, group in groupby(passages, key=lambda passage: passage.block):
        members = tuple(_shown(passage, by_sid.get(passage.sid), own[passage.sid]) for passage in group)
        here = {member.change.number: member.change for member in members if member.change}
        new = tuple(change for number, change in here.items() if number not in told)
        above = tuple(change for number, change in here.items() if number in told)
        told |= here.keys()
        found.append(Paragraph(members[0].passage.kind, members[0].passage.depth, members, new, above))
    return found


def _shown(passage: Passage, change: ShownChange | None, links: Sequence[Link]) -> ShownPassage:
    standing = tuple(link for link in links if link.withdrawn_at is None)
    return ShownPassage(passage, change, standing, tuple(link for link in links if link.withdrawn_at is not None))


def _parts(paragraphs: Sequence[Paragraph]) -> list[Paragraph | Listing]:
    """Items that follow one another as lists, deeper ones inside the item before them."""
    parts: list[Paragraph | Listing] = []
    open_lists: list[Listing] = []
    for paragraph in paragraphs:
        tag = LIST_TAGS.get(paragraph.kind)
        if tag is None:
            parts.append(paragraph)
            open_lists = []
            continue
        depth = max(1, min(paragraph.depth, len(open_lists) + 1))
        same = open_lists[:depth]
        if len(same) < depth or same[-1].tag != tag:
            listing = Listing(tag)
            same = [*same[: depth - 1], listing]
            if depth == 1:
                parts.append(listing)
            else:
                same[depth - 2].items[-1][1].append(listing)
        same[-1].items.append((paragraph, []))
        open_lists = same
    return parts
