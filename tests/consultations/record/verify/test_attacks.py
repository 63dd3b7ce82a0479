"""The attacks on a secret ballot that record.md names: each is refuted, at its entry."""

from __future__ import annotations

from dataclasses import replace

import pytest

from consultations.record.ballots import ballot as ballots
from consultations.record.ballots import group, opening, proofs
from consultations.record.ballots.ballot import Ballot
from tests.consultations.record.ballots.forger import forged
from tests.consultations.record.verify.polling import Poll, refuted, votes


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"1": 2}, "The ballot does not hold: the proof for option 1 does not hold."),
        ({"2": -1}, "The ballot does not hold: the proof for option 2 does not hold."),
        ({"1": 1, "2": 1, "3": 1}, "The ballot does not hold: the proof that the choices are at most 2 does not hold."),
    ],
    ids=["v = 2", "v = -1", "over k"],
)
def test_a_ballot_that_holds_more_or_less_than_it_may(verify, values, words):
    poll = votes()
    index = poll.put(2, forged(poll.terms, values), standing=False)
    poll.close()
    poll.count()
    code, said = verify(poll)
    assert (code, refuted(said)) == (1, [(index, words)])


def test_a_changed_tally(verify):
    poll = votes()
    poll.close()
    totals = opening.add_up(3, [each for _, each in poll.standing.values()])
    index = poll.count(totals=(replace(totals[0], value=1), replace(totals[1], value=2), totals[2]), winners=["2"])
    code, said = verify(poll)
    assert (code, refuted(said)) == (1, [(index, "The sums do not hold: option 1 does not hold 1.")])


def test_a_winner_whom_the_sums_do_not_make(verify):
    poll = votes()
    poll.close()
    index = poll.count(winners=["2"])
    code, said = verify(poll)
    assert (code, refuted(said)) == (1, [(index, "It says winners ['2']; the record's own are ['1'].")])


def test_a_dropped_ballot(verify):
    poll = votes()
    poll.standing.pop(0)
    closed = poll.close()
    index = poll.count()
    code, said = verify(poll)
    assert code == 1
    assert refuted(said) == [
        (closed, "It says 2 ballots; 3 count."),
        (index, "It says ballots 2; the record's own are 3."),
        (index, "The sums do not hold: they are of 2 ballots, and 3 count."),
    ]


def test_a_ballot_dropped_from_the_sums_alone(verify):
    poll = votes()
    counted = [each for position, (_, each) in poll.standing.items() if position != 0]
    poll.close()
    index = poll.count(totals=opening.add_up(3, counted))
    code, said = verify(poll)
    assert (code, refuted(said)) == (1, [(index, "The sums do not hold: option 1 does not hold 1.")])


def test_a_duplicate_ballot_id(verify):
    poll = votes()
    first = poll.standing[0][0]
    index = poll.put(1, forged(poll.terms, {"1": 1}, ballot_id=first.id), standing=False)
    poll.close()
    poll.count()
    code, said = verify(poll)
    assert (code, refuted(said)) == (1, [(index, "Its ballot id stands at entry 3 already.")])


def test_a_copied_ballot(verify):
    poll = votes()
    first, openings = poll.standing[0]
    copy = replace(first, id=ballots.make(poll.terms, {})[0].id)
    index = poll.put(1, (copy, openings), standing=False)
    poll.close()
    poll.count()
    code, said = verify(poll)
    assert (code, refuted(said)) == (1, [(index, "The ballot does not hold: the proof for option 1 does not hold.")])


def test_a_commitment_copied_with_a_proof_of_its_own(verify):
    """The operator, who made the first ballot, knows what it holds, and gives the same commitments to another."""
    poll = votes()
    _, openings = poll.standing[0]
    index = poll.put(1, _made_of(poll, openings), standing=False)
    poll.close()
    poll.count()
    code, said = verify(poll)
    assert (code, refuted(said)) == (1, [(index, "It holds a commitment copied from entry 3.")])


def _made_of(poll, openings):
    """A ballot under a new id with good proofs for openings that another ballot has too."""
    terms, ballot_id = poll.terms, ballots.make(poll.terms, {})[0].id
    commitments = tuple(group.commit(each.value, each.blinding) for each in openings)
    made = tuple(
        proofs.prove(terms.statement(ballot_id, option), commitment, each.value, each.blinding)
        for option, commitment, each in zip(terms.options, commitments, openings, strict=True)
    )
    value, blinding = sum(each.value for each in openings), sum(each.blinding for each in openings) % group.L
    limit = proofs.prove(terms.sum_statement(ballot_id), group.total(commitments), value, blinding)
    return Ballot(ballot_id, terms.question, terms.options, commitments, made, limit), openings


def test_a_proof_moved_to_another_option(verify):
    poll = votes()
    made, openings = ballots.make(poll.terms, {"1": 1})
    moved = replace(made, proofs=(made.proofs[1], made.proofs[0], made.proofs[2]))
    index = poll.put(1, (moved, openings), standing=False)
    poll.close()
    poll.count()
    code, said = verify(poll)
    assert (code, refuted(said)) == (1, [(index, "The ballot does not hold: the proof for option 1 does not hold.")])


def test_a_proof_moved_to_another_question(verify):
    poll = votes()
    other = Poll(record=poll.record, subject="question/6")
    made, openings = ballots.make(other.terms, {"1": 1})
    index = poll.put(1, (replace(made, question=poll.terms.question), openings), standing=False)
    poll.close()
    poll.count()
    code, said = verify(poll)
    assert (code, refuted(said)) == (1, [(index, "The ballot does not hold: the proof for option 1 does not hold.")])


def test_a_ballot_replaced_without_naming_the_old_one(verify):
    poll = votes()
    before = poll.standing[0][0]
    made = ballots.make(poll.terms, {"3": 1})
    indexes = [
        poll.names("ballot.replaced", made[0].encode(), channel="web", position=0, **named)
        for named in ({}, {"replaces": "00" * 32}, {"replaces": poll.standing[3][0].sha256})
    ]
    never = poll.names("ballot.replaced", made[0].encode(), channel="web", position=1, replaces=before.sha256)
    poll.close()
    poll.count()
    code, said = verify(poll)
    words = "It does not name the ballot of position {} that stood until then."
    assert code == 1
    assert refuted(said) == [*((index, words.format(0)) for index in indexes), (never, words.format(1))]


def test_a_credential_that_votes_twice(verify):
    poll = votes()
    again = ballots.make(poll.terms, {"3": 1})[0]
    index = poll.names("ballot.cast", again.encode(), channel="web", position=0)
    poll.close()
    poll.count()
    code, said = verify(poll)
    assert code == 1
    assert refuted(said) == [(index, "Position 0 of the roll voted at entry 3 and is not said to replace it.")]


def test_a_ballot_of_nobody_on_the_roll(verify):
    poll = votes()
    index = poll.put(5, ballots.make(poll.terms, {"3": 1}), standing=False)
    nobody = poll.names("ballot.cast", ballots.make(poll.terms, {})[0].encode(), channel="web")
    poll.close()
    poll.count()
    code, said = verify(poll)
    assert code == 1
    assert refuted(said) == [
        (index, "Position 5 is not on the roll, whose positions are 0 to 4."),
        (nobody, "It names no place on the roll."),
    ]


def test_a_ballot_after_the_close(verify):
    poll = votes()
    poll.close()
    index = poll.put(1, ballots.make(poll.terms, {"3": 1}), standing=False)
    audited = poll.audit("3")
    poll.spoiled -= 1
    poll.count()
    code, said = verify(poll)
    words = "It came after the question was closed."
    assert (code, refuted(said)) == (1, [(index, words), (audited, words)])


def test_a_ballot_made_for_another_text_of_the_question(verify):
    poll = votes()
    other = replace(poll.terms, question=bytes(32))
    index = poll.put(1, ballots.make(other, {"1": 1}), standing=False)
    poll.close()
    poll.count()
    words = "The ballot does not hold: it was made for another question or another text of it."
    code, said = verify(poll)
    assert (code, refuted(said)) == (1, [(index, words)])


def test_two_equal_receipts(verify):
    """Two people who chose alike are shown one ballot, so that only one of them is counted twice."""
    poll = votes()
    shown = poll.standing[0]
    index = poll.put(1, shown, standing=False)
    poll.close()
    poll.count()
    code, said = verify(poll)
    words = "Two people were given this one ballot: it stands at entry 3 already."
    assert (code, refuted(said)) == (1, [(index, words)])
