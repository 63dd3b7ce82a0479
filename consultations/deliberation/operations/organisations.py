"""The register of organisations, the people who speak for them, and what they endorse."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from consultations.deliberation import events
from consultations.deliberation.domain import typed_text
from consultations.deliberation.enums import OrganisationKind
from consultations.deliberation.errors import Unfit
from consultations.deliberation.models import Contribution, Endorsement, Organisation, OrganisationContact
from consultations.deliberation.models.organisation import SENTENCE_LIMIT
from consultations.deliberation.operations.contributions import locked
from consultations.deliberation.permissions import may_prepare
from consultations.deliberation.permissions_particular import may_endorse, may_speak_for
from consultations.people.models import Participant
from consultations.people.operations.account import as_they_stand
from consultations.people.operations.notices import notify
from consultations.people.queries.pseudonyms import called


@transaction.atomic
def register_organisation(
    *, actor: Participant | None, name: str, kind: OrganisationKind, now: datetime, website: str = ""
) -> Organisation:
    """Raises NotAllowed or Unfit."""
    may_prepare(actor).require()
    organisation = Organisation(registered_at=now)
    _describe(organisation, name, kind, website)
    organisation.save()
    return organisation


@transaction.atomic
def change_organisation(
    *,
    actor: Participant | None,
    organisation: Organisation,
    name: str,
    kind: OrganisationKind,
    now: datetime,
    website: str = "",
    listed: bool = True,
) -> Organisation:
    """One that has endorsed something keeps its name, which is on the record. Raises NotAllowed or Unfit."""
    may_prepare(actor).require()
    organisation = Organisation.objects.select_for_update(no_key=True).get(pk=organisation.pk)
    if organisation.name != typed_text.one_line(name) and organisation.endorsements.exists():
        raise Unfit("name", _("Its name stands on the record with what it endorsed. Register it anew."))
    _describe(organisation, name, kind, website)
    organisation.listed = listed
    organisation.save()
    return organisation


def _describe(organisation: Organisation, name: str, kind: OrganisationKind, website: str) -> None:
    words = {"name": typed_text.one_line(name), "website": typed_text.one_line(website)}
    for field, text in words.items():
        if fault := typed_text.fault(text, limit=200, required=field == "name"):
            raise Unfit(field, fault)
    if Organisation.objects.filter(name__iexact=words["name"]).exclude(pk=organisation.pk).exists():
        raise Unfit("name", _("This organisation is registered already."))
    organisation.name, organisation.website, organisation.kind = words["name"], words["website"], kind


@transaction.atomic
def confirm_contact(
    *, actor: Participant | None, organisation: Organisation, name: str, now: datetime
) -> OrganisationContact:
    """Lets whoever has this public name speak for it, and tells them. Raises NotAllowed or Unfit."""
    may_prepare(actor).require()
    found = called(name)
    if found is None:
        raise Unfit("name", _("Nobody here has this public name."))
    contact, new = OrganisationContact.objects.get_or_create(
        organisation=organisation, participant=found, defaults={"confirmed_at": now}
    )
    if new:
        notify(participant=found, words=lambda: _confirmed(organisation), now=now)
    return contact


def _confirmed(organisation: Organisation) -> tuple[str, str, str]:
    return (
        _("You speak for %(name)s") % {"name": organisation.name},
        _("You can endorse proposals in its name. Your own name is not shown."),
        "",
    )


@transaction.atomic
def remove_contact(*, actor: Participant | None, contact: OrganisationContact) -> None:
    """What they endorsed stays: it is the organisation's. Raises NotAllowed."""
    may_prepare(actor).require()
    contact.delete()


@transaction.atomic
def endorse(
    *,
    actor: Participant | None,
    contribution: Contribution,
    organisation: Organisation,
    now: datetime,
    sentence: str = "",
) -> Endorsement:
    """In the organisation's name, once; given again it changes nothing. Raises NotAllowed or Unfit."""
    person = as_they_stand(actor)
    contribution = locked(contribution)
    may_endorse(person, contribution, organisation, now).require()
    words = typed_text.one_line(typed_text.tidy(sentence))
    if fault := typed_text.fault(words, limit=SENTENCE_LIMIT, required=False):
        raise Unfit("sentence", fault)
    standing = Endorsement.objects.filter(contribution=contribution, organisation=organisation).first()
    if standing is not None:
        return standing
    given = Endorsement(contribution=contribution, organisation=organisation, sentence=words, by=person)
    given.event = events.endorsed(given, now=now)
    given.given_at = given.event.time
    given.save()
    _count(contribution, 1)
    return given


@transaction.atomic
def withdraw_endorsement(*, actor: Participant | None, endorsement: Endorsement, now: datetime) -> Contribution:
    """Any of the organisation's contacts, at any time. Raises NotAllowed."""
    person = as_they_stand(actor)
    may_speak_for(person, endorsement.organisation).require()
    contribution = locked(endorsement.contribution)
    found = Endorsement.objects.filter(pk=endorsement.pk).select_related("organisation", "event").first()
    if found is not None:
        found.contribution = contribution
        events.endorsement_withdrawn(found, now=now)
        found.delete()
        _count(contribution, -1)
    return contribution


def _count(contribution: Contribution, change: int) -> None:
    rows = Contribution.objects.filter(pk=contribution.pk)
    rows.update(endorsement_count=F("endorsement_count") + change)
