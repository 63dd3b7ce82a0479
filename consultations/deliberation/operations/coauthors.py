"""Several authors of one contribution: joining when it is published, and leaving."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from consultations.deliberation import events
from consultations.deliberation.enums import ContributionState
from consultations.deliberation.errors import Unfit
from consultations.deliberation.models import AuthorInvitation, CoAuthor, Contribution
from consultations.deliberation.operations.contributions import locked
from consultations.deliberation.operations.supports import withdraw_support_of
from consultations.deliberation.permissions import GONE
from consultations.deliberation.permissions_particular import may_invite_authors
from consultations.deliberation.permissions_together import may_leave
from consultations.people.domain.verdict import no, unknown
from consultations.people.models import Participant
from consultations.people.operations.account import as_they_stand
from consultations.people.operations.notices import notify
from consultations.people.queries.pseudonyms import called

MOST = 9
"""Beside the author."""


@transaction.atomic
def join_authors(*, contribution: Contribution, person: Participant, now: datetime) -> CoAuthor:
    """Credits ``person``, who agreed to it, on the page and on the record. Who may is asked by the caller."""
    event = events.author_joined(contribution, person, now=now)
    return CoAuthor.objects.create(contribution=contribution, participant=person, joined_at=now, event=event)


@transaction.atomic
def leave_authors(*, actor: Participant | None, contribution: Contribution, now: datetime) -> Contribution:
    """The text stays with the others; the first of them takes the author's place. Raises NotAllowed."""
    person = as_they_stand(actor)
    contribution = locked(contribution)
    may_leave(person, contribution).require()
    assert person is not None
    return pass_on(contribution, person, now)


def pass_on(contribution: Contribution, person: Participant, now: datetime) -> Contribution:
    """Takes ``person`` out of the authors of a locked contribution that has others."""
    events.author_left(contribution, person, now=now)
    next_ones = contribution.coauthors.order_by("joined_at", "pk")
    if contribution.author_id == person.pk:
        heir = next_ones.select_related("participant")[0]
        contribution.author = heir.participant
        contribution.submission = None
        contribution.save(update_fields=["author", "submission"])
        heir.delete()
    else:
        next_ones.filter(participant=person).delete()
    return contribution


@transaction.atomic
def invite_author(
    *, actor: Participant | None, contribution: Contribution, name: str, now: datetime
) -> AuthorInvitation:
    """Asks whoever has this public name to stand beside the authors of what is published, and tells them.

    Asking again changes nothing. Raises NotAllowed or Unfit.
    """
    person = as_they_stand(actor)
    contribution = locked(contribution)
    may_invite_authors(person, contribution, now).require()
    asked = called(name)
    if asked is None:
        raise Unfit("name", _("Nobody here has this public name."))
    if contribution.is_by(asked):
        raise Unfit("name", _("This is one of its authors already."))
    others = contribution.author_invitations.exclude(participant=asked)
    if others.count() + contribution.coauthors.count() >= MOST:
        raise Unfit("name", _("At most ten people can be its authors."))
    invitation, new = AuthorInvitation.objects.get_or_create(
        contribution=contribution, participant=asked, defaults={"at": now}
    )
    if new:
        notify(participant=asked, words=lambda: _asked(contribution), now=now)
    return invitation


def _asked(contribution: Contribution) -> tuple[str, str, str]:
    return (
        _("You are asked to stand beside the authors of a proposal"),
        _("Read it, then accept or decline."),
        reverse("deliberation:join_authors", args=[contribution.pk]),
    )


@transaction.atomic
def answer_invitation(
    *, actor: Participant | None, contribution: Contribution, accept: bool, now: datetime
) -> Contribution:
    """Whoever was asked becomes one of the authors, or not; a support of theirs is taken back. Raises NotAllowed."""
    person = as_they_stand(actor)
    contribution = locked(contribution)
    asked = contribution.author_invitations.filter(participant=person).first() if person else None
    if person is None or asked is None:
        unknown().require()
        raise AssertionError
    asked.delete()
    if accept:
        if contribution.state != ContributionState.PUBLISHED:
            no(GONE[contribution.state]).require()
        withdraw_support_of(contribution, person, now)
        join_authors(contribution=contribution, person=person, now=now)
        if contribution.author is not None:
            notify(participant=contribution.author, words=lambda: _joined(contribution), now=now)
    return contribution


def _joined(contribution: Contribution) -> tuple[str, str, str]:
    return (
        _("Your invitation was accepted"),
        _("Somebody stands beside you as an author of your proposal now."),
        contribution.get_absolute_url(),
    )


@transaction.atomic
def take_invitation_back(
    *, actor: Participant | None, contribution: Contribution, participant: int, now: datetime
) -> None:
    """Raises NotAllowed."""
    contribution = locked(contribution)
    may_invite_authors(as_they_stand(actor), contribution, now).require()
    contribution.author_invitations.filter(participant=participant).delete()
