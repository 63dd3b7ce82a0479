"""Asking witnesses: what they sign is served and told, and nothing that they do holds anybody up."""

from __future__ import annotations

import socket
from datetime import timedelta

import pytest

from consultations.record.models import Checkpoint, Epoch, WitnessContact, WitnessedCheckpoint
from consultations.record.operations import sequence
from consultations.record.operations.ask_witnesses import ask_witnesses
from consultations.record.queries.witnessed import best, witness_health
from consultations.record.tlog import note as notes
from consultations.record.tlog.checkpoint import open_checkpoint
from consultations.record.tlog.cosignature import cosignatures
from consultations.record.tlog.note import parse_vkey
from consultations.record.tlog.proof import parse, verify_receipt
from consultations.record.witness.configured import configured
from tests.consultations.record.story import NOW, propose, support
from tests.consultations.record.witness.serving import OTHER, WITNESS, serving, witness_in

LATER = NOW + timedelta(hours=2)


@pytest.fixture
def epoch(db):
    """A record of two entries."""
    event = propose()
    sequence(now=NOW)
    epoch = Epoch.objects.get()
    epoch.event = event
    return epoch


@pytest.fixture
def witness(epoch, tmp_path, settings):
    """One witness that listens and is configured."""
    judge = witness_in(tmp_path, epoch.origin, epoch.vkey)
    with serving(judge) as address:
        settings.WITNESSES = f"University of Luma = {WITNESS.key} {address}"
        yield judge


def grow(count=1):
    for number in range(count):
        support(number)
    sequence(now=NOW)
    return Checkpoint.objects.get().size


def test_what_is_signed_is_served(client, epoch, witness):
    assert client.get("/record/1/witnessed").status_code == 404
    assert ask_witnesses(now=NOW) == 1
    served = client.get("/record/1/checkpoint").content
    assert open_checkpoint(served, parse_vkey(epoch.vkey)).size == 2
    assert [each.witness for each in cosignatures(notes.parse(served), [WITNESS.key])] == [WITNESS.key]
    assert client.get("/record/1/witnessed").content == served
    assert ask_witnesses(now=NOW) == 0


def test_the_newest_checkpoint_waits_for_nobody(client, epoch, witness):
    ask_witnesses(now=NOW)
    grow()
    assert len(notes.parse(client.get("/record/1/checkpoint").content).signatures) == 1
    seen = notes.parse(client.get("/record/1/witnessed").content)
    assert (seen.text.split("\n")[1], len(seen.signatures)) == ("2", 2)
    assert ask_witnesses(now=NOW) == 1
    assert len(notes.parse(client.get("/record/1/checkpoint").content).signatures) == 2
    assert WitnessedCheckpoint.objects.get().size == 3


def test_a_receipt_goes_up_to_what_was_witnessed(client, epoch, witness):
    ask_witnesses(now=NOW)
    grow()
    data = client.get(f"/record/receipts/{epoch.event.public_id}.tlog-proof").content
    receipt = verify_receipt(data, parse_vkey(epoch.vkey))
    assert (receipt.index, receipt.checkpoint.size) == (1, 2)
    assert cosignatures(notes.parse(parse(data).checkpoint), [WITNESS.key])


def test_the_page_says_by_whom(client, epoch, witness):
    address = f"/record/receipts/{epoch.event.public_id}/"
    before = client.get(address).content.decode()
    assert ("Signed, not yet witnessed" in before, "University of Luma" in before) == (True, False)
    ask_witnesses(now=NOW)
    after = client.get(address).content.decode()
    assert ("Signed, not yet witnessed" in after, "<bdi>University of Luma</bdi>" in after) == (False, True)


def test_a_newer_entry_is_not_yet_witnessed(client, epoch, witness):
    ask_witnesses(now=NOW)
    event = propose(2)
    sequence(now=NOW)
    assert "Signed, not yet witnessed" in client.get(f"/record/receipts/{event.public_id}/").content.decode()


def test_the_record_page_costs_a_few_queries(client, epoch, witness, django_assert_max_num_queries):
    ask_witnesses(now=NOW)
    with django_assert_max_num_queries(4):
        client.get("/record/1/witnessed")
    with django_assert_max_num_queries(3):
        client.get("/record/1/checkpoint")


def test_the_witness_says_where_it_stands(epoch, witness):
    """Our memory of what it signed is lost: it answers 409 with its size, and is asked again from there."""
    grow(300)
    ask_witnesses(now=NOW)
    WitnessedCheckpoint.objects.all().delete()
    grow(5)
    assert ask_witnesses(now=NOW) == 1
    assert witness.memory.log(epoch.origin).size == Checkpoint.objects.get().size == 307


def test_asking_again_about_the_same_size(epoch, witness):
    ask_witnesses(now=NOW)
    WitnessedCheckpoint.objects.all().delete()
    assert ask_witnesses(now=NOW) == 1


def test_a_witness_that_saw_more_rings_the_alarm(epoch, witness):
    ask_witnesses(now=NOW)
    seen = witness.memory.log(epoch.origin)
    with witness.memory.hold(epoch.origin) as held:
        held.remember(999, seen.root, seen.time, seen.note)
    grow()
    assert ask_witnesses(now=NOW) == 0
    (health,) = witness_health(1)
    assert (health["size"], "999 entries" in health["problem"], "older copy" in health["problem"]) == (2, True, True)


def test_a_witness_of_another_record_rings_the_alarm(epoch, witness):
    ask_witnesses(now=NOW)
    with witness.memory.hold(epoch.origin) as held:
        held.remember(2, bytes(32), 0, "")
    WitnessedCheckpoint.objects.all().delete()
    ask_witnesses(now=NOW)
    assert "another record of 2 entries" in witness_health(1)[0]["problem"]


def test_two_witnesses_stand_under_one_checkpoint(epoch, witness, settings, tmp_path, client):
    (tmp_path / "press").mkdir()
    with serving(witness_in(tmp_path / "press", epoch.origin, epoch.vkey, signer=OTHER)) as address:
        settings.WITNESSES += f"; The Press = {OTHER.key} {address}"
        assert ask_witnesses(now=NOW) == 2
    note = notes.parse(client.get("/record/1/checkpoint").content)
    assert {each.witness for each in cosignatures(note, [WITNESS.key, OTHER.key])} == {WITNESS.key, OTHER.key}
    grow()
    assert ask_witnesses(now=NOW) == 1
    assert [(row.size, row.cosignatures.count()) for row in WitnessedCheckpoint.objects.all()] == [(2, 2), (3, 1)]
    assert (best(1).size, len(best(1).sights), best(1, above=2).size) == (2, 2, 3)
    settings.WITNESSES = settings.WITNESSES.partition(";")[0]
    assert (best(1).size, [sight.words for sight in best(1).sights]) == (3, ["University of Luma"])


def test_a_renewed_key_leaves_older_checkpoints_behind(epoch, witness):
    ask_witnesses(now=NOW)
    assert best(1).size == 2
    Epoch.objects.update(vkey=str(notes.VerifierKey(epoch.origin, bytes(32))))
    assert best(1) is None


def test_one_that_does_not_answer_is_asked_less_and_less_often(epoch, settings):
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        settings.WITNESSES = f"W = {WITNESS.key} http://127.0.0.1:{closed.getsockname()[1]}"
        asked, moment = [], NOW
        for _ in range(4 * 3600 // 20):
            ask_witnesses(now=moment)
            contact = WitnessContact.objects.get()
            if contact.asked_at == moment:
                asked.append(moment)
            moment += timedelta(seconds=20)
    waits = [int((b - a).total_seconds()) for a, b in zip(asked, asked[1:], strict=False)]
    assert waits[:8] == [20, 40, 80, 160, 320, 640, 1280, 2560]
    assert set(waits[8:]) == {3600}
    assert "does not answer" in witness_health(1)[0]["problem"]


def test_one_that_is_back_is_asked_at_once_again(epoch, witness):
    WitnessContact.objects.create(witness=str(WITNESS.key), asked_at=NOW, failures=3, problem="was away")
    assert ask_witnesses(now=NOW) == 0
    assert ask_witnesses(now=LATER) == 1
    assert (WitnessContact.objects.get().failures, witness_health(1)[0]["problem"]) == (0, "")


def test_without_witnesses_nobody_is_asked(epoch, settings):
    settings.WITNESSES = ""
    assert (configured(), ask_witnesses(now=NOW), witness_health(1)) == ((), 0, [])


def test_the_record_says_by_whom(client, epoch, witness):
    before = client.get("/record/").content.decode()
    ask_witnesses(now=NOW)
    after = client.get("/record/").content.decode()
    assert ["University of Luma" in page for page in (before, after)] == [False, True]
