"""How many passages of a real policy text keep their identity, held against hand-judged samples.

``python -m bench.passages [--json FILE] [--errors]``: the sample that the rules were tuned on (the six releases of the
Standard for Public Code, each with the one before it), the one held out (the history between them and pairs of
releases further apart) and, where DJANGO_SOURCES names a folder with the unpacked source packages Django-2.2.28 and
Django-5.2, one of another text. The judgements stand in tests/consultations/decisions/domain/; how they were made:
docs/alignment.md. The same texts backwards turn splits into merges.
"""

from __future__ import annotations

import hashlib
import json
import os
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from bench import restructured
from bench.amended import States
from bench.harness import Figure, arguments, emit
from consultations.decisions.domain.alignment import ChangeKind, Numbered, align
from consultations.decisions.domain.passages import Piece, pieces
from consultations.deliberation.domain.richtext import clean
from consultations.exchange.domain.account import Account
from consultations.exchange.domain.markdown import to_html
from consultations.exchange.domain.releases import read_releases

ROOT = Path(__file__).resolve().parents[1]
POLICY = Path(os.environ.get("DATA_DIR", ROOT.parent / "shared" / "data")) / "policy-standard-for-public-code"
FIGURES = ROOT / "tests" / "consultations" / "decisions" / "domain"
TUNED, HELD_OUT = FIGURES / "judged_passages.json", FIGURES / "held_out_passages.json"
OTHER_TEXT, DJANGO = FIGURES / "other_text_passages.json", Path(os.environ.get("DJANGO_SOURCES", "django-sources"))
KINDS = ("kept", "edited", "moved", "split", "merged", "added", "removed")
BACKWARDS = {"split": "merged", "merged": "split", "added": "removed", "removed": "added"}

Places = tuple[int, ...]
Relation = tuple[str, Places, Places]


@dataclass
class Score:
    """Counts by kind. ``moved`` is counted beside the kind: a passage may be edited and moved."""

    judged: Counter[str] = field(default_factory=Counter)
    found: Counter[str] = field(default_factory=Counter)
    recalled: Counter[str] = field(default_factory=Counter)
    right: Counter[str] = field(default_factory=Counter)
    errors: list[str] = field(default_factory=list)

    def recall(self, kind: str) -> float:
        return self.recalled[kind] / max(1, self.judged[kind])

    def precision(self, kind: str) -> float:
        return self.right[kind] / max(1, self.found[kind])


def releases() -> dict[str, list[Piece]]:
    return {release.name: pieces(clean(release.html)) for release in read_releases(POLICY, Account())}


def digest(text: Sequence[Piece]) -> str:
    return hashlib.sha256("\n".join(piece.text for piece in text).encode()).hexdigest()


def score(sample: Path, *, backwards: bool = False) -> Score:
    """Holds the alignment of every step against the judgements; raises ValueError where the text is another one."""
    texts, total = _texts(), Score()
    for step in json.loads(sample.read_text(encoding="utf-8"))["steps"]:
        old, new = texts(step["from"]), texts(step["to"])
        if [digest(old), digest(new)] != step["sha256"]:
            raise ValueError(f"{step['from']} to {step['to']}: these are not the passages that were judged")
        judged = [(kind, moved, tuple(before), tuple(after)) for kind, moved, before, after in step["judged"]]
        if backwards:
            judged = [(BACKWARDS.get(kind, kind), moved, after, before) for kind, moved, before, after in judged]
            old, new = new, old
        _count(total, judged, old, new)
    return total


def judged_texts(sample: Path) -> set[tuple[frozenset[str], frozenset[str]]]:
    """What was judged to have changed, as (texts before, texts after), of each group that is not unclear."""
    texts, found = _texts(), set()
    for step in json.loads(sample.read_text(encoding="utf-8"))["steps"]:
        old, new = texts(step["from"]), texts(step["to"])
        for kind, _moved, before, after in step["judged"]:
            if kind not in ("unclear", "kept"):
                found.add((frozenset(old[p].text for p in before), frozenset(new[p].text for p in after)))
    return found


@cache
def _texts() -> Callable[[str], list[Piece]]:
    """The passages of a release by its name, of a file by its git name, or of a page of Django by its path."""
    released, states = releases(), States(POLICY)

    @cache
    def passages_of(name: str) -> list[Piece]:
        if name in released:
            return released[name]
        if name.startswith("Django-"):
            return pieces(clean(restructured.to_html((DJANGO / name).read_text(encoding="utf-8"))))
        return pieces(clean(to_html(states.of(name) or "")))

    return passages_of


def relations(old: Sequence[Piece], new: Sequence[Piece]) -> Iterator[tuple[Relation, bool]]:
    """What became of each passage, one relation a passage or group, and whether it moved."""
    found = align([Numbered(sid, piece) for sid, piece in enumerate(old)], new, next_sid=len(old))
    touched = {place for edit in found.edits for place in edit.before}
    place_of = {sid: place for place, sid in enumerate(found.sids)}
    for place in range(len(old)):
        if place not in touched:
            yield ("kept", (place,), (place_of[place],)), False
    for edit in found.edits:
        if edit.kind is ChangeKind.MOVED:
            for before, after in zip(edit.before, edit.after, strict=True):
                yield ("kept", (before,), (after,)), True
        elif edit.before and edit.after:
            yield (edit.kind.value, edit.before, edit.after), edit.moved
        else:
            for place in edit.before:
                yield (edit.kind.value, (place,), ()), False
            for place in edit.after:
                yield (edit.kind.value, (), (place,)), False


def _count(
    total: Score, judged: Sequence[tuple[str, str, Places, Places]], old: Sequence[Piece], new: Sequence[Piece]
) -> None:
    truth = {(kind, before, after): moved for kind, moved, before, after in judged if kind != "unclear"}
    found = dict(relations(old, new))
    for relation, moved in truth.items():
        hit = relation in found
        total.judged[relation[0]] += 1
        total.recalled[relation[0]] += hit
        if moved == "yes":
            total.judged["moved"] += 1
            total.recalled["moved"] += hit and found[relation]
        if not hit or (moved == "yes" and not found[relation]):
            total.errors.append(_told("missed", relation, old, new))
    unclear = [(set(before), set(after)) for kind, _moved, before, after in judged if kind == "unclear"]
    known = {p for _k, _m, before, _a in judged for p in before}, {p for _k, _m, _b, after in judged for p in after}
    for relation, moved_too in found.items():
        sides = set(relation[1]), set(relation[2])
        if not (sides[0] & known[0] or sides[1] & known[1]) or any(sides[0] & b or sides[1] & a for b, a in unclear):
            continue
        total.found[relation[0]] += 1
        total.right[relation[0]] += relation in truth
        if moved_too and truth.get(relation) != "either":
            total.found["moved"] += 1
            total.right["moved"] += truth.get(relation) == "yes"
        if relation not in truth:
            total.errors.append(_told("wrong", relation, old, new))


def _told(what: str, relation: Relation, old: Sequence[Piece], new: Sequence[Piece]) -> str:
    before = "".join(f"\n  - {old[place].text}" for place in relation[1])
    after = "".join(f"\n  + {new[place].text}" for place in relation[2])
    return f"{what}: {relation[0]}{before}{after}"


def figures(found: Score, name: str) -> list[Figure]:
    told = []
    for kind in KINDS:
        told.append(Figure(f"{name}, {kind}: recall of {found.judged[kind]}", found.recall(kind), ""))
        told.append(Figure(f"{name}, {kind}: precision of {found.found[kind]}", found.precision(kind), ""))
    return told


if __name__ == "__main__":
    parser = arguments(__doc__.splitlines()[0])
    parser.add_argument("--errors", action="store_true", help="also print each passage on which they differ")
    given = parser.parse_args()
    if not POLICY.is_dir():
        sys.exit(f"{POLICY} is not there; set DATA_DIR.")
    samples = {"tuned": TUNED, "held out": HELD_OUT} | ({"other text": OTHER_TEXT} if DJANGO.is_dir() else {})
    forwards = {name: score(sample) for name, sample in samples.items()}
    backwards = {f"{name}, backwards": score(sample, backwards=True) for name, sample in samples.items()}
    emit([figure for name, found in {**forwards, **backwards}.items() for figure in figures(found, name)], given.json)
    if given.errors:
        for name, found in forwards.items():
            print(f"\n{name}", *found.errors, sep="\n")
