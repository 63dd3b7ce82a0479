"""The page that checks receipts without JavaScript, and the program that it hands out."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from consultations.record.models import Epoch
from consultations.record.operations import give_code, sequence
from consultations.record.verify import pyz
from tests.consultations.record.log_folder import KEY, city
from tests.consultations.record.story import NOW, propose, support

HOLDS = "This receipt holds"
FAILS = "This receipt does not hold"
BY_US = "This site has checked it for you, on its own machine."


@pytest.fixture
def event(db):
    event = propose(body="Let buses wait.")
    support()
    sequence(now=NOW)
    return event


def vkey():
    return Epoch.objects.get().vkey


def receipt(client, event):
    return client.get(f"/record/receipts/{event.public_id}.tlog-proof").content


def post(client, text="", **more):
    answer = client.post("/record/verify/", {"receipt": text, "vkey": more.pop("key", None) or vkey(), **more})
    return answer.status_code, answer.content.decode()


def test_the_page_offers_the_sites_own_key(client, event):
    page = client.get("/record/verify/").content.decode()
    assert vkey() in page
    assert "no-store" in client.get("/record/verify/")["Cache-Control"]


def test_a_pasted_receipt_is_checked_and_shown(client, event):
    pasted = receipt(client, event).decode().replace("\n", "\r\n")
    status, page = post(client, pasted)
    assert status == 200
    assert [words in page for words in (HOLDS, BY_US, "Let buses wait.", "contribution/1")] == [True] * 4
    assert page.count("Amina") == 0
    assert page.count("Recorded, not shown by this receipt.") == 2  # the author's, and the row that JavaScript fills


def test_a_file_is_checked_byte_for_byte(client, event):
    data = receipt(client, event)
    assert HOLDS in post(client, file=SimpleUploadedFile("r.tlog-proof", data))[1].split("<template")[0]
    spoilt = post(client, file=SimpleUploadedFile("r.tlog-proof", data + b"\n"))[1].split("<template")[0]
    assert FAILS in spoilt


@pytest.mark.parametrize(
    "address", ["http://testserver/record/receipts/{}.tlog-proof", "/ar/record/receipts/{}/", "{}"]
)
def test_a_link_is_looked_up_here_and_nothing_is_fetched(client, event, address):
    assert HOLDS in post(client, address.format(event.public_id))[1].split("<template")[0]


def test_a_code_finds_its_receipts(client, event):
    other = propose(2)
    sequence(now=NOW)
    code = give_code(events=[event, other])
    page = post(client, code.lower())[1].split("<template")[0]
    assert page.count(HOLDS) == 2


@pytest.mark.parametrize(
    ("spoil", "says"),
    [
        (lambda r: r[:-30], "damaged on the way"),
        (lambda r: r.replace("index 1", "index 2"), "does not stand in the signed record"),
        (lambda r: r.replace("127.0.0.1", "127.0.0.2"), "not signed by this key"),
    ],
)
def test_what_does_not_hold_is_told_in_words(client, event, spoil, says):
    status, page = post(client, spoil(receipt(client, event).decode()))
    shown = page.split("<template")[0]
    assert (status, FAILS in shown, says in shown, BY_US in shown) == (200, True, True, True)


def test_words_of_another_entry_do_not_hold(client, db):
    record = city(5)
    swapped = record.receipt(2, disclosures=record.disclosures[4]).decode()
    page = post(client, swapped, key=str(KEY.verifier))[1].split("<template")[0]
    assert "The words that it shows are not those that were recorded." in page


def test_another_citys_receipt_is_checked_with_its_key(client, db):
    assert HOLDS in post(client, city(5).receipt(2).decode(), key=str(KEY.verifier))[1].split("<template")[0]


@pytest.mark.parametrize(
    ("fields", "says"),
    [
        ({}, "Paste a receipt or choose a file."),
        ({"receipt": "c2sp"}, "nothing is recorded under this link or code"),
        ({"receipt": "00000000-0000-4000-8000-000000000000"}, "nothing is recorded under this link or code"),
        ({"receipt": "http://[broken"}, "nothing is recorded under this link or code"),
        ({"receipt": "x", "vkey": "nonsense"}, "This is not a key."),
        ({"receipt": "x" * 1_000_001}, "This text is too long to be a receipt."),
    ],
)
def test_what_cannot_be_checked_is_asked_for_again(client, event, fields, says):
    answer = client.post("/record/verify/", {"vkey": vkey(), **fields})
    assert (answer.status_code, says in answer.content.decode()) == (400, True)


def test_texts_of_people_are_escaped(client, db):
    event = propose(body="<script>alert(1)</script>")
    sequence(now=NOW)
    page = post(client, receipt(client, event).decode())[1]
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert(1)" in page


def test_the_program_is_handed_out(client):
    answer = client.get("/record/participate-verify.pyz")
    assert answer.content == pyz.build()
    assert answer["Content-Disposition"] == 'attachment; filename="participate-verify.pyz"'
