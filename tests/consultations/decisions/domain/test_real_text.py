"""A real public policy text through six releases: numbers follow their passages, and every word is accounted for."""

from __future__ import annotations

import pytest

from bench.passages import DJANGO, HELD_OUT, OTHER_TEXT, POLICY, TUNED, judged_texts, releases, score
from consultations.decisions.domain.alignment import Numbered, align
from consultations.decisions.domain.passages import Piece

pytestmark = pytest.mark.skipif(not POLICY.is_dir(), reason="policy-standard-for-public-code is not in DATA_DIR")

# What the figures of docs/alignment.md may not fall below: recall and precision of each kind, forwards. Backwards, what
# was split is merged, and the other way round.
FLOORS = {
    TUNED: {
        "kept": (0.99, 0.99),
        "edited": (0.99, 0.99),
        "moved": (0.99, 0.99),
        "split": (1, 1),
        "merged": (0.87, 1),
        "added": (0.98, 0.97),
        "removed": (1, 0.96),
    },
    HELD_OUT: {
        "kept": (0.99, 0.98),
        "edited": (0.95, 0.97),
        "moved": (0.86, 0.86),
        "split": (0.94, 1),
        "merged": (0.75, 0.6),
        "added": (1, 0.77),
        "removed": (1, 0.68),
    },
    OTHER_TEXT: {"edited": (0.98, 0.97), "added": (0.96, 0.94), "removed": (1, 0.85)},
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


NO_DJANGO = pytest.mark.skipif(not DJANGO.is_dir(), reason="DJANGO_SOURCES names no folder")


@pytest.mark.parametrize(
    ("sample", "judgements"),
    [(TUNED, 1_393), (HELD_OUT, 391), pytest.param(OTHER_TEXT, 326, marks=NO_DJANGO)],
    ids=["tuned", "held out", "other text"],
)
def test_the_alignment_agrees_with_a_reader_as_far_as_published(sample, judgements):
    found = score(sample)
    assert sum(found.judged.values()) - found.judged["moved"] == judgements
    reached = {kind: (found.recall(kind), found.precision(kind)) for kind in FLOORS[sample]}
    floors = FLOORS[sample]
    assert {kind: r for kind, r in reached.items() if r[0] < floors[kind][0] or r[1] < floors[kind][1]} == {}


@pytest.mark.parametrize("sample", [TUNED, HELD_OUT], ids=["tuned", "held out"])
def test_backwards_splits_are_merges(sample):
    forwards, backwards = score(sample), score(sample, backwards=True)
    for kind, opposite in (("split", "merged"), ("merged", "split")):
        assert backwards.judged[opposite] == forwards.judged[kind]
        assert backwards.recall(opposite) >= FLOORS[sample][kind][0]
        assert backwards.precision(opposite) >= FLOORS[sample][kind][1]


def test_no_judgement_of_the_one_sample_is_in_the_other():
    assert judged_texts(TUNED) & judged_texts(HELD_OUT) == set()
