"""A ballot holds what the question admits and nothing else, and has one spelling."""

import base64
import hashlib
import json
from dataclasses import replace

import pytest

from consultations.record.ballots import ballot as ballots
from consultations.record.ballots import group, opening, proofs
from consultations.record.ballots.ballot import FalseProof, MalformedBallot, NotAChoice, Opening, Terms
from consultations.record.tlog.jcs import canonical
from tests.consultations.record.ballots.forger import forged

TERMS = Terms(bytes(range(32)), ("trees", "buses", "pool"), most=2)
SCORE = Terms(bytes(range(32)), ("trees", "buses"), highest=5)


def checked(raw, terms=TERMS):
    ballot = ballots.read(raw, terms)
    ballots.check(ballot, terms)
    return ballot


@pytest.mark.parametrize(
    ("terms", "choices"),
    [
        (TERMS, {}),
        (TERMS, {"trees": 1}),
        (TERMS, {"trees": 1, "pool": 1}),
        (SCORE, {"trees": 5, "buses": 0}),
        (SCORE, {"trees": 3, "buses": 2}),
        (Terms(bytes(32), ("one",), most=1), {"one": 1}),
        (Terms(bytes(32), ("one", "two")), {"one": 1, "two": 1}),
    ],
)
def test_a_ballot_prints_back_holds_and_opens(terms, choices):
    made, openings = ballots.make(terms, choices)
    assert checked(made.encode(), terms) == made
    assert {option: each.value for option, each in zip(terms.options, openings, strict=True) if each.value} == {
        option: value for option, value in choices.items() if value
    }
    opening.check(terms.options, made.commitments, openings)
    assert opening.read_spoiled(opening.write_spoiled(made, openings), terms) == (made, openings)


def test_two_ballots_of_the_same_choices_share_nothing():
    first, second = (ballots.make(TERMS, {"trees": 1})[0] for _ in range(2))
    assert first.id != second.id
    assert first.sha256 != second.sha256
    assert not set(first.commitments) & set(second.commitments)


@pytest.mark.parametrize(
    "choices", [{"trees": 2}, {"trees": -1}, {"trees": 1, "buses": 1, "pool": 1}, {"tower": 1}, {"sum": 1}]
)
def test_the_site_makes_no_ballot_that_the_question_does_not_admit(choices):
    with pytest.raises(NotAChoice):
        ballots.make(TERMS, choices)


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"trees": 2}, "the proof for option trees does not hold"),
        ({"buses": -1}, "the proof for option buses does not hold"),
        ({"trees": 1, "buses": 1, "pool": 1}, "the proof that the choices are at most 2 does not hold"),
        ({"trees": 2, "buses": -1}, "the proof for option trees does not hold"),
    ],
)
def test_a_forged_ballot_is_found_out(values, words):
    with pytest.raises(FalseProof, match=words):
        checked(forged(TERMS, values)[0].encode())


def test_a_score_above_the_highest_is_found_out():
    with pytest.raises(FalseProof, match="option buses"):
        checked(forged(SCORE, {"trees": 5, "buses": 6})[0].encode(), SCORE)


def test_a_proof_moved_to_another_option_is_found_out():
    made, _ = ballots.make(TERMS, {"trees": 1})
    moved = replace(
        made,
        commitments=(made.commitments[1], made.commitments[0], made.commitments[2]),
        proofs=(made.proofs[1], made.proofs[0], made.proofs[2]),
    )
    with pytest.raises(FalseProof, match="option trees"):
        checked(moved.encode())


def test_a_ballot_taken_to_another_question_is_found_out():
    made, _ = ballots.make(TERMS, {"trees": 1})
    other = replace(TERMS, question=bytes(32))
    with pytest.raises(MalformedBallot, match="another question"):
        checked(made.encode(), other)
    with pytest.raises(FalseProof):
        checked(replace(made, question=other.question).encode(), other)


def test_a_copy_under_a_new_id_is_found_out():
    made, _ = ballots.make(TERMS, {"trees": 1})
    with pytest.raises(FalseProof):
        checked(replace(made, id=ballots.make(TERMS, {})[0].id).encode())


def test_each_single_change_of_a_proof_is_found_out():
    made, _ = ballots.make(TERMS, {"trees": 1})
    (a, c, s), other = made.proofs[1]
    for answer in (
        (group.add(a, group.G), c, s),
        (a, (c + 1) % group.L, s),
        (a, c, (s + 1) % group.L),
        (group.add(a, bytes.fromhex("ec" + "ff" * 30 + "7f")), c, s),
    ):
        wrong = replace(made, proofs=(made.proofs[0], (answer, other), made.proofs[2]))
        with pytest.raises(FalseProof, match="option buses"):
            ballots.check(wrong, TERMS)


def test_challenges_that_add_up_do_not_make_up_for_false_answers():
    made, _ = ballots.make(TERMS, {"trees": 1})
    (a0, c0, s0), (a1, c1, s1) = made.proofs[0]
    shifted = ((a0, (c0 + 1) % group.L, s0), (a1, (c1 - 1) % group.L, s1))
    with pytest.raises(FalseProof, match="option trees"):
        ballots.check(replace(made, proofs=(shifted, *made.proofs[1:])), TERMS)


def test_two_errors_that_cancel_out_do_not_pass_together():
    made, _ = ballots.make(TERMS, {"trees": 1})
    (a0, c0, s0), rest = made.proofs[0]
    (b0, d0, t0), more = made.proofs[1]
    wrong = ((a0, c0, (s0 + 1) % group.L), rest), ((b0, d0, (t0 - 1) % group.L), more)
    with pytest.raises(FalseProof, match="option trees"):
        ballots.check(replace(made, proofs=(*wrong, made.proofs[2])), TERMS)


def test_the_challenge_is_hashed_as_the_text_says():
    statement = proofs.Statement(bytes(range(32)), "id", "trees", 2)
    c, a = group.commit(1, 7), [group.commit(0, 5), group.commit(0, 6), group.commit(0, 8)]
    parts = [bytes(range(32)), b"id", b"trees", b"0,1,2", group.G, group.H, c, *a]
    hashed = hashlib.sha512(b"participate/or/v1" + b"".join(bytes([0, len(part)]) + part for part in parts)).digest()
    assert proofs.challenge(statement, c, a) == int.from_bytes(hashed, "little") % group.L


def unlike(change):
    """A good ballot's JSON after ``change`` of it, in canonical bytes."""
    value = json.loads(ballots.make(TERMS, {"trees": 1})[0].encode())
    change(value)
    return canonical(value)


def _flip(text, at):
    data = bytearray(base64.b64decode(text))
    data[at] ^= 0x80
    return base64.b64encode(bytes(data)).decode()


@pytest.mark.parametrize(
    "change",
    [
        lambda b: b.update(v=2),
        lambda b: b.update(v=True),
        lambda b: b.update(note="x"),
        lambda b: b.pop("sum"),
        lambda b: b.pop("ballot"),
        lambda b: b.update(ballot=b["ballot"].upper()),
        lambda b: b.update(ballot="1"),
        lambda b: b.update(question="00" * 32),
        lambda b: b["choices"].reverse(),
        lambda b: b["choices"].pop(),
        lambda b: b["choices"][0].update(option="pool"),
        lambda b: b["choices"][0].update(value=1),
        lambda b: b["choices"].append("x"),
        lambda b: b["choices"][0].update(commitment=b["choices"][0]["commitment"].rstrip("=")),
        lambda b: b["choices"][0].update(commitment=base64.b64encode((1).to_bytes(32, "little")).decode()),
        lambda b: b["choices"][0].update(commitment=7),
        lambda b: b["choices"][0].update(proof=b["choices"][0]["proof"] + "AAAA"),
        lambda b: b["choices"][0].update(proof=_flip(b["choices"][0]["proof"], 63)),  # c ≥ L
        lambda b: b["choices"][0].update(proof=_flip(b["choices"][0]["proof"], 95)),  # s ≥ L
        lambda b: b.update(choices={}),
    ],
)
def test_what_is_not_exactly_a_ballot_is_refused(change):
    with pytest.raises(MalformedBallot):
        ballots.read(unlike(change), TERMS)


def test_a_ballot_has_one_spelling():
    raw = ballots.make(TERMS, {"trees": 1})[0].encode()
    twice = raw.replace(b'"v":1', b'"v":1,"v":1')
    for wrong in (raw + b"\n", b" " + raw, raw.replace(b'"v":1', b'"v":1.0'), twice, b"", b"[]", b"\xff", b"[" * 5000):
        with pytest.raises(MalformedBallot):
            ballots.read(wrong, TERMS)
    with pytest.raises(MalformedBallot, match="longer"):
        ballots.read(b" " * (ballots.MAX_BALLOT + 1), TERMS)


@pytest.mark.parametrize(
    "change",
    [
        {"options": ()},
        {"options": ("a", "a")},
        {"options": ("sum",)},
        {"options": ("a b",)},
        {"highest": 0},
        {"highest": 101},
        {"most": 0},
        {"question": b"short"},
    ],
)
def test_questions_that_no_ballot_could_answer_are_refused(change):
    with pytest.raises(ballots.MalformedTerms):
        replace(TERMS, **change)


def test_sums_open_to_the_totals_and_to_nothing_else():
    made = [ballots.make(TERMS, choices) for choices in ({"trees": 1}, {"trees": 1, "pool": 1}, {})]
    sums = opening.Sums(TERMS)
    for ballot, _ in made:
        sums.add(ballot)
    totals = opening.add_up(3, [openings for _, openings in made])
    assert [each.value for each in totals] == [2, 0, 1]
    sums.check(totals)
    for wrong in (Opening(3, totals[0].blinding), Opening(2, totals[0].blinding + 1)):
        with pytest.raises(opening.FalseOpening, match="option trees does not hold"):
            sums.check((wrong, *totals[1:]))


def test_nothing_is_opened_where_nobody_voted():
    opening.Sums(TERMS).check(())
    with pytest.raises(ValueError):
        opening.Sums(TERMS).check((Opening(1, 1),) * 3)


def test_an_audited_ballot_opens_only_to_what_it_holds():
    made, openings = ballots.make(TERMS, {"trees": 1})
    lie = (Opening(0, openings[0].blinding), *openings[1:])
    with pytest.raises(opening.FalseOpening, match="option trees does not hold 0"):
        opening.check(TERMS.options, made.commitments, lie)
    raw = opening.write_spoiled(made, openings)
    for wrong in (
        raw.replace(b'"value":1', b'"value":true'),
        raw.replace(b'"option":"pool","value"', b'"option":"x","value"'),
    ):
        with pytest.raises(MalformedBallot):
            opening.read_spoiled(wrong, TERMS)
