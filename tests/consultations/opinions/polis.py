"""Real votes of Polis exports and what independent software (red-dwarf) made of them; skipped by name without them."""

from __future__ import annotations

import csv
import json
from dataclasses import dataclass
from functools import cache
from typing import Any

from tests.consultations.exchange.test_import_real_data import DATA, folder

REFERENCES = {
    "polis-seattle-15": "15-per-hour-seattle",
    "polis-brexit": "brexit-consensus",
    "polis-nz-taxes": "scoop-hivemind.taxes",
    "polis-vtaiwan-uberx": "vtaiwan.uberx",
}


@dataclass(frozen=True)
class Export:
    votes: dict[tuple[int, int], int]
    statements: tuple[int, ...]
    rejected: frozenset[int]
    reference: dict[str, Any]

    @property
    def labels(self) -> dict[int, int]:
        return {int(person): group for person, group in self.reference["labels"].items()}


@cache
def export(name: str) -> Export:
    place = folder(name)
    with (place / "votes.csv").open(encoding="utf-8", newline="") as file:
        rows = sorted(csv.DictReader(file), key=lambda row: int(row["timestamp"]))
    with (place / "comments.csv").open(encoding="utf-8", newline="") as file:
        comments = list(csv.DictReader(file))
    reference = DATA / "reference" / f"polis.{REFERENCES[name]}.reddwarf.json"
    return Export(
        {(int(row["voter-id"]), int(row["comment-id"])): int(row["vote"]) for row in rows},
        tuple(int(row["comment-id"]) for row in comments),
        frozenset(int(row["comment-id"]) for row in comments if row["moderated"] == "-1"),
        json.loads(reference.read_text(encoding="utf-8")),
    )
