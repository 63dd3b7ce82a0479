"""The quick reader accepts what the strict one accepts, tells the same of it, and refuses the rest."""

from __future__ import annotations

import json
import random

import pytest

from consultations.record.tlog import leaf as leaves
from consultations.record.tlog.glance import Glimpse, Reader
from consultations.record.tlog.jcs import canonical_fast

DIGEST = "A" * 43
LEAF = {
    "v": 1,
    "id": "01936d2f-0000-7000-8000-000000000001",
    "type": "contribution.published",
    "time": "2026-11-02T09:30:41Z",
    "process": "mobility",
    "subject": "contribution/17",
    "refs": [{"i": 3, "rel": "reply_to"}],
    "data": {"kind": "comment", "channel": "web", "in_scope": True, "parent": "contribution/4", "theme": "buses"},
    "sd": {"author": DIGEST, "body": DIGEST},
    "sd_alg": "sha-256",
}
FOUR = "01936d2f-0000-4000-8000-000000000001"
SUPPORT = LEAF | {"type": "support.given", "id": FOUR, "data": {}, "sd": {"supporter": DIGEST}, "refs": []}
SUPPORT |= {"time": "2026-11-02T09:30:00Z"}
TEXT = LEAF | {
    "type": "decision.drafted",
    "data": {"decision": "decision/1", "language": "en", "title": "Bus\u00e9s", "sha256": "ab" * 32, "bytes": 7},
    "sd": {},
    "refs": [{"i": 9, "rel": "a"}, {"i": 4, "rel": "b"}],
}


def changed(leaf: dict, **data: object) -> dict:
    return leaf | {"data": leaf["data"] | data}


GOOD = {
    "comment": (LEAF, Glimpse(LEAF["id"], 3, None)),
    "on another": (changed(LEAF, parent="proposal/x.1"), Glimpse(LEAF["id"], 3, None)),
    "support": (SUPPORT, Glimpse(FOUR, -1, None)),
    "text with two references": (TEXT, Glimpse(LEAF["id"], 9, ("ab" * 32, 7))),
}

BAD = {
    "empty parent": changed(LEAF, parent=""),
    "parent with a space": changed(LEAF, parent="contribution/4 5"),
    "unknown kind": changed(LEAF, kind="poem"),
    "undeclared fact": changed(LEAF, mood="good"),
    "number for text": changed(LEAF, theme=1),
    "no such day": LEAF | {"time": "2026-02-31T09:30:41Z"},
    "id without time": LEAF | {"id": FOUR},
    "vote with seconds": SUPPORT | {"time": "2026-11-02T09:30:41Z"},
    "vote with a time in its id": SUPPORT | {"id": LEAF["id"]},
    "other type": LEAF | {"type": "support.given"},
    "unknown field": LEAF | {"sd": {"author": DIGEST, "mood": DIGEST}},
    "digest that does not print back": LEAF | {"sd": {"author": "A" * 42 + "B"}},
    "version 2": LEAF | {"v": 2},
    "process in capitals": LEAF | {"process": "Mobility"},
}


def warm() -> Reader:
    reader = Reader()
    for leaf, _ in GOOD.values():
        reader.read(canonical_fast(leaf))
    return reader


@pytest.mark.parametrize(("leaf", "expected"), GOOD.values(), ids=GOOD.keys())
def test_tells_the_same_the_first_time_and_the_second(leaf, expected):
    reader = Reader()
    assert [reader.read(canonical_fast(leaf)) for _ in range(2)] == [expected, expected]


@pytest.mark.parametrize("leaf", BAD.values(), ids=BAD.keys())
def test_refuses_what_is_like_something_known(leaf):
    raw = canonical_fast(leaf)
    for read in (leaves.read, warm().read):
        with pytest.raises(leaves.MalformedLeaf):
            read(raw)


SPELT = {
    "a space": lambda text: text.replace('"in_scope":true', '"in_scope": true'),
    "other order": lambda text: text.replace('{"channel":"web","in_scope":true', '{"in_scope":true,"channel":"web"'),
    "key twice": lambda text: text.replace('{"channel":"web"', '{"channel":"web","channel":"web"'),
    "empty parent": lambda text: text.replace('"contribution/4"', '""'),
    "parent that is no text": lambda text: text.replace('"parent":"contribution/4"', '"parent":/'),
    "comma at the end": lambda text: text.replace('"},"sd_alg"', '",},"sd_alg"'),
    "newline after it": lambda text: text + "\n",
    "too long": lambda text: text.replace("mobility", "m" * leaves.MAX_LEAF),
}


@pytest.mark.parametrize("spell", SPELT.values(), ids=SPELT.keys())
def test_refuses_what_is_not_canonical(spell):
    raw = spell(canonical_fast(LEAF).decode()).encode()
    assert raw != canonical_fast(LEAF)
    for read in (leaves.read, warm().read):
        with pytest.raises(leaves.MalformedLeaf):
            read(raw)


def test_agrees_with_the_strict_reader_on_ten_thousand_damaged_leaves():
    chance, reader = random.Random(20261122), warm()
    refused = 0
    for number in range(10_000):
        raw = bytearray(canonical_fast(list(GOOD.values())[number % len(GOOD)][0]))
        for _ in range(chance.choice((1, 1, 1, 2))):
            raw[chance.randrange(len(raw))] = chance.choice(b'0123456789abcdefxyzAQ"/:,{}[]\\ .-\x80')
        answers = []
        for read in (leaves.read, reader.read):
            try:
                answers.append(read(bytes(raw)))
            except leaves.MalformedLeaf:
                answers.append(None)
        strict, quick = answers
        assert (strict is None) == (quick is None), bytes(raw)
        if strict is None:
            refused += 1
        else:
            assert quick.id == json.loads(bytes(raw))["id"]
    assert 5_000 < refused < 9_999
