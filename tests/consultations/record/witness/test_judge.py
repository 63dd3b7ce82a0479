"""What a witness signs, and that of two records of one city it never signs both."""

from __future__ import annotations

import random
from concurrent.futures import ThreadPoolExecutor

import pytest

from consultations.record.tlog import note as notes
from consultations.record.tlog.add_checkpoint import AddCheckpoint
from consultations.record.tlog.checkpoint import Checkpoint
from consultations.record.tlog.cosignature import cosignatures
from consultations.record.tlog.signing import SigningKey, sign_note
from consultations.record.tlog.tree import EMPTY_ROOT, consistency_proof
from consultations.record.witness.memory import Memory
from tests.consultations.record.log_folder import KEY, city
from tests.consultations.record.witness.serving import WITNESS, witness_in

RECORD = city(300)
NOON = 1_793_534_400


def request(record, old, size, *, checkpoint=None, proof=None):
    """The call that asks to sign ``size`` entries after ``old``."""
    if proof is None:
        proof = consistency_proof(old, size, record.tree(size)) if old <= size else []
    return bytes(AddCheckpoint(old, tuple(proof), checkpoint or record.checkpoint(size)))


@pytest.fixture
def judge(tmp_path):
    return witness_in(tmp_path, KEY.name, str(KEY.verifier), clock=lambda: NOON)


def signed(answer, record, size):
    """Whether the answer's one line is the witness's cosignature of the record's ``size``."""
    note = notes.parse(record.checkpoint(size) + answer.body.encode())
    return [(each.witness, each.time) for each in cosignatures(note, [WITNESS.key])] == [(WITNESS.key, NOON)]


def test_a_growing_record_is_signed_step_by_step(judge):
    for old, size in [(0, 1), (1, 2), (2, 255), (255, 256), (256, 256), (256, 300)]:
        answer = judge.add_checkpoint(request(RECORD, old, size))
        assert (answer.status, signed(answer, RECORD, size)) == (200, True)
    assert judge.memory.log(KEY.name).size == 300
    assert judge.memory.log(KEY.name).note == RECORD.checkpoint(300).decode() + answer.body


def test_an_empty_record_is_signed(judge):
    assert judge.add_checkpoint(request(RECORD, 0, 0)).status == 200
    assert judge.add_checkpoint(request(RECORD, 0, 7)).status == 200


OTHER_ROOT = bytes(sign_note(Checkpoint(KEY.name, 200, bytes(32)).text(), [KEY]))
EMPTY_WITH_ROOT = bytes(sign_note(Checkpoint(KEY.name, 0, bytes(32)).text(), [KEY]))
STRANGER = SigningKey("town.example/record/1", bytes(32))
SAME_NAME = SigningKey(KEY.name, bytes(32))
MADE_UP = bytes(sign_note(Checkpoint(KEY.name, 300, bytes(32)).text(), [SAME_NAME]))
UNKNOWN = bytes(sign_note(Checkpoint(STRANGER.name, 300, bytes(32)).text(), [STRANGER]))
BORROWED = bytes(sign_note(Checkpoint(STRANGER.name, 300, bytes(32)).text(), [KEY]))
FALSE = RECORD.checkpoint(300).replace(b"\n300\n", b"\n299\n")


@pytest.mark.parametrize(
    ("call", "status", "body"),
    [
        (b"", 400, "malformed"),
        (b"old 200\n", 400, "malformed"),
        (b"old 0200\n\n" + RECORD.checkpoint(), 400, "malformed"),
        (b"old -1\n\n" + RECORD.checkpoint(), 400, "malformed"),
        (b"old 200\nAAAA\n\n" + RECORD.checkpoint(), 400, "malformed"),
        (request(RECORD, 200, 300).replace(b"\n", b"\r\n"), 400, "malformed"),
        (request(RECORD, 200, 300, proof=[bytes(32)] * 64), 400, "at most 63"),
        (b"old 200\n\n" + b"no checkpoint\n\n" + RECORD.checkpoint().rpartition(b"\n\n")[2], 400, "malformed"),
        (request(RECORD, 301, 300), 400, "larger"),
        (request(RECORD, 200, 300, checkpoint=UNKNOWN), 404, "unknown log"),
        (request(RECORD, 200, 300, checkpoint=BORROWED), 404, "unknown log"),
        (request(RECORD, 200, 300, checkpoint=MADE_UP), 403, "invalid signature"),
        (request(RECORD, 200, 300, checkpoint=FALSE), 403, "invalid signature"),
        (request(RECORD, 199, 300), 409, "200\n"),
        (request(RECORD, 0, 300), 409, "200\n"),
        (request(RECORD, 0, 200), 409, "200\n"),
        (request(RECORD, 200, 200, checkpoint=OTHER_ROOT), 409, "200\n"),
        (request(RECORD, 200, 300, proof=[]), 422, "consistency proof"),
        (request(RECORD, 200, 300, proof=[bytes(32)]), 422, "consistency proof"),
        (request(RECORD, 200, 200, proof=[bytes(32)]), 422, "consistency proof"),
        (request(city(300), 199, 300).replace(b"old 199", b"old 200"), 422, "consistency proof"),
    ],
)
def test_what_is_refused_changes_nothing(judge, call, status, body):
    judge.add_checkpoint(request(RECORD, 0, 200))
    before = judge.memory.log(KEY.name)
    answer = judge.add_checkpoint(call)
    assert (answer.status, body in answer.body, "—" in answer.body) == (status, True, False)
    assert answer.kind == ("text/x.tlog.size" if status == 409 else "text/plain; charset=utf-8")
    assert judge.memory.log(KEY.name) == before


@pytest.mark.parametrize(
    "call",
    [request(RECORD, 0, 0, checkpoint=EMPTY_WITH_ROOT), request(RECORD, 0, 300, proof=[EMPTY_ROOT])],
)
def test_the_first_one_has_no_proof(judge, call):
    assert judge.add_checkpoint(call).status == 422


def test_time_never_runs_backwards(tmp_path):
    hours = iter([NOON, NOON - 3600, NOON + 1])
    judge = witness_in(tmp_path, KEY.name, str(KEY.verifier), clock=lambda: next(hours))
    times = []
    for old, size in [(0, 1), (1, 2), (2, 3)]:
        note = notes.parse(RECORD.checkpoint(size) + judge.add_checkpoint(request(RECORD, old, size)).body.encode())
        times += [each.time for each in cosignatures(note, [WITNESS.key])]
    assert times == [NOON, NOON, NOON + 1]


def forks(count, *, size=300, below=200):
    """Records of the same city that differ from RECORD in one entry before ``below``, and grow on from there."""
    chance = random.Random(9162)
    for _ in range(count):
        record = city(size)
        at = chance.randrange(2, below)
        record.leaves[at] = record.leaves[at].replace(b"2026", b"2027")
        yield record


def shown(fork, chance):
    """A fork as a city that wants it signed could show it: at the same size, larger, or smaller, with any proof."""
    size = chance.choice([200, 201, 256, 300])
    old = chance.choice([200, 200, 0, 199])
    honest = consistency_proof(old, size, fork.tree(size))
    proof = chance.choice([honest, [], consistency_proof(old, size, RECORD.tree(size))])
    return request(fork, old, size, proof=proof)


def test_fifty_forks_get_no_second_signature(judge):
    judge.add_checkpoint(request(RECORD, 0, 200))
    chance = random.Random(6962)
    answers = [judge.add_checkpoint(shown(fork, chance)) for fork in forks(50)]
    assert {answer.status for answer in answers} <= {409, 422}
    assert "—" not in "".join(answer.body for answer in answers)
    assert judge.memory.log(KEY.name).size == 200
    assert judge.add_checkpoint(request(RECORD, 200, 300)).status == 200
    kept = list(judge.evidence.iterdir())
    assert kept
    assert all(notes.verify(notes.parse(path.read_bytes()), [KEY.verifier]) for path in kept)


def test_of_fifty_forks_at_the_same_moment_one_is_signed(tmp_path):
    calls = [(fork, request(fork, 0, 300)) for fork in forks(50)]
    judges = [witness_in(tmp_path, KEY.name, str(KEY.verifier)) for _ in range(8)]
    with ThreadPoolExecutor(8) as pool:
        numbered = enumerate(calls)
        answers = list(pool.map(lambda each: judges[each[0] % 8].add_checkpoint(each[1][1]), numbered))
    winners = [fork for (fork, _), answer in zip(calls, answers, strict=True) if answer.status == 200]
    assert len(winners) == 1
    assert {answer.status for answer in answers} == {200, 409}
    assert judges[0].memory.log(KEY.name).root == winners[0].tree().root()


def test_parallel_steps_of_one_record_never_roll_back(tmp_path):
    """The race that the specification describes: of two that both continue 100, only one may be signed."""
    judges = [witness_in(tmp_path, KEY.name, str(KEY.verifier)) for _ in range(8)]
    judges[0].add_checkpoint(request(RECORD, 0, 100))
    sizes = list(range(101, 141))
    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(lambda n: judges[n % 8].add_checkpoint(request(RECORD, 100, n)), sizes))
    won = [size for size, answer in zip(sizes, answers, strict=True) if answer.status == 200]
    assert (len(won), judges[0].memory.log(KEY.name).size) == (1, won[0])


def test_a_restarted_witness_remembers(judge, tmp_path):
    judge.add_checkpoint(request(RECORD, 0, 200))
    again = witness_in(tmp_path, KEY.name, str(KEY.verifier))
    (fork,) = forks(1)
    assert again.add_checkpoint(request(fork, 0, 200)).status == 409
    assert again.add_checkpoint(request(fork, 200, 300)).status == 422
    assert again.add_checkpoint(request(RECORD, 200, 300)).status == 200


def test_a_new_key_of_a_log_does_not_forget_what_was_signed(judge, tmp_path):
    judge.add_checkpoint(request(RECORD, 0, 200))
    renewed = SigningKey(KEY.name, bytes(range(1, 33)))
    Memory(tmp_path / "witness.sqlite3").know(KEY.name, (str(KEY.verifier), str(renewed.verifier)))
    (fork,) = forks(1)
    fork.key = renewed
    assert judge.add_checkpoint(request(fork, 0, 200)).status == 409
    assert judge.add_checkpoint(request(fork, 200, 200)).status == 409
    continued = city(300)
    continued.key = renewed
    assert judge.add_checkpoint(request(continued, 200, 300)).status == 200
