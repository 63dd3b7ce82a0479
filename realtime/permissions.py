"""Who may do what with a live session. What a seat may do inside the room stands in domain/decide.py."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from consultations.deliberation.enums import ConsultationState
from consultations.deliberation.models import Consultation
from consultations.people.domain.roles import Capability
from consultations.people.domain.verdict import YES, Verdict, no
from consultations.people.models import Participant
from realtime.enums import RoomState
from realtime.models import Session


def may_facilitate(actor: Participant | Any) -> Verdict:
    """Prepare, lead and close live sessions."""
    if not actor or not actor.is_authenticated:
        return no(_("Sign in as a facilitator to do this."))
    return YES if actor.can(Capability.FACILITATE) else no(_("Only facilitators can do this."))


def may_prepare(actor: Participant | Any, consultation: Consultation) -> Verdict:
    """A new session of ``consultation``."""
    if not (verdict := may_facilitate(actor)):
        return verdict
    if consultation.state != ConsultationState.OPEN:
        return no(_("A live session needs an open consultation."))
    return YES


def may_plan(actor: Participant | Any, session: Session) -> Verdict:
    """Change when and where a session will be."""
    if not (verdict := may_facilitate(actor)):
        return verdict
    if session.state != RoomState.PREPARED:
        return no(_("This session has been opened already."))
    return YES


def may_join(actor: Participant | None, session: Session) -> Verdict:
    """Take a seat: with the code, while the session is prepared or open; as a guest (None) or with an account."""
    if actor is not None and not actor.is_active:
        return no(_("This account is closed."))
    if session.state == RoomState.CLOSED:
        return no(_("This session is over. You can read its minutes."))
    return YES


def may_hand_over(actor: Participant | Any, session: Session) -> Verdict:
    """Make contributions of what a session brought out."""
    if not (verdict := may_facilitate(actor)):
        return verdict
    if session.state != RoomState.CLOSED:
        return no(_("Close the session first. Then you can hand over its results."))
    return YES


def may_read_minutes(session: Session) -> Verdict:
    if session.state != RoomState.CLOSED:
        return no(_("The minutes are made when the session closes."))
    return YES
