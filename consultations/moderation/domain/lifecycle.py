"""Which states of a case follow which, and what can be decided about a contribution in each state."""

from __future__ import annotations

from collections.abc import Mapping

from consultations.deliberation.enums import ContributionState
from consultations.moderation.enums import Action, CaseState

CASE_MOVES: Mapping[CaseState, frozenset[CaseState]] = {
    CaseState.OPEN: frozenset({CaseState.DECIDED}),
    CaseState.DECIDED: frozenset({CaseState.APPEALED}),
    CaseState.APPEALED: frozenset({CaseState.CLOSED}),
    CaseState.CLOSED: frozenset(),
}

VISIBLE = (Action.NONE, Action.LABEL, Action.HIDE)
OPEN_TO: Mapping[ContributionState, tuple[Action, ...]] = {
    ContributionState.PUBLISHED: VISIBLE,
    ContributionState.MERGED: VISIBLE,
    ContributionState.HIDDEN: (Action.NONE, Action.RESTORE),
    ContributionState.WITHDRAWN: (Action.NONE,),
    ContributionState.ERASED: (Action.NONE,),
}
"""The actions of a first decision, least restrictive first."""

RESTRICTS = frozenset({Action.LABEL, Action.HIDE})
"""Actions that need a ground in the law or in the rules, and a statement of reasons."""


def reversals(first: Action, state: str) -> tuple[Action, ...]:
    """What an appeal that succeeds can put in place of ``first``, for a contribution in ``state`` now."""
    if state not in (ContributionState.PUBLISHED, ContributionState.MERGED, ContributionState.HIDDEN):
        return ()
    if first in RESTRICTS or state == ContributionState.HIDDEN:
        return (Action.RESTORE,)
    return (Action.HIDE,) if first == Action.RESTORE else (Action.LABEL, Action.HIDE)


def can_become(state: str, target: CaseState) -> bool:
    return target in CASE_MOVES[CaseState(state)]
