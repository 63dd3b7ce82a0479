"""Reading many leaves quickly, and no less strictly than ``leaf.read``.

The leaves of a log are much alike: the same few facts again and again, with other ids, times and digests. So a leaf is
cut by one regular expression along the seams of its canonical form, and what lies between is recognised: a pair of
facts and field names that stood in a leaf which ``leaf.read`` accepted is accepted again, also with other subjects in
the place of the well-formed ones that its facts name. Whatever the expression does not match, or was not seen before,
goes to ``leaf.read``, which alone says what a leaf is.
"""

from __future__ import annotations

import re
from datetime import datetime
from typing import NamedTuple

from consultations.record.domain.event_types import EVENT_TYPES, is_coarse
from consultations.record.domain.fact_shapes import SUBJECT, optional
from consultations.record.tlog import leaf as leaves

REMEMBERED = 20_000

_cut = re.compile(
    rb'\{"data":(\{.*?\}),'
    rb'"id":"([0-9a-f]{8}-[0-9a-f]{4}-([47])[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12})",'
    rb'"process":"[a-z0-9-]{0,120}",'
    rb'"refs":\[(?:\{"i":(0|[1-9][0-9]{0,14}),"rel":"[a-z_]{1,40}"\})?\],'
    rb'"sd":(\{(?:"[a-z_]{1,40}":"[A-Za-z0-9_-]{42}[AEIMQUYcgkosw048]"(?:,(?!\})|(?=\})))*\}),'
    rb'"sd_alg":"sha-256",'
    rb'"subject":"[a-z_]+/[A-Za-z0-9._-]{1,100}",'
    rb'"time":"([0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:([0-9]{2})Z)",'
    rb'"type":"([a-z_.]{1,60})","v":1\}'
).fullmatch

_schemas = [pair for type_ in EVENT_TYPES.values() for pair in type_.data.items()]
_SUBJECTS = {name for name, schema in _schemas if schema == SUBJECT or schema == optional(SUBJECT)}
_SUBJECTS -= {name for name, schema in _schemas if schema.get("pattern") != SUBJECT["pattern"]}
# Quotation marks inside a JSON text have a backslash before them, so this finds names and whole values only.
_subjects = re.compile(rf'"({"|".join(sorted(_SUBJECTS))})":"[a-z_]+/[A-Za-z0-9._-]{{1,100}}"'.encode()).subn


# Type; facts without their subjects, and how many those were; names of personal fields.
_Key = tuple[bytes, tuple[bytes, int], tuple[bytes, ...]]


class Glimpse(NamedTuple):
    """What a check of the whole log needs of a leaf. ``refers``: the highest index referred to, -1 without one;
    ``blob``: (hash, length) of the text that it names."""

    id: str
    refers: int
    blob: tuple[str, int] | None


class _Known(NamedTuple):
    """Of a type with its facts and the names of its personal fields, seen in a leaf that was read."""

    coarse: bool
    blob: tuple[str, int] | None


class Reader:
    """Remembers what it has seen; one for each check."""

    def __init__(self) -> None:
        self._known: dict[_Key, _Known] = {}

    def read(self, raw: bytes) -> Glimpse:
        """Raises leaf.MalformedLeaf for exactly what ``leaf.read`` refuses."""
        cut = _cut(raw)
        if cut is None or len(raw) > leaves.MAX_LEAF:
            return _glimpse(leaves.read(raw))
        data, id_, version, refers, sd, time, seconds, type_ = cut.groups()
        # The number of subjects tells those taken out from values that were empty before.
        facts = _subjects(rb'"\1":""', data) if b"/" in data else (data, 0)
        key = type_, facts, tuple(sd.split(b'"')[1::4])
        known = self._known.get(key)
        if known is None:
            return self._learn(key, raw)
        if (version, seconds) != (b"4", b"00") if known.coarse else version != b"7":
            return _glimpse(leaves.read(raw))
        try:
            datetime.fromisoformat(time.decode())
        except ValueError:
            return _glimpse(leaves.read(raw))
        return Glimpse(id_.decode(), -1 if refers is None else int(refers), known.blob)

    def _learn(self, key: _Key, raw: bytes) -> Glimpse:
        leaf = leaves.read(raw)
        found = _glimpse(leaf)
        if len(self._known) >= REMEMBERED:
            self._known.clear()
        self._known[key] = _Known(is_coarse(leaf["type"]), found.blob)
        return found


def _glimpse(leaf: leaves.Leaf) -> Glimpse:
    data = leaf["data"]
    blob = (data["sha256"], data["bytes"]) if "sha256" in data else None
    return Glimpse(leaf["id"], max((ref["i"] for ref in leaf["refs"]), default=-1), blob)
