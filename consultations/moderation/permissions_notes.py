"""Who may write a fact note, object to it and answer an objection."""

from __future__ import annotations

from django.utils.translation import gettext as _

from consultations.deliberation.models import Contribution
from consultations.deliberation.models.querysets import Visitor
from consultations.moderation.models import FactNote, NoteObjection
from consultations.people.domain.roles import ROLE_CAPABILITIES, Capability, Role
from consultations.people.domain.verdict import YES, Verdict, no
from consultations.people.models import Participant


def may_write_note(actor: Visitor, contribution: Contribution) -> Verdict:
    """Moderators and experts, beside what everybody can read and they did not write."""
    if not isinstance(actor, Participant) or not actor.can(Capability.WRITE_FACT_NOTES):
        return no(_("Only a moderator or an expert can write a fact note."))
    if not contribution.is_public:
        return no(_("This contribution is not shown any more."))
    if contribution.is_by(actor):
        return no(_("You wrote this. Somebody else writes the note."))
    return YES


def may_object_to_note(actor: Visitor, note: FactNote) -> Verdict:
    """Everybody with an account, once."""
    if not isinstance(actor, Participant):
        return no(_("Sign in to take part."))
    if not actor.is_active:
        return no(_("This account is closed."))
    if note.withdrawn:
        return no(_("This note is withdrawn."))
    if note.author_id == actor.pk:
        return no(_("You wrote this note."))
    if note.objections.filter(person=actor).exists():
        return no(_("You have objected to this note already."))
    return YES


def may_answer_objection(actor: Visitor, objection: NoteObjection) -> Verdict:
    """A moderator who wrote neither; the database says so too."""
    if not isinstance(actor, Participant) or not actor.can(Capability.MODERATE):
        return no(_("Only a moderator can decide this."))
    if objection.answer:
        return no(_("This objection is answered already."))
    if objection.against_id == actor.pk:
        return no(_("You wrote this note. Another moderator answers."))
    if objection.person_id == actor.pk:
        return no(_("You objected yourself. Another moderator answers."))
    if objection.note.withdrawn:
        return no(_("This note is withdrawn."))
    return YES


def role_of(actor: Participant) -> Role:
    """As whom ``actor`` signs: the first of their roles that lets them write notes, or that moderates."""
    letting = (role for role in Role if Capability.WRITE_FACT_NOTES in ROLE_CAPABILITIES[role])
    return next((role for role in letting if role in actor.roles()), Role.ADMINISTRATOR)
