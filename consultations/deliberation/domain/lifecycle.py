"""Which states follow which, as tables; code asks the table."""

from __future__ import annotations

from collections.abc import Mapping

from consultations.deliberation.enums import Act, ConsultationState, ContributionKind, ContributionState, PhaseKind

CONSULTATION_MOVES: Mapping[ConsultationState, frozenset[ConsultationState]] = {
    ConsultationState.DRAFT: frozenset({ConsultationState.OPEN}),
    ConsultationState.OPEN: frozenset({ConsultationState.CLOSED}),
    ConsultationState.CLOSED: frozenset({ConsultationState.OPEN}),
}

CONTRIBUTION_MOVES: Mapping[ContributionState, frozenset[ContributionState]] = {
    ContributionState.PUBLISHED: frozenset(
        {
            ContributionState.WITHDRAWN,
            ContributionState.HIDDEN,
            ContributionState.MERGED,
            ContributionState.ERASED,
        }
    ),
    ContributionState.MERGED: frozenset(
        {
            ContributionState.PUBLISHED,
            ContributionState.WITHDRAWN,
            ContributionState.HIDDEN,
            ContributionState.ERASED,
        }
    ),
    ContributionState.HIDDEN: frozenset(
        {ContributionState.PUBLISHED, ContributionState.MERGED, ContributionState.ERASED}
    ),
    ContributionState.WITHDRAWN: frozenset({ContributionState.ERASED}),
    ContributionState.ERASED: frozenset(),
}

ACT_OF_KIND: Mapping[ContributionKind, Act | None] = {
    ContributionKind.PROPOSAL: Act.PROPOSE,
    ContributionKind.AMENDMENT: Act.PROPOSE,
    ContributionKind.STATEMENT: Act.PROPOSE,
    ContributionKind.COMMENT: Act.COMMENT,
    ContributionKind.SURVEY_ANSWER: Act.ANSWER,
    ContributionKind.SESSION_OUTPUT: None,
}
"""The act that must be open for a kind to be given; a session's result needs none beyond an open consultation."""

ACT_OF_PHASE: Mapping[PhaseKind, Act] = {
    PhaseKind.PROPOSE: Act.PROPOSE,
    PhaseKind.DISCUSS: Act.COMMENT,
    PhaseKind.STATEMENTS: Act.OPINE,
    PhaseKind.SURVEY: Act.ANSWER,
    PhaseKind.DRAFT_TEXT: Act.COMMENT,
    PhaseKind.BUDGET: Act.VOTE,
    PhaseKind.VOTE: Act.VOTE,
}
"""What a phase of a kind is for: offered first, and ticked where a communicator chooses the kind."""

ANSWERED_KINDS = frozenset({ContributionKind.PROPOSAL, ContributionKind.AMENDMENT, ContributionKind.SESSION_OUTPUT})
"""The kinds to which a decision owes an answer each."""


def can_become(state: str, target: ContributionState) -> bool:
    return target in CONTRIBUTION_MOVES[ContributionState(state)]
