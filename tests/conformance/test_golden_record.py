"""Golden records: written by a release, kept as figures, and verified for ever, by both verifiers."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path

import pytest

from consultations.record.domain import disclosure
from consultations.record.domain.event_types import EVENT_TYPES, json_schema
from consultations.record.tlog import leaf as leaves
from consultations.record.tlog import note as notes
from consultations.record.tlog import proof as proofs
from consultations.record.tlog.tiles import ENTRIES, read_bundle, tiles_of
from consultations.record.verify.cli import main

HERE = Path(__file__).parent
ROOT = HERE.parent.parent
GOLDEN = sorted(path.parent for path in (HERE / "golden").glob("*/figures.json"))
NODE = shutil.which("node")

pytestmark = pytest.mark.parametrize("place", GOLDEN, ids=[place.name for place in GOLDEN])


def figures(place):
    return json.loads((place / "figures.json").read_text())


def verify(capsys, *arguments):
    code = main([*map(str, arguments), "--json"])
    return code, json.loads(capsys.readouterr().out)


def entries(place):
    size = figures(place)["size"]
    return [
        leaves.read(raw)
        for tile in tiles_of(size, [ENTRIES])
        for raw in read_bundle((place / "log" / tile.path).read_bytes(), tile.width)
    ]


def test_the_log_is_verified_and_was_witnessed(capsys, place):
    known = figures(place)
    code, said = verify(capsys, "log", place / "log", "--vkey", known["vkey"], "--witness", known["witness"])
    assert (code, said["size"], said["root"]) == (0, known["size"], known["root"])
    assert said["witnessed_size"] == known["size"]


def test_whoever_kept_its_first_key_follows_to_its_last(capsys, place):
    known = figures(place)
    code, said = verify(capsys, "log", place / "log", "--vkey", known["first_vkey"])
    assert (known["first_vkey"] != known["vkey"], code, said["root"]) == (True, 0, known["root"])


def test_coverage_is_what_it_was(capsys, place):
    known = figures(place)
    code, said = verify(capsys, "coverage", place / "log", "--process", "night-buses", "--vkey", known["vkey"])
    assert (code, {name: said[name] for name in ("answered", "in_scope", "groups")}) == (0, known["coverage"])


def test_every_receipt_holds_in_both_verifiers(capsys, place):
    known = figures(place)
    receipts = sorted((place / "receipts").iterdir())
    python = {}
    for path in receipts:
        code, said = verify(capsys, "receipt", path, "--vkey", known["vkey"], "--witness", known["witness"])
        python[path.name] = (code, said["index"], said["disclosed"])
        assert (code, said["index"]) == (0, int(path.stem))
    assert len(python) == known["receipts"]
    if NODE is None:
        return
    lines = [
        json.dumps(
            {"name": path.name, "receipt": path.read_text(), "vkey": known["vkey"], "witnesses": [known["witness"]]}
        )
        for path in receipts
    ]
    program = [NODE, ROOT / "tests/frontend/receipts.mjs", ROOT / "frontend/elements/shared/receipt-check.js"]
    done = subprocess.run(program, input="\n".join(lines), capture_output=True, text=True, check=True)
    said = [json.loads(line) for line in done.stdout.splitlines()]
    assert {each["name"]: (0, each["outcome"]["index"], each["outcome"]["disclosed"]) for each in said} == python
    assert {len(each["outcome"]["witnesses"]) for each in said} == {1}


def test_public_words_fit_their_entries_and_erased_ones_are_gone(place):
    by_id = {leaf["id"]: leaf for leaf in entries(place)}
    shown = set()
    for path in (place / "log" / "disclosures").iterdir():
        held = json.loads(path.read_bytes())
        leaf = by_id[held["event"]]
        if leaf["type"] != "import.batch":
            proofs.open_disclosures(leaf, held["disclosures"])
        else:
            blob = (place / "log" / "blob" / leaf["data"]["sha256"]).read_text()
            assert all(disclosure.digest(each) in blob for each in held["disclosures"])
        shown.add(held["event"])
    erased = {event for leaf in by_id.values() if leaf["type"] == "content.erased" for event in leaf["data"]["events"]}
    whole = {
        e
        for leaf in by_id.values()
        if leaf["type"] == "content.erased" and "fields" not in leaf["data"]
        for e in leaf["data"]["events"]
    }
    assert (len(shown), bool(erased - whole), whole & shown) == (figures(place)["disclosures"], True, set())


def test_it_holds_the_kinds_that_there_were(place):
    kinds = {leaf["type"] for leaf in entries(place)}
    assert sorted(kinds) == figures(place)["types"]
    assert kinds <= EVENT_TYPES.keys()


def test_the_newest_one_is_what_is_written_today(place):
    """Where this fails, the formats have changed: write a further one (golden/README.md)."""
    if place != GOLDEN[-1]:
        return
    served = {path.stem: json.loads(path.read_bytes()) for path in (place / "log" / "schemas").iterdir()}
    assert served == {name: json_schema(name) for name in EVENT_TYPES}
    assert EVENT_TYPES.keys() - figures(place)["types"] == {"epoch.closed"}, "never written (ADR 0009)"


def test_what_is_edited_is_found(capsys, place, tmp_path):
    copy = Path(shutil.copytree(place / "log", tmp_path / "log"))
    known = figures(place)
    for path in ("checkpoint", "tile/0/000", "tile/entries/000", "tile/1/000.p/1"):
        held = (copy / path).read_bytes()
        (copy / path).write_bytes(held[:20] + bytes([held[20] ^ 1]) + held[21:])
        assert verify(capsys, "log", copy, "--vkey", known["vkey"])[0] == 1, path
        (copy / path).write_bytes(held)


def test_its_notes_print_back(place):
    for path in (place / "log" / "checkpoint", place / "log" / "witnessed"):
        assert bytes(notes.parse(path.read_bytes())) == path.read_bytes()
