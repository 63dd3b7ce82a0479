"""The steps of the opinion map, one after the other."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import reduce

import numpy as np

from consultations.opinions.domain import statistics as counting
from consultations.opinions.domain.asking import META, priority
from consultations.opinions.domain.grouping import SEED, grouping_of, likeness, partition
from consultations.opinions.domain.map import BAR, NO_CLEAR_GROUPS, Counts, Group, Key, Map, Mode
from consultations.opinions.domain.space import Space, Sums, positions_of, space_of, sums_of
from consultations.opinions.domain.votes import Bools, Floats, Ints, Votes

FEWEST_PLACED = 15
"""How many people are put into groups at least."""
PARTS = 10


@dataclass(frozen=True)
class _Groups:
    """``labels``: of each person, an index into ``ids``, or -1."""

    labels: Ints
    ids: tuple[Key, ...]
    stability: float | None = None


def analyse(
    cast: Votes,
    *,
    mode: Mode = "standard",
    rejected: Collection[Key] = (),
    meta: Collection[Key] = (),
    labels: Mapping[Key, Key] | None = None,
) -> Map:
    """See ``opinion_map``; ``cast``: all votes, on rejected statements too."""
    silent = set(rejected) | set(meta)
    counted = cast.without(_marked(cast.statements, silent)) if mode == "standard" else cast
    kept = ~_marked(counted.statements, silent)
    placing = counted.only(kept[counted.statement])
    part = dealt(len(counted.people))
    sums = sums_of(placing, part, PARTS)
    space = space_of(reduce(Sums.add, sums))
    positions = positions_of(placing, [space], counted)[0]
    groups = _given(counted.people, labels) if labels is not None else _found(counted, placing, positions)
    if groups.ids and labels is None:
        groups = replace(groups, stability=stability(counted, placing, groups.labels, part, sums))
    about_itself = set(meta) & set(cast.statements) - set(rejected)
    return _told(counted, mode, kept, about_itself, space, positions, groups)


def _marked(keys: tuple[Key, ...], which: Collection[Key]) -> Bools:
    return np.fromiter((key in which for key in keys), dtype=bool, count=len(keys))


def placed(counted: Votes) -> Ints:
    """Who may be put into a group: with seven votes or all there are; where they are few, the most active fifteen."""
    given = counted.by_person()
    enough = np.flatnonzero(given >= min(BAR, len(counted.statements)))
    if len(enough) >= FEWEST_PLACED:
        return enough
    return np.sort(np.argsort(-given, kind="stable")[:FEWEST_PLACED])


def _found(counted: Votes, placing: Votes, positions: Floats) -> _Groups:
    people = placed(counted)
    grouping = grouping_of(positions[people]) if len(people) and len(placing) else None
    labels = np.full(len(counted.people), -1)
    if grouping is None:
        return _Groups(labels, ())
    labels[people] = grouping.labels
    return _Groups(labels, tuple(range(grouping.number)))


def dealt(people: int) -> Ints:
    """Ten parts of equal size, dealt by chance, the same for the same number of people."""
    return np.random.default_rng(SEED).random(people).argsort(kind="stable").argsort(kind="stable") % PARTS


def stability(counted: Votes, placing: Votes, labels: Ints, part: Ints, sums: Sequence[Sums]) -> float:
    """The median likeness of the groups to those found anew, from the votes on, among four fifths of the people.

    Ten draws: each leaves out two of the ten parts, the next ones in turn.
    """
    total = reduce(Sums.add, sums)
    spaces = [space_of(total.less(sums[turn]).less(sums[turn - 1])) for turn in range(PARTS)]
    found = []
    for turn, positions in enumerate(positions_of(placing, spaces, counted)):
        people = np.flatnonzero((part != turn) & (part != (turn - 1) % PARTS) & (labels >= 0))
        again = partition(positions[people], int(labels.max()) + 1)
        found.append(likeness(labels[people], again))
    return float(np.median(found))


def _given(people: tuple[Key, ...], given: Mapping[Key, Key]) -> _Groups:
    places = {person: index for index, person in enumerate(people)}
    ids = tuple(sorted(set(given.values()), key=lambda key: (isinstance(key, str), key)))
    groups = {key: index for index, key in enumerate(ids)}
    labels = np.full(len(people), -1)
    for person, group in given.items():
        if person not in places:
            raise ValueError(f"a group is given for {person!r}, who has no vote")
        labels[places[person]] = groups[group]
    return _Groups(labels, ids)


def _told(
    counted: Votes, mode: Mode, kept: Bools, meta: set[Key], space: Space, positions: Floats, groups: _Groups
) -> Map:
    statements = counted.statements
    everybody = counting.tally(counted)
    by_group = counting.tally_by_group(counted, groups.labels, len(groups.ids))
    counts = _counts(everybody, statements)
    lengths = np.sqrt(len(statements)) * np.abs(1 - space.means) * np.linalg.norm(space.axes, axis=1)
    extremity = dict(zip(statements, lengths.tolist(), strict=True))
    marks = counting.representatives(by_group, statements, kept)
    shared = counting.shared_by_groups(by_group).tolist() if groups.ids else []
    return Map(
        people=len(counted.people),
        statements=len(statements),
        votes=len(counted),
        explained_variance=space.explained,
        positions={key: (x, y) for key, (x, y) in zip(counted.people, positions.tolist(), strict=True)},
        labels={
            person: groups.ids[label]
            for person, label in zip(counted.people, groups.labels.tolist(), strict=True)
            if label >= 0
        },
        groups=_groups(by_group, statements, groups),
        stability=groups.stability,
        note=None if groups.ids else NO_CLEAR_GROUPS,
        counts=counts,
        gic=dict(zip(statements, shared, strict=True)) if groups.ids else {},
        consensus=counting.consensus(everybody, statements, kept),
        representative=dict(zip(groups.ids, marks, strict=True)),
        priorities={
            **{
                key: priority(counts[key], extremity[key]) for key, asked in zip(statements, kept, strict=True) if asked
            },
            **dict.fromkeys(meta, META),
        },
        mode=mode,
        extremity=extremity,
        means=dict(zip(statements, space.means.tolist(), strict=True)),
        axes={key: (x, y) for key, (x, y) in zip(statements, space.axes.tolist(), strict=True)},
    )


def _groups(by_group: counting.Tally, statements: tuple[Key, ...], groups: _Groups) -> tuple[Group, ...]:
    return tuple(
        Group(
            id=key,
            size=int((groups.labels == index).sum()),
            counts=_counts(
                counting.Tally(by_group.agree[index], by_group.disagree[index], by_group.voted[index]), statements
            ),
        )
        for index, key in enumerate(groups.ids)
    )


def _counts(tally: counting.Tally, statements: tuple[Key, ...]) -> dict[Key, Counts]:
    rows = zip(statements, tally.agree.tolist(), tally.disagree.tolist(), tally.voted.tolist(), strict=True)
    return {key: Counts(agree, disagree, voted - agree - disagree) for key, agree, disagree, voted in rows}
