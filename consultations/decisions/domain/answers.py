"""What counts as an answer."""

from __future__ import annotations

from consultations.decisions.enums import Outcome

NEEDS_NO_REASON = frozenset({Outcome.PENDING, Outcome.MERGED, Outcome.WITHDRAWN})
"""Outcomes that say enough by themselves."""

GIVEN_BY_STAFF = tuple(outcome for outcome in Outcome if outcome != Outcome.WITHDRAWN)
"""What an official can choose: only an author withdraws."""
