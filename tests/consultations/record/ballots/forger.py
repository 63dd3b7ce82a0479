"""An operator who cheats: ballots that hold what the question does not admit, with the best proofs there are."""

from __future__ import annotations

import uuid

from consultations.record.ballots import group, proofs
from consultations.record.ballots.ballot import Ballot, Opening


def commit(value, blinding):
    """Like the group's, for values below 0 too."""
    hidden = group.times(blinding, group.H)
    return group.add(hidden, group.times(value % group.L, group.G)) if value else hidden


def _false_proof(statement, commitment, value, blinding):
    """The right proof where there is one; else the one for the nearest value, of which everything but one answer
    holds."""
    return proofs.prove(statement, commitment, min(max(value, 0), statement.highest), blinding)


def forged(terms, values, ballot_id=None):
    """A ballot that holds ``values``, whatever they are, and its openings."""
    ballot_id = ballot_id or str(uuid.uuid4())
    openings = tuple(Opening(values.get(option, 0), group.random_scalar()) for option in terms.options)
    commitments = tuple(commit(each.value, each.blinding) for each in openings)
    made = tuple(
        _false_proof(terms.statement(ballot_id, option), commitment, each.value, each.blinding)
        for option, commitment, each in zip(terms.options, commitments, openings, strict=True)
    )
    limit = None
    if terms.most is not None:
        value, blinding = sum(each.value for each in openings), sum(each.blinding for each in openings) % group.L
        limit = _false_proof(terms.sum_statement(ballot_id), group.total(commitments), value, blinding)
    return Ballot(ballot_id, terms.question, terms.options, commitments, made, limit), openings
