"""Verifying an account: granting, and taking back."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from consultations.people.domain.roles import ROLE_CAPABILITIES, Capability, Role
from consultations.people.enums import Level, Method
from consultations.people.errors import Unclear
from consultations.people.models import Participant, Verification
from consultations.people.operations.notices import notify
from consultations.people.permissions import may_verify

PROVIDER = "provider"
"""Stands in place of a role where an identity provider said who it is."""
RENEWED = "renewed"
LONGEST_REASON = 200


def role_of(actor: Participant) -> str:
    """The role by which ``actor`` verifies."""
    roles = sorted(role.value for role in actor.roles() if Capability.VERIFY in ROLE_CAPABILITIES[role])
    return roles[-1] if roles else Role.ADMINISTRATOR.value


def put(
    person: Participant, method: Method, level: Level, *, role: str, by: Participant | None, now: datetime
) -> Verification:
    """Writes a granting down in place of an earlier one of the same method; the caller holds the person's row."""
    Verification.objects.filter(participant=person, method=method, ended_at=None).update(
        ended_at=now, ended_why=RENEWED
    )
    until = now + timedelta(days=settings.VERIFICATION_DAYS)
    return Verification.objects.create(
        participant=person, method=method, level=level, role=role, by=by, at=now, expires_at=until
    )


@transaction.atomic
def verify_by_provider(*, participant: Participant, level: Level, now: datetime) -> Verification:
    """An identity provider that the operator trusts said who it is, at its sign-in."""
    person = Participant.objects.select_for_update(no_key=True).get(pk=participant.pk)
    return put(person, Method.EID, level, role=PROVIDER, by=None, now=now)


@transaction.atomic
def take_back(*, actor: Participant | None, verification: Verification, reason: str, now: datetime) -> Verification:
    """Ends a verification, with a reason that the person is told. Ended already: nothing changes.

    What they did before stays as it was counted. Raises NotAllowed, or Unclear without a reason.
    """
    may_verify(actor).require()
    why = reason.strip()
    if not why or len(why) > LONGEST_REASON:
        raise Unclear(_("Say why."))
    person = Participant.objects.select_for_update(no_key=True).get(pk=verification.participant_id)
    verification = Verification.objects.get(pk=verification.pk)
    if verification.ended_at is None:
        verification.ended_at, verification.ended_why = now, why
        verification.save(update_fields=["ended_at", "ended_why"])
        notify(participant=person, words=lambda: _taken_back(verification), now=now)
    return verification


def _taken_back(verification: Verification) -> tuple[str, str, str]:
    text = _("“%(method)s” does not count any more. Reason: %(reason)s") % {
        "method": Method(verification.method).label,
        "reason": verification.ended_why,
    }
    return _("A confirmation was taken back"), text, reverse("people:verification")
