"""A map as it is kept between requests: what it tells and what is drawn, without the place of anybody."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from typing import Any

from consultations.opinions.domain.map import Consensus, Counts, Group, Key, Map, Representative, Shared
from consultations.opinions.domain.picture import Drawing, Frame, Mark, Point, ShownGroup, drawing_of

FORM = 1
"""Raised when what is kept changes its form, so that older ones are made again."""


@dataclass(frozen=True)
class KeptMap:
    """``made``: without positions and labels. ``centres``: the middle of each group's people."""

    made: Map
    drawing: Drawing
    centres: Mapping[Key, Point]

    def nearest(self, point: Point) -> Key | None:
        """The group in whose middle ``point`` nearly stands; of equally near ones the first; None without groups."""
        return min(
            self.centres,
            key=lambda group: (self.centres[group][0] - point[0]) ** 2 + (self.centres[group][1] - point[1]) ** 2,
            default=None,
        )


def kept(made: Map) -> KeptMap:
    """What may be kept of a map whose people, statements and groups are numbers."""
    members: dict[Key, list[Point]] = defaultdict(list)
    for person, group in made.labels.items():
        members[group].append(made.positions[person])
    centres = {
        group.id: (
            sum(x for x, _ in members[group.id]) / group.size,
            sum(y for _, y in members[group.id]) / group.size,
        )
        for group in made.groups
    }
    return KeptMap(replace(made, positions={}, labels={}), drawing_of(made), centres)


def as_json(map_: KeptMap) -> dict[str, Any]:
    made = map_.made
    return {
        "form": FORM,
        "map": {
            "people": made.people,
            "statements": made.statements,
            "votes": made.votes,
            "explained_variance": list(made.explained_variance),
            "stability": made.stability,
            "note": made.note,
            "mode": made.mode,
        },
        "groups": [{"id": group.id, "size": group.size, "counts": _counts(group.counts)} for group in made.groups],
        "counts": _counts(made.counts),
        "consensus": asdict(made.consensus),
        "representative": [[group, [asdict(each) for each in marks]] for group, marks in made.representative.items()],
        **{
            name: [list(pair) for pair in getattr(made, name).items()]
            for name in ("gic", "priorities", "extremity", "means", "axes")
        },
        "centres": [[group, list(point)] for group, point in map_.centres.items()],
        "drawing": asdict(map_.drawing),
    }


def from_json(content: Mapping[str, Any]) -> KeptMap | None:
    """The same again; None for one that was kept in another form."""
    if content.get("form") != FORM:
        return None
    told = content["map"]
    made = Map(
        **{**told, "explained_variance": tuple(told["explained_variance"])},
        positions={},
        labels={},
        groups=tuple(Group(each["id"], each["size"], _as_counts(each["counts"])) for each in content["groups"]),
        counts=_as_counts(content["counts"]),
        consensus=Consensus(
            *(tuple(Shared(**each) for each in content["consensus"][side]) for side in ("agree", "disagree"))
        ),
        representative={
            group: tuple(Representative(**each) for each in marks) for group, marks in content["representative"]
        },
        gic=dict(content["gic"]),
        priorities=dict(content["priorities"]),
        extremity=dict(content["extremity"]),
        means=dict(content["means"]),
        axes={key: (x, y) for key, (x, y) in content["axes"]},
    )
    return KeptMap(made, _as_drawing(content["drawing"]), {group: (x, y) for group, (x, y) in content["centres"]})


def _counts(counts: Mapping[Key, Counts]) -> list[list[Any]]:
    return [[key, each.agree, each.disagree, each.passed] for key, each in counts.items()]


def _as_counts(rows: list[list[Any]]) -> dict[Key, Counts]:
    return {key: Counts(agree, disagree, passed) for key, agree, disagree, passed in rows}


def _as_drawing(drawing: Mapping[str, Any]) -> Drawing:
    frame = drawing["frame"]
    return Drawing(
        tuple(Mark(**mark) for mark in drawing["marks"]),
        tuple(ShownGroup(**group) for group in drawing["groups"]),
        Frame((frame["middle"][0], frame["middle"][1]), frame["scale"]),
    )
