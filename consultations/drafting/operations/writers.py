"""Asking others to write a draft with one, and their answer."""

from __future__ import annotations

import secrets
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from consultations.deliberation.errors import Unfit
from consultations.drafting.enums import WriterState
from consultations.drafting.models import Draft, Writer
from consultations.drafting.operations.drafts import locked
from consultations.drafting.permissions import may_invite, may_read
from consultations.people.domain.verdict import NotAllowed, no, unknown
from consultations.people.models import Participant
from consultations.people.operations.account import as_they_stand
from consultations.people.operations.notices import notify
from consultations.people.queries.pseudonyms import called

MOST = 9


@transaction.atomic
def make_link(*, actor: Participant | None, draft: Draft) -> Draft:
    """A new secret address that invites whoever has it; the one before leads nowhere then. Raises NotAllowed."""
    draft = locked(draft)
    may_invite(actor, draft).require()
    draft.link = secrets.token_urlsafe(24)
    draft.save(update_fields=["link"])
    return draft


@transaction.atomic
def drop_link(*, actor: Participant | None, draft: Draft) -> Draft:
    draft = locked(draft)
    may_invite(actor, draft).require()
    draft.link = ""
    draft.save(update_fields=["link"])
    return draft


@transaction.atomic
def invite_writer(*, actor: Participant | None, draft: Draft, name: str, now: datetime) -> Writer:
    """Asks whoever has this public name, and tells them; asking again changes nothing. Raises NotAllowed or Unfit."""
    draft = locked(draft)
    may_invite(actor, draft).require()
    asked = called(name)
    if asked is None:
        raise Unfit("name", _("Nobody here has this public name."))
    if asked.pk == draft.author_id:
        raise Unfit("name", _("This is your own name."))
    _check_room(draft, asked)
    writer, new = Writer.objects.get_or_create(draft=draft, participant=asked, defaults={"since": now})
    if new:
        notify(participant=asked, words=lambda: _invitation(draft), now=now)
    return writer


def _invitation(draft: Draft) -> tuple[str, str, str]:
    return (
        _("You are asked to write a proposal together"),
        _("Read the draft, then accept or decline. Nobody else sees it."),
        draft.get_absolute_url(),
    )


def _check_room(draft: Draft, person: Participant) -> None:
    if draft.writers.exclude(participant=person).count() >= MOST:
        raise Unfit("name", _("At most ten people can write a draft together."))


@transaction.atomic
def accept_invitation(*, actor: Participant | None, draft: Draft, now: datetime, link: str = "") -> Writer:
    """``link``: the secret of the invitation for who was not asked by name. Raises NotAllowed or Unfit."""
    person = as_they_stand(actor)
    draft = locked(draft)
    invited = bool(link) and secrets.compare_digest(link, draft.link)
    if person is None or not person.is_active or (not invited and not may_read(person, draft)):
        raise NotAllowed("", hidden=unknown().hidden)
    if person.pk == draft.author_id:
        no(_("This is your own draft.")).require()
    _check_room(draft, person)
    writer, _new = Writer.objects.get_or_create(draft=draft, participant=person, defaults={"since": now})
    if writer.state != WriterState.WRITING:
        writer.state, writer.since = WriterState.WRITING, now
        writer.save(update_fields=["state", "since"])
        notify(participant=draft.author, words=lambda: _accepted(draft), now=now)
    return writer


def _accepted(draft: Draft) -> tuple[str, str, str]:
    return (
        _("Your invitation was accepted"),
        _("Somebody writes your draft with you now."),
        draft.get_absolute_url(),
    )


@transaction.atomic
def leave_draft(*, actor: Participant | None, draft: Draft) -> None:
    """Declining the invitation, or writing no more; the words stay. Raises NotAllowed."""
    draft = locked(draft)
    may_read(actor, draft).require()
    if actor is not None and draft.author_id == actor.pk:
        no(_("This is your own draft. You can delete it.")).require()
    draft.writers.filter(participant=actor).delete()


@transaction.atomic
def remove_writer(*, actor: Participant | None, draft: Draft, participant: int) -> None:
    """Takes an invitation or a place among the writers back. Raises NotAllowed."""
    draft = locked(draft)
    may_invite(actor, draft).require()
    draft.writers.filter(participant=participant).delete()
