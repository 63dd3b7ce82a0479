"""Which passage of a new text is which of the previous one, and so what changed.

Paragraphs that stand unchanged in order are matched first, then sentences, then identical passages elsewhere (moved),
then similar ones by the words they share (edited, split, merged). A number (sid) follows its passage through edits and
moves. Of a split passage it goes on with the part most like it; passages put together keep that of the one most like
the new text.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from itertools import groupby

from consultations.decisions.domain.matching import Match, matches
from consultations.decisions.domain.passages import Piece
from consultations.decisions.domain.places import heaviest_rising


class ChangeKind(Enum):
    EDITED = "edited"
    SPLIT = "split"
    MERGED = "merged"
    MOVED = "moved"
    ADDED = "added"
    REMOVED = "removed"


@dataclass(frozen=True)
class Numbered:
    """A passage of the previous text with its number."""

    sid: int
    piece: Piece


@dataclass(frozen=True)
class Edit:
    """One change. ``before`` and ``after`` are places (from 0) in the two texts, none for what was added or removed.

    ``moved``: it also stands elsewhere now.
    """

    kind: ChangeKind
    before: tuple[int, ...]
    after: tuple[int, ...]
    moved: bool = False


@dataclass(frozen=True)
class Alignment:
    """``sids`` of the new passages in order; ``edits`` in the order of the new text, removals where they stood."""

    sids: tuple[int, ...]
    edits: tuple[Edit, ...]
    next_sid: int


def align(
    previous: Sequence[Numbered], new: Sequence[Piece], *, next_sid: int, retired: Mapping[str, int] | None = None
) -> Alignment:
    """Aligns two texts. ``next_sid`` is the first number never used in any revision of this decision.

    ``retired``: texts of passages that an earlier revision took out → their numbers; a passage that comes back with
    the same words has its number again.
    """
    retired = dict(retired or {})
    found = matches([numbered.piece for numbered in previous], new)
    moved = _moved(found)
    edits: list[Edit] = []
    sids: dict[int, int] = {}
    for match in found:
        sids[match.heir[1]] = previous[match.heir[0]].sid
        kind = _kind(match, match in moved)
        if kind:
            edits.append(Edit(kind, match.old, match.new, moved=match in moved))
    for place, piece in enumerate(new):
        if place not in sids and piece.text in retired:
            sids[place] = retired.pop(piece.text)
        elif place not in sids:
            sids[place], next_sid = next_sid, next_sid + 1
    matched_old = {place for match in found for place in match.old}
    matched_new = {place for match in found for place in match.new}
    edits = _moves_together(edits)
    for run in _runs(set(range(len(new))) - matched_new, [piece.block for piece in new]):
        edits.append(Edit(ChangeKind.ADDED, (), run))
    for run in _runs(set(range(len(previous))) - matched_old, [numbered.piece.block for numbered in previous]):
        edits.append(Edit(ChangeKind.REMOVED, run, ()))
    ordered = tuple(_in_reading_order(edits, found))
    return Alignment(tuple(sids[place] for place in range(len(new))), ordered, next_sid)


def _kind(match: Match, moved: bool) -> ChangeKind | None:
    if len(match.new) > 1:
        return ChangeKind.SPLIT
    if len(match.old) > 1:
        return ChangeKind.MERGED
    if not match.same:
        return ChangeKind.EDITED
    return ChangeKind.MOVED if moved else None


def _moved(found: Sequence[Match]) -> set[Match]:
    """Those that leave the others in their order: all but the longest run that kept it, of equals the one that says
    most."""
    ordered = sorted(found, key=lambda match: match.old[0])
    all_words = sum(match.weight for match in ordered)
    run = heaviest_rising([match.new[0] for match in ordered], [1 + match.weight / all_words for match in ordered])
    still = {ordered[place] for place in run}
    return set(ordered) - still


def _moves_together(edits: Iterable[Edit]) -> list[Edit]:
    """Passages that moved side by side are one change."""
    kept: list[Edit] = []
    for edit in sorted(edits, key=lambda edit: edit.after):
        last = kept[-1] if kept else None
        if (
            last
            and last.kind is edit.kind is ChangeKind.MOVED
            and last.after[-1] + 1 == edit.after[0]
            and last.before[-1] + 1 == edit.before[0]
        ):
            kept[-1] = Edit(ChangeKind.MOVED, last.before + edit.before, last.after + edit.after, moved=True)
        else:
            kept.append(edit)
    return kept


def _runs(places: set[int], blocks: Sequence[int]) -> list[tuple[int, ...]]:
    """Neighbouring places within one paragraph, together."""
    keyed = groupby(enumerate(sorted(places)), key=lambda pair: (blocks[pair[1]], pair[1] - pair[0]))
    return [tuple(place for _number, place in group) for _key, group in keyed]


def _in_reading_order(edits: Iterable[Edit], found: Sequence[Match]) -> list[Edit]:
    after_of = {old: match.new[0] for match in found for old in match.old}

    def place(edit: Edit) -> tuple[int, int, int]:
        if edit.after:
            return (edit.after[0], 1, 0)
        before = edit.before[0] - 1
        while before >= 0 and before not in after_of:
            before -= 1
        return (after_of[before] if before >= 0 else -1, 2, edit.before[0])

    return sorted(edits, key=place)
