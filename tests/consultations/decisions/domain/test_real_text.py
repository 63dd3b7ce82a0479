"""A real public policy text through six releases: numbers follow their passages, and every word is accounted for."""

from __future__ import annotations

import pytest

from bench.passages import POLICY, Score, releases, score
from consultations.decisions.domain.alignment import Numbered, align
from consultations.decisions.domain.passages import Piece

pytestmark = pytest.mark.skipif(not POLICY.is_dir(), reason="policy-standard-for-public-code is not in DATA_DIR")

# What the figures of docs/alignment.md may not fall below: recall and precision of each kind, forwards.
FLOORS = {
    "kept": (0.99, 0.99),
    "edited": (0.98, 0.98),
    "moved": (0.94, 0.94),
    "split": (0.87, 0.95),
    "merged": (0.5, 0.66),
    "added": (0.98, 0.95),
    "removed": (0.98, 0.93),
}


@pytest.fixture(scope="module")
def texts() -> dict[str, list[Piece]]:
    return releases()


def test_six_releases(texts):
    previous: list[Numbered] = []
    used: set[int] = set()
    next_sid, kept = 1, []
    for new in texts.values():
        found = align(previous, new, next_sid=next_sid)
        assert len(set(found.sids)) == len(new)
        old = {numbered.sid: numbered.piece.text for numbered in previous}
        assert {sid for sid in found.sids if sid not in old} & used == set()
        changed = {found.sids[place] for edit in found.edits for place in edit.after}
        unchanged = {sid: piece.text for sid, piece in zip(found.sids, new, strict=True) if sid not in changed}
        assert {sid: old[sid] for sid in unchanged} == unchanged
        kept.append(len(set(found.sids) & set(old)) * 100 // max(1, len(old)))
        used |= set(found.sids)
        previous = [Numbered(sid, piece) for sid, piece in zip(found.sids, new, strict=True)]
        next_sid = found.next_sid
    assert kept == [0, 98, 96, 81, 98, 99]


def test_a_small_release_shows_the_amendments_that_it_is_known_for(texts):
    old, new = texts["0.8.0"], texts["0.8.1"]
    found = align([Numbered(sid, piece) for sid, piece in enumerate(old)], new, next_sid=len(old))
    told = {(edit.kind.value, " ".join(new[place].text for place in edit.after)) for edit in found.edits}
    assert ("edited", "Check that there is a summary of changes.") in told
    assert (
        "split",
        "Confirm that other stakeholders find the documentation clear and understandable. "
        "Stakeholders should include professionals from other public organizations and the general public.",
    ) in told


def _reached(found: Score) -> dict[str, tuple[float, float]]:
    return {kind: (found.recall(kind), found.precision(kind)) for kind in FLOORS}


def test_the_alignment_agrees_with_a_reader_as_far_as_published():
    found = score()
    assert sum(found.judged.values()) - found.judged["moved"] > 1300
    low = {
        kind: reached
        for kind, reached in _reached(found).items()
        if reached[0] < FLOORS[kind][0] or reached[1] < FLOORS[kind][1]
    }
    assert low == {}


def test_backwards_splits_are_merges():
    found = score(backwards=True)
    assert found.judged["merged"] == 24
    assert _reached(found)["merged"] >= (0.87, 0.95)
    assert _reached(found)["edited"] >= (0.98, 0.98)
