"""What a person does with their own account: rename it, choose a language, delete it."""

from __future__ import annotations

from datetime import datetime

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from django.db import transaction

from consultations.people.enums import Hears
from consultations.people.erasers import erasers
from consultations.people.models import (
    CodeLetter,
    DeskNumber,
    Letter,
    Notice,
    Participant,
    RoleGrant,
    StaffLook,
    Verification,
)
from consultations.people.renames import renames
from consultations.people.role_hooks import roles_changed
from consultations.record.operations import remove
from consultations.record.statements import Prepared

REMOVAL = "account"


def as_they_stand(actor: Participant | None) -> Participant | None:
    """The person's row read again under its lock, which is taken before any contribution's.

    Taken before the lock of anything else. Nothing must be given a name that they have just put down, nor words of an
    account that is being deleted: nothing would erase them any more.
    """
    return next(iter(_locked(actor.pk))) if actor else None


_locked = Prepared(lambda pk: Participant.objects.select_for_update(no_key=True).filter(pk=pk))


@transaction.atomic
def change_profile(*, actor: Participant, pseudonym: str, language: str, now: datetime) -> Participant:
    """Gives ``actor`` a public name, everywhere at once, and a language for messages.

    Raises IntegrityError when somebody has taken the name in the same instant.
    """
    person = Participant.objects.select_for_update().get(pk=actor.pk)
    old = person.pseudonym
    person.pseudonym = pseudonym
    person.language = language
    person.save(update_fields=["pseudonym", "language"])
    if old and old != pseudonym:
        for tell in renames():
            tell(person, old=old, now=now)
    return person


@transaction.atomic
def delete_account(*, actor: Participant, texts: bool, now: datetime) -> Participant:
    """Erases ``actor``: every district's traces, then every personal field of the account.

    ``texts``: erase what they wrote too; otherwise it stays without a name. The row stays, for the constraints that
    hang on it; the record still verifies, because it holds digests only.
    """
    person = Participant.objects.select_for_update().get(pk=actor.pk)
    for erase in erasers():
        erase(person, texts=texts, now=now)
    if RoleGrant.objects.filter(participant=person).delete()[0]:
        roles_changed(person)
    for held in (EmailAddress, Authenticator, SocialAccount):
        held.objects.filter(user=person).delete()
    for traces in (StaffLook, Verification, CodeLetter, DeskNumber):
        traces._default_manager.filter(participant=person).delete()
    Notice.objects.filter(participant=person).delete()
    Letter.objects.filter(participant=person).delete()
    _forget(person, now)
    remove(kind=REMOVAL, id=str(person.public_id), words=texts)
    return person


def delete_again(public_id: str, texts: bool, now: datetime) -> bool:
    """Deletes an account that a restored backup brought back."""
    person = Participant.objects.filter(public_id=public_id, erased_at=None).first()
    if person is not None:
        delete_account(actor=person, texts=texts, now=now)
    return person is not None


def deleted_accounts() -> list[str]:
    return [str(each) for each in Participant.objects.exclude(erased_at=None).values_list("public_id", flat=True)]


def _forget(person: Participant, now: datetime) -> None:
    person.email = None
    person.pseudonym = ""
    person.language = "en"
    person.hears = Hears.NOTHING
    person.last_login = None
    person.date_joined = person.date_joined.replace(hour=0, minute=0, second=0, microsecond=0)
    person.is_active = person.is_staff = person.is_superuser = False
    person.erased_at = now
    person.set_unusable_password()
    person.save()
    person.groups.clear()
    person.user_permissions.clear()
