"""Asks the configured witnesses to sign the newest checkpoint too (docs/decisions/0011-witnesses.md)."""

from __future__ import annotations

from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from django.db import transaction

from consultations.record.models import Checkpoint, Cosignature, WitnessContact, WitnessedCheckpoint
from consultations.record.queries.tiles import newest
from consultations.record.sequencer.storage import tree_of
from consultations.record.tlog import cosignature as tlog
from consultations.record.tlog.add_checkpoint import AddCheckpoint
from consultations.record.tlog.tree import consistency_proof
from consultations.record.witness.ask import Conflict, NoAnswer, ask
from consultations.record.witness.configured import Witness, configured

FIRST_WAIT = timedelta(seconds=20)
LONGEST_WAIT = timedelta(hours=1)
# The size that we remember, the one that the witness names, and once more for a question of somebody else in between.
TURNS = 3


@dataclass(frozen=True)
class Reply:
    """What one witness said: a cosignature, a size, or why it did not sign."""

    witness: Witness
    said: tlog.Cosignature | Conflict | NoAnswer


def ask_witnesses(*, now: datetime) -> int:
    """Asks everybody who is due; returns the number of new cosignatures. Opens no transaction while it waits."""
    checkpoint = newest()
    if checkpoint is None:
        return 0
    held = {each.witness: each.checkpoint.size for each in _held(checkpoint)}
    asked = [each for each in configured() if held.get(str(each.key)) != checkpoint.size and _is_due(each, now)]
    return _ask(checkpoint, {each: held.get(str(each.key), 0) for each in asked}, now) if asked else 0


def _held(checkpoint: Checkpoint) -> Iterable[Cosignature]:
    """By rising size, so that the last of each witness is its newest."""
    signed = Cosignature.objects.filter(checkpoint__epoch=checkpoint.epoch_id)
    return signed.select_related("checkpoint").order_by("checkpoint__size")


def _is_due(witness: Witness, now: datetime) -> bool:
    contact = WitnessContact.objects.filter(pk=str(witness.key)).first()
    if contact is None or not contact.failures:
        return True
    wait = min(FIRST_WAIT * 2 ** min(contact.failures - 1, 16), LONGEST_WAIT)
    return not contact.asked_at <= now < contact.asked_at + wait


def _ask(checkpoint: Checkpoint, known: dict[Witness, int], now: datetime) -> int:
    """``known``: the size that each witness has signed last, as far as we know."""
    new = 0
    for _ in range(TURNS):
        replies = _replies(checkpoint, known)
        known = {}
        for reply in replies:
            if isinstance(reply.said, tlog.Cosignature):
                _keep(checkpoint, reply.witness, reply.said)
                _note_contact(reply.witness, now, "")
                new += 1
            elif isinstance(reply.said, NoAnswer):
                _note_contact(reply.witness, now, str(reply.said))
            elif problem := _contradiction(checkpoint, reply.said.size):
                _note_contact(reply.witness, now, problem)
            elif reply.said.size <= checkpoint.size:
                known[reply.witness] = reply.said.size
        if not known:
            break
    return new


def _replies(checkpoint: Checkpoint, known: dict[Witness, int]) -> list[Reply]:
    """One reply of each, asked at the same time; the database is read before, by this thread only."""
    tree, note = tree_of(checkpoint.epoch_id, checkpoint.size), checkpoint.note.encode()
    requests = {
        old: bytes(AddCheckpoint(old, tuple(consistency_proof(old, checkpoint.size, tree)), note))
        for old in set(known.values())
    }

    def reply(witness: Witness, old: int) -> Reply:
        try:
            return Reply(witness, ask(witness, requests[old], note))
        except Conflict as conflict:
            same = conflict.size == old
            return Reply(witness, NoAnswer(f"it has signed another record of {old} entries") if same else conflict)
        except NoAnswer as problem:
            return Reply(witness, problem)

    with ThreadPoolExecutor(len(known)) as pool:
        return list(pool.map(reply, known.keys(), known.values()))


def _contradiction(checkpoint: Checkpoint, size: int) -> str:
    """What is wrong when a witness has signed more than is published here at this moment; "" when nothing is."""
    published = Checkpoint.objects.values_list("size", flat=True).get(pk=checkpoint.pk)
    if size <= published:
        return ""
    return (
        f"it has signed {size} entries of this record, of which only {published} stand here. "
        "It seems to be an older copy: restore a newer one."
    )


@transaction.atomic
def _keep(checkpoint: Checkpoint, witness: Witness, signed: tlog.Cosignature) -> None:
    row, _ = WitnessedCheckpoint.objects.update_or_create(
        epoch_id=checkpoint.epoch_id, size=checkpoint.size, defaults={"note": checkpoint.note}
    )
    Cosignature.objects.update_or_create(
        checkpoint=row,
        witness=str(witness.key),
        defaults={"time": datetime.fromtimestamp(signed.time, UTC), "line": str(signed.line)},
    )
    _forget_outdone(checkpoint.epoch_id)


def _forget_outdone(epoch: int) -> None:
    """Removes checkpoints all of whose witnesses have signed one newer checkpoint together."""
    newer: list[set[str]] = []
    for row in WitnessedCheckpoint.objects.filter(epoch=epoch).order_by("-size").prefetch_related("cosignatures"):
        signers = {each.witness for each in row.cosignatures.all()}
        if any(signers <= others for others in newer):
            row.delete()
        else:
            newer.append(signers)


def _note_contact(witness: Witness, now: datetime, problem: str) -> None:
    before = WitnessContact.objects.filter(pk=str(witness.key)).values_list("failures", flat=True).first() or 0
    WitnessContact.objects.update_or_create(
        witness=str(witness.key),
        defaults={"asked_at": now, "problem": problem, "failures": before + 1 if problem else 0},
    )
