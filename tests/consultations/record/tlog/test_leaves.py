"""Leaves: their one form, and all that is not it."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta, timezone

import pytest
import rfc8785
from hypothesis import given, settings
from hypothesis import strategies as st

from consultations.record.tlog import leaf as leaves
from consultations.record.tlog.jcs import MAX_SAFE, NotCanonicalizable, canonical, canonical_fast

FIELDS = {
    "id": "0199f3a0-0000-7abc-8def-000000000001",
    "type": "contribution.published",
    "time": datetime(2026, 11, 1, 12, tzinfo=UTC),
    "process": "mobility",
    "subject": "contribution/17",
    "refs": [(737, "reply_to")],
    "data": {"kind": "proposal", "channel": "web", "in_scope": True},
    "sd": {"body": "A" * 43},
}
RAW = leaves.write(**FIELDS)
COARSE = FIELDS | {"type": "support.given", "data": {}, "sd": {}, "id": "0199f3a0-0000-4abc-8def-000000000001"}


def test_the_bytes_of_a_leaf():
    assert (
        RAW
        == b'{"data":{"channel":"web","in_scope":true,"kind":"proposal"},"id":"0199f3a0-0000-7abc-8def-000000000001",'
        b'"process":"mobility","refs":[{"i":737,"rel":"reply_to"}],"sd":{"body":"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA'
        b'AAAA"},"sd_alg":"sha-256","subject":"contribution/17","time":"2026-11-01T12:00:00Z",'
        b'"type":"contribution.published","v":1}'
    )
    assert leaves.read(RAW)["refs"] == [{"i": 737, "rel": "reply_to"}]


def test_times_are_written_in_utc():
    raw = leaves.write(**FIELDS | {"time": datetime(2026, 11, 1, 14, tzinfo=timezone(timedelta(hours=2)))})
    assert raw == RAW


@pytest.mark.parametrize(
    "change",
    [
        {"id": "0199f3a0-0000-7abc-8def-00000000000"},
        {"id": "0199F3A0-0000-7ABC-8DEF-000000000001"},
        {"id": "0199f3a0-0000-4abc-8def-000000000001"},
        {"id": "0199f3a0-0000-7abc-0def-000000000001"},
        {"type": "contribution.applauded"},
        {"process": "Mobility"},
        {"process": "m" * 121},
        {"subject": "contribution"},
        {"subject": "contribution/17\n"},
        {"subject": "contribution/١٧"},
        {"refs": [(-1, "reply_to")]},
        {"refs": [(True, "reply_to")]},
        {"refs": [(1.0, "reply_to")]},
        {"refs": [(1, "Reply")]},
        {"data": FIELDS["data"] | {"in_scope": 1}},
        {"data": FIELDS["data"] | {"note": "no such fact"}},
        {"data": {}},
        {"sd": {"body": "A" * 42}},
        {"sd": {"body": "A" * 42 + "B"}},
        {"sd": {"mail": "A" * 43}},
    ],
)
def test_what_does_not_fit_is_not_written(change):
    with pytest.raises(leaves.MalformedLeaf):
        leaves.write(**FIELDS | change)


def test_votes_tell_no_moment():
    assert leaves.write(**COARSE)
    for change in ({"id": FIELDS["id"]}, {"time": datetime(2026, 11, 1, 12, 0, 1, tzinfo=UTC)}):
        with pytest.raises(leaves.MalformedLeaf):
            leaves.write(**COARSE | change)


def spoilt(**change):
    return json.dumps(json.loads(RAW) | change, sort_keys=True, separators=(",", ":")).encode()


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"null",
        b"[]",
        b"{}",
        b" " + RAW,
        RAW + b"\n",
        RAW.replace(b'"v":1', b'"v": 1'),
        RAW.replace(b'"v":1', b'"v":1.0'),
        RAW.replace(b'"v":1', b'"v":1e0'),
        RAW.replace(b'"v":1', b'"v":true'),
        RAW.replace(b'"v":1', b'"v":2'),
        RAW.replace(b'"v":1', b'"v":1,"v":1'),
        RAW.replace(b'"v":1', b'"v":1,"w":1'),
        RAW.replace(b"737", b"-0"),
        RAW.replace(b"737", b"9007199254740992"),
        RAW.replace(b"737", b"9" * 5000),
        RAW.replace(b"737", b"NaN"),
        RAW.replace(b"web", b"w\\u0065b"),
        RAW.replace(b"mobility", b"mob\xff"),
        RAW.replace(b"mobility", b"\\ud800"),
        RAW.replace(b"11-01", b"13-01"),
        RAW.replace(b"12:00:00Z", b"25:00:00Z"),
        RAW.replace(b"12:00:00Z", b"12:00:00+00:00"),
        RAW.replace(b"sha-256", b"sha-512"),
        b"[" * 8000,
        spoilt(data=[]),
        spoilt(sd=[]),
        spoilt(refs={}),
        spoilt(refs=[{"i": 1}]),
        spoilt(refs=[{"i": 1, "rel": "reply_to", "more": 1}]),
        spoilt(type=["contribution.published"]),
        spoilt(id=None),
    ],
)
def test_what_is_not_canonical_is_not_read(raw):
    with pytest.raises(leaves.MalformedLeaf):
        leaves.read(raw)


def test_a_leaf_has_at_most_16_kib():
    reason = {"reason": "é" * 2000}
    assert len(leaves.write(**FIELDS | {"type": "contribution.restored", "data": reason, "sd": {}})) < 16 * 1024
    with pytest.raises(leaves.MalformedLeaf, match="16 KiB"):
        leaves.read(RAW[:-1] + b" " * 16_384)


TEXT = st.text(st.characters(exclude_categories=["Cs"]))
LEAF_VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-MAX_SAFE, MAX_SAFE) | TEXT,
    lambda inner: st.lists(inner) | st.dictionaries(st.text(st.characters(max_codepoint=127)), inner),
    max_leaves=8,
)
JSON_VALUES = st.recursive(
    LEAF_VALUES | st.floats(allow_nan=False, allow_infinity=False),
    lambda inner: st.lists(inner) | st.dictionaries(TEXT, inner),
    max_leaves=8,
)


@given(LEAF_VALUES)
@settings(max_examples=60, deadline=None)
def test_the_fast_way_writes_what_the_rfc_says(value):
    assert canonical_fast(value) == canonical(value) == rfc8785.dumps(value)


@given(JSON_VALUES)
@settings(max_examples=60, deadline=None)
def test_the_slow_way_writes_any_json(value):
    assert canonical(value) == rfc8785.dumps(value)


@pytest.mark.parametrize("value", [float("nan"), float("inf"), 2**53, "\ud800", {"\ud800": 1}, {1: 2}, object()])
def test_what_has_no_canonical_form(value):
    with pytest.raises(NotCanonicalizable):
        canonical(value)
