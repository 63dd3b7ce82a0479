"""The log for machines: bytes, headers and what is never served."""

from __future__ import annotations

import json
import uuid

import pytest
from django.db import transaction
from django.urls import reverse

from consultations.record import registry
from consultations.record.models import Epoch
from consultations.record.operations import append, erase, give_code, sequence, store_blob
from consultations.record.operations.import_disclosures import disclose_field, keep_import_disclosures
from consultations.record.tlog import import_lines
from consultations.record.tlog.checkpoint import open_checkpoint
from consultations.record.tlog.note import VerifierKey, parse_vkey
from consultations.record.tlog.proof import verify_receipt
from consultations.record.tlog.tiles import TiledTree, read_bundle
from consultations.record.tlog.tree import leaf_hash
from tests.consultations.record.story import NOW, propose, support

FOREVER = "public, max-age=31536000, immutable"


def key() -> VerifierKey:
    return parse_vkey(Epoch.objects.get().vkey)


@pytest.fixture
def long_record(db):
    """301 entries: one full tile, one of 45, one of a level above."""
    events = [support(number) for number in range(300)]
    sequence(now=NOW)
    return events


def test_a_stranger_rebuilds_the_signed_tree_from_what_is_served(client, long_record):
    checkpoint = open_checkpoint(client.get("/record/1/checkpoint").content, key())
    tree = TiledTree(checkpoint.size, lambda tile: client.get(f"/record/1/{tile.path}").content)
    assert (checkpoint.size, tree.root()) == (301, checkpoint.root)
    bundles = {"tile/entries/000": 256, "tile/entries/001.p/45": 45}
    entries = [
        e for path, width in bundles.items() for e in read_bundle(client.get(f"/record/1/{path}").content, width)
    ]
    assert b"".join(leaf_hash(entry) for entry in entries) == (
        client.get("/record/1/tile/0/000").content + client.get("/record/1/tile/0/001.p/45").content
    )


HEADERS = {
    "/record/1/checkpoint": ("text/plain; charset=utf-8", "public, max-age=5"),
    "/record/1/tile/0/000": ("application/octet-stream", FOREVER),
    "/record/1/tile/1/000.p/1": ("application/octet-stream", FOREVER),
    "/record/1/tile/entries/001.p/7": ("application/octet-stream", FOREVER),
    "/record/1/vkey": ("text/plain; charset=utf-8", "public, max-age=5"),
    "/record/schemas/": ("application/json", "public, max-age=3600"),
    "/record/schemas/support.given.json": ("application/schema+json", "public, max-age=3600"),
}


def test_headers(client, long_record, amina):
    client.force_login(amina)
    responses = {path: client.get(path) for path in HEADERS}
    assert {path: (r["Content-Type"], r["Cache-Control"]) for path, r in responses.items()} == HEADERS
    for path, response in responses.items():
        shared = (response.status_code, response["Access-Control-Allow-Origin"], "Cookie" in response.get("Vary", ""))
        assert (path, *shared) == (path, 200, "*", False)


def test_a_partial_tile_of_any_signed_size_is_cut_from_the_full_one(client, long_record):
    full = client.get("/record/1/tile/0/000").content
    assert [client.get(f"/record/1/tile/0/000.p/{width}").content for width in (1, 128, 255)] == [
        full[:32],
        full[: 128 * 32],
        full[: 255 * 32],
    ]


NEVER_SIGNED = [
    "1/tile/0/002",
    "1/tile/0/001",
    "1/tile/0/001.p/46",
    "1/tile/0/000.p/0",
    "1/tile/0/000.p/256",
    "1/tile/0/0",
    "1/tile/0/x000/000",
    "1/tile/1/000.p/2",
    "1/tile/2/000.p/1",
    "1/tile/entries/001.p/46",
    "1/tile/64/000",
    "2/checkpoint",
    "2/tile/0/000",
    "1/blob/" + "0" * 64,
    "receipts/00000000-0000-4000-8000-000000000000.tlog-proof",
    "receipts/00000000-0000-4000-8000-000000000000/status",
    "schemas/poem.json",
]


def test_what_was_never_signed_is_not_served(client, long_record):
    responses = {path: client.get(f"/record/{path}") for path in NEVER_SIGNED}
    assert {path: r.status_code for path, r in responses.items()} == dict.fromkeys(NEVER_SIGNED, 404)
    for path, response in responses.items():
        assert (path, response["Access-Control-Allow-Origin"]) == (path, "*")
        assert "immutable" not in response["Cache-Control"], path


def test_blobs_by_hash(client, db):
    with transaction.atomic():
        assert store_blob(b"Section 1. Buses wait.") == store_blob(b"Section 1. Buses wait.")
        sha256 = store_blob(b"Section 1. Buses wait.")
    response = client.get(f"/record/1/blob/{sha256}")
    assert (response.content, response["Cache-Control"]) == (b"Section 1. Buses wait.", FOREVER)


def test_the_public_receipt_opens_public_fields_only(client, db):
    event = propose(author="Amina Hoxha")
    sequence(now=NOW)
    receipt = verify_receipt(client.get(f"/record/receipts/{event.public_id}.tlog-proof").content, key())
    assert receipt.disclosed == {"title": "Proposal 1", "body": "Let buses wait."}
    assert receipt.leaf["id"] == str(event.public_id)


def test_the_receipt_of_an_import_holds(client, db):
    """The words of imported contributions are kept with the batch, but stand in its blob and not in its leaf."""
    encoded, digest = disclose_field("body", "Imported words.")
    facts = {"kind": "comment", "channel": "import", "in_scope": True}
    blob = import_lines.write(subject="contribution/9", facts=facts, sd={"body": digest})
    with transaction.atomic():
        data = {"source": "A city", "format": "polis", "rows": 1, "contributions": 1, "bytes": len(blob)}
        batch = append(
            type="import.batch",
            subject="import/1",
            process="mobility",
            now=NOW,
            data={**data, "sha256": store_blob(blob)},
        )
        keep_import_disclosures(event=batch, encoded={("contribution/9", "body"): encoded})
    sequence(now=NOW)
    receipt = verify_receipt(client.get(f"/record/receipts/{batch.public_id}.tlog-proof").content, key())
    assert (receipt.leaf["type"], receipt.disclosed) == ("import.batch", {})
    assert client.get(f"/record/1/disclosures/{batch.public_id}").json()["disclosures"] == [encoded]


def test_a_receipt_is_small(client, long_record):
    body = propose(5, body="ä" * 1000)
    sequence(now=NOW)
    held = len(client.get(f"/record/receipts/{body.public_id}.tlog-proof").content)
    assert held - 2000 * 16 / 9 <= 2560


def test_nothing_is_promised_before_it_is_recorded(client, db):
    event = propose()
    waiting = client.get(f"/record/receipts/{event.public_id}.tlog-proof")
    assert (waiting.status_code, waiting["Retry-After"]) == (404, "2")
    assert client.get(f"/record/receipts/{event.public_id}/status").json() == {"recorded": False}
    sequence(now=NOW)
    assert client.get(f"/record/receipts/{event.public_id}/status").json() == {
        "recorded": True,
        "epoch": 1,
        "index": 1,
    }


def test_disclosures_are_gone_after_erasure(client, db):
    event = propose()
    sequence(now=NOW)
    address = f"/record/1/disclosures/{event.public_id}"
    assert len(client.get(address).json()["disclosures"]) == 2
    erase(events=[event], ground="Asked.", now=NOW)
    assert client.get(address).status_code == 410
    receipt = verify_receipt(client.get(f"/record/receipts/{event.public_id}.tlog-proof").content, key())
    assert receipt.disclosed == {}


@pytest.fixture
def owned(monkeypatch, cast, db):
    event = propose()
    sequence(now=NOW)
    monkeypatch.setattr(registry, "_owners", {})
    registry.register_owner("all Amina's", lambda person, events: events if person == cast.amina else [])
    return event


@pytest.mark.parametrize(("who", "status"), [("amina", 200), ("gezim", 404), (None, 404)])
def test_the_full_receipt_is_for_its_owner(client, owned, cast, who, status):
    if who:
        client.force_login(getattr(cast, who))
    response = client.get(f"/record/receipts/{owned.public_id}/full")
    assert response.status_code == status
    if status == 200:
        assert "no-store" in response["Cache-Control"]
        assert verify_receipt(response.content, key()).disclosed["author"] == "Amina"
    else:
        assert b"Amina" not in response.content


def test_the_full_receipt_by_code(client, owned):
    code = give_code(events=[owned])
    address = reverse("log:full-receipt", args=[owned.public_id])
    typed = code.lower().replace("-", " ")
    assert verify_receipt(client.post(address, {"code": typed}).content, key()).disclosed["author"] == "Amina"
    other = give_code(events=[support()])
    for wrong in (other, "0000-0000-0000-0000", "x", ""):
        response = client.post(address, {"code": wrong})
        assert response.status_code in (403, 404)
        assert b"extra" not in response.content


def test_schemas_say_what_the_table_says(client, db):
    listed = client.get("/record/schemas/").json()["schemas"]
    schema = json.loads(client.get(listed["content.erased"]).content)
    assert schema["properties"]["data"]["required"] == ["events", "ground"]


def test_unknown_event(client, db):
    assert client.get(f"/record/1/disclosures/{uuid.uuid4()}").status_code == 404
