"""Who may do what with a live session. What a command needs inside the room stands in domain/decide.py."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from consultations.deliberation.enums import ConsultationState
from consultations.deliberation.models import Consultation
from consultations.people.domain.roles import Capability
from consultations.people.domain.verdict import YES, Verdict, no
from consultations.people.models import Participant
from realtime.domain.roles import Right, RoomRole
from realtime.enums import CorrectionState, Door, RoomState, SeatRole, SeatState
from realtime.models import Correction, Seat, Session

NOTHING_STAYS = _("This is a rehearsal: nothing of it is kept.")


def may_facilitate(actor: Participant | Any) -> Verdict:
    """Prepare, lead and close live sessions."""
    if not actor or not actor.is_authenticated:
        return no(_("Sign in as a facilitator to do this."))
    return YES if actor.can(Capability.FACILITATE) else no(_("Only facilitators can do this."))


def role_of(seat: Seat | None) -> RoomRole:
    """Who the person in ``seat`` is in its room at this moment; ``participant`` and its grants are read."""
    if seat is None:
        return RoomRole.PROJECTOR
    person = seat.participant
    if person is not None and may_facilitate(person):
        return RoomRole.FACILITATOR
    if seat.role in (SeatRole.COFACILITATOR, SeatRole.NOTETAKER):
        return RoomRole(seat.role)
    if person is None:
        return RoomRole.GUEST
    return RoomRole.MODERATOR if person.can(Capability.MODERATE) else RoomRole.PARTICIPANT


def may_prepare(actor: Participant | Any, consultation: Consultation) -> Verdict:
    """A new session of ``consultation``."""
    if not (verdict := may_facilitate(actor)):
        return verdict
    if consultation.state != ConsultationState.OPEN:
        return no(_("A live session needs an open consultation."))
    return YES


def may_rehearse(actor: Participant | Any, session: Session) -> Verdict:
    """Try a session with ghosts, before it is held."""
    if not (verdict := may_facilitate(actor)):
        return verdict
    if session.rehearsal_of_id is not None:
        return no(_("This is a rehearsal already."))
    if session.state == RoomState.CLOSED:
        return no(_("This session is over."))
    return YES


def may_plan(actor: Participant | Any, session: Session) -> Verdict:
    """Change when and where a session will be."""
    if not (verdict := may_facilitate(actor)):
        return verdict
    if session.state != RoomState.PREPARED:
        return no(_("This session has been opened already."))
    return YES


def may_change_agenda(actor: Participant | Any, session: Session, seat: Seat | None = None) -> Verdict:
    """Add, change and move steps: facilitators, and until it is over whoever leads this session from ``seat``."""
    if seat is not None and _sits(seat, session) and role_of(seat).may(Right.LEAD):
        return YES
    return may_facilitate(actor)


def may_join(actor: Participant | None, session: Session, seat: Seat | None = None) -> Verdict:
    """Take a seat, or go back to ``seat``: with the code, until the session closes; with an account or without.

    A locked door keeps out who had no seat before; the facilitator and moderators come in all the same.
    """
    if actor is not None and not actor.is_active:
        return no(_("This account is closed."))
    if session.state == RoomState.CLOSED:
        return no(_("This session is over. You can read its minutes."))
    if seat is not None and seat.state == SeatState.REMOVED:
        return no(format_lazy(_("You were removed from this session. The reason: {reason}"), reason=seat.reason))
    if session.door == Door.LOCKED and seat is None and not passes_the_door(actor):
        return no(_("The door of this session is locked: nobody new can come in now."))
    return YES


def may_take_along(actor: Participant | None, seat: Seat) -> Verdict:
    """Make a guest's seat one's own, by signing in on the device that holds it."""
    if actor is None or not actor.is_active:
        return no(_("This account is closed."))
    if seat.participant_id is not None or seat.into_id is not None or seat.entered_by_id is not None:
        return no(_("This seat is somebody else’s."))
    return YES


def passes_the_door(actor: Participant | Any) -> bool:
    """Whether somebody comes in without being let in."""
    return bool(actor) and (actor.can(Capability.FACILITATE) or actor.can(Capability.MODERATE))


def may_keep_order(by: Seat, session: Session) -> Verdict:
    """Let people in, lock the door, see who is there."""
    if not (verdict := _sits(by, session)):
        return verdict
    return YES if role_of(by).may(Right.KEEP_ORDER) else no(_("Only those who lead the session can do this."))


def may_hold_back(by: Seat, seat: Seat) -> Verdict:
    """Mute or remove the person in ``seat``: nobody themselves, nobody the facilitator."""
    if not (verdict := may_keep_order(by, by.session)):
        return verdict
    role = role_of(seat)
    if seat.pk == by.pk or role == RoomRole.FACILITATOR:
        return no(_("The facilitator and you yourself cannot be muted or removed."))
    if role.may(Right.KEEP_ORDER) and not role_of(by).may(Right.CLOSE):
        return no(_("Only the facilitator can do this."))
    return YES


def may_give_roles(by: Seat, session: Session) -> Verdict:
    """Make somebody co-facilitator or note-taker of this session."""
    if not (verdict := _sits(by, session)):
        return verdict
    return YES if role_of(by).may(Right.CLOSE) else no(_("Only the facilitator can do this."))


def may_enter_for_others(by: Seat | None, session: Session) -> Verdict:
    """Write for people without a phone, each with a receipt code."""
    if session.rehearsal_of_id is not None:
        return no(NOTHING_STAYS)
    if by is None or not _sits(by, session) or not role_of(by).may(Right.ENTER):
        return no(_("Only note-takers and those who lead the session can do this."))
    return YES


def _sits(by: Seat, session: Session) -> Verdict:
    if by.session_id != session.pk or by.state != SeatState.SEATED:
        return no(_("You have no seat in this room. Join it first."))
    if session.state == RoomState.CLOSED:
        return no(_("This session is over."))
    return YES


def may_hand_over(actor: Participant | Any, session: Session) -> Verdict:
    """Make contributions of what a session brought out."""
    if not (verdict := may_facilitate(actor)):
        return verdict
    if session.rehearsal_of_id is not None:
        return no(NOTHING_STAYS)
    if session.state != RoomState.CLOSED:
        return no(_("Close the session first. Then you can hand over its results."))
    return YES


def may_read_minutes(session: Session) -> Verdict:
    if session.rehearsal_of_id is not None:
        return no(NOTHING_STAYS)
    if session.state != RoomState.CLOSED:
        return no(_("The minutes are made when the session closes."))
    return YES


MOST_CORRECTIONS = 10


def may_propose_correction(seat: Seat | None, session: Session, now: datetime) -> Verdict:
    """Whoever took part, within the days stated in the minutes."""
    if session.state != RoomState.CLOSED or session.correct_until is None:
        return no(_("The minutes are made when the session closes."))
    if now >= session.correct_until:
        return no(_("The time for corrections is over. These minutes are final."))
    if seat is None or seat.session_id != session.pk or seat.state in (SeatState.WAITING, SeatState.REMOVED):
        return no(_("Only those who took part can propose a correction, on the device with which they joined."))
    if seat.corrections.count() >= MOST_CORRECTIONS:
        return no(_("You have proposed enough corrections. Wait for the answers."))
    return YES


def may_answer_correction(actor: Participant | Any, correction: Correction) -> Verdict:
    if not (verdict := may_facilitate(actor)):
        return verdict
    if correction.state != CorrectionState.PROPOSED:
        return no(_("This correction has its answer already."))
    return YES


def may_ask_to_hear(seat: Seat | None) -> Verdict:
    """Leave an e-mail for what becomes of a session: guests. Who has an account is told there."""
    if seat is None or seat.entered_by_id is not None or seat.state in (SeatState.WAITING, SeatState.REMOVED):
        return no(_("Join the session first, on this device."))
    if seat.participant_id is not None:
        return no(_("You have an account: you are told there, and by e-mail as you chose it."))
    return YES if seat.session.rehearsal_of_id is None else no(NOTHING_STAYS)
