"""Leaves: one event as canonical JSON (docs/record-format.md). Written strictly, read more strictly.

``read`` gives a plain dict and not an object of its own: a full check reads a million of them.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any, TypedDict

from consultations.record.domain.event_types import EventDoesNotFit, UnknownEventType, check, is_coarse
from consultations.record.tlog.jcs import MAX_SAFE, NotCanonicalizable, canonical_fast

MAX_LEAF = 16 * 1024


class Reference(TypedDict):
    """Another entry by its index, which is lower, and how this one relates to it."""

    i: int
    rel: str


class Leaf(TypedDict):
    """The keys of a leaf, all of them always there."""

    v: int
    id: str
    type: str
    time: str
    process: str
    subject: str
    refs: list[Reference]
    data: dict[str, Any]
    sd: dict[str, str]
    sd_alg: str


class MalformedLeaf(ValueError):
    """The bytes are not a leaf; the message says what is wrong."""


_KEYS = frozenset(Leaf.__annotations__)
_REF_KEYS = frozenset(Reference.__annotations__)
_ID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-([47])[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}").fullmatch
_TIME = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:([0-9]{2})Z").fullmatch
_PROCESS = re.compile(r"[a-z0-9-]{0,120}").fullmatch
_SUBJECT = re.compile(r"[a-z_]+/[A-Za-z0-9._-]{1,100}").fullmatch
_REL = re.compile(r"[a-z_]{1,40}").fullmatch
_DIGEST = re.compile(r"[A-Za-z0-9_-]{42}[AEIMQUYcgkosw048]").fullmatch


def _refuse_float(text: str) -> Any:
    raise MalformedLeaf("a number has a fraction or exponent")


def _refuse_constant(text: str) -> Any:
    raise MalformedLeaf(f"{text} is not JSON")


_decoder = json.JSONDecoder(parse_float=_refuse_float, parse_constant=_refuse_constant)
_scan: Callable[[str, int], tuple[Any, int]] = _decoder.scan_once  # type: ignore[attr-defined]


def read(raw: bytes) -> Leaf:
    """The leaf of ``raw``; raises MalformedLeaf unless it is canonical, complete and fits its event type."""
    if len(raw) > MAX_LEAF:
        raise MalformedLeaf("the entry is longer than 16 KiB")
    try:
        leaf: Leaf = _scan(raw.decode("utf-8"), 0)[0]
        if canonical_fast(leaf) != raw:
            raise MalformedLeaf("the entry is not in canonical form")
    except MalformedLeaf:
        raise
    except (ValueError, StopIteration, RecursionError) as error:
        raise MalformedLeaf("the entry is not JSON") from error
    _check(leaf)
    return leaf


def _check(leaf: Leaf) -> None:
    if not isinstance(leaf, dict) or leaf.keys() != _KEYS:
        raise MalformedLeaf("the entry has not exactly the keys of a leaf")
    if type(leaf["v"]) is not int or leaf["v"] != 1 or leaf["sd_alg"] != "sha-256":
        raise MalformedLeaf("the entry is of another version")
    data, sd, type_ = leaf["data"], leaf["sd"], leaf["type"]
    try:
        identifier, time = _ID(leaf["id"]), _TIME(leaf["time"])
        named = _PROCESS(leaf["process"]) and _SUBJECT(leaf["subject"])
        digests = all(map(_DIGEST, sd.values()))
    except (TypeError, AttributeError) as error:
        raise MalformedLeaf("a value of the entry has the wrong type") from error
    if identifier is None or time is None or not named or not digests:
        raise MalformedLeaf("the id, time, process, subject or a digest has the wrong form")
    if not isinstance(data, dict) or not isinstance(type_, str):
        raise MalformedLeaf("a value of the entry has the wrong type")
    if leaf["refs"] != []:
        _check_refs(leaf["refs"])
    try:
        datetime.fromisoformat(leaf["time"])
        check(type_, data, sd)
    except (EventDoesNotFit, UnknownEventType, ValueError) as error:
        raise MalformedLeaf(str(error)) from error
    if (identifier[1], time[1] == "00") != ("4", True) if is_coarse(type_) else identifier[1] != "7":
        raise MalformedLeaf("the id or time tells more, or less, than events of this type should")


def _check_refs(refs: object) -> None:
    if not isinstance(refs, list):
        raise MalformedLeaf("refs is not a list")
    for ref in refs:
        if not isinstance(ref, dict) or ref.keys() != _REF_KEYS or type(ref["i"]) is not int:
            raise MalformedLeaf("a reference is not an index and a relation")
        if not 0 <= ref["i"] <= MAX_SAFE or not isinstance(ref["rel"], str) or not _REL(ref["rel"]):
            raise MalformedLeaf("a reference is not an index and a relation")


def write(
    *,
    id: str,
    type: str,
    time: datetime,
    process: str,
    subject: str,
    refs: Iterable[tuple[int, str]] = (),
    data: Mapping[str, Any] | None = None,
    sd: Mapping[str, str] | None = None,
) -> bytes:
    """The leaf's bytes; raises MalformedLeaf when ``read`` would. ``time`` is aware and is cut to the second (UTC);
    ``refs`` are (index, relation)."""
    leaf: Leaf = {
        "v": 1,
        "id": id,
        "type": type,
        "time": time.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
        "process": process,
        "subject": subject,
        "refs": [{"i": index, "rel": rel} for index, rel in refs],
        "data": dict(data or {}),
        "sd": dict(sd or {}),
        "sd_alg": "sha-256",
    }
    try:
        raw = canonical_fast(leaf)
    except (NotCanonicalizable, TypeError, ValueError) as error:
        raise MalformedLeaf("the facts are not JSON") from error
    read(raw)
    return raw


def with_refs(raw: bytes, refs: Iterable[tuple[int, str]]) -> bytes:
    """The leaf of ``raw`` with other references; raises MalformedLeaf."""
    leaf = read(raw)
    leaf["refs"] = [{"i": index, "rel": rel} for index, rel in refs]
    changed = canonical_fast(leaf)
    read(changed)
    return changed


def is_digest(value: object) -> bool:
    """Whether it reads like base64url(SHA-256)."""
    return isinstance(value, str) and _DIGEST(value) is not None


def broken_reference(leaf: Leaf, index: int) -> bool:
    """Whether the leaf at ``index`` refers to itself or to a later entry."""
    refs: Sequence[Reference] = leaf["refs"]
    return any(ref["i"] >= index for ref in refs)
