"""Giving a person a role and taking it back."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from consultations.people.domain.roles import Role
from consultations.people.models import Participant, RoleGrant
from consultations.people.permissions import may_administer
from consultations.people.role_hooks import roles_changed


@transaction.atomic
def grant_role(*, actor: Participant | None, participant: Participant, role: Role, now: datetime) -> RoleGrant:
    """Gives ``role``; granting it twice changes nothing. ``actor`` None: the operator at the command line.

    Raises NotAllowed unless the actor administers.
    """
    Participant.objects.select_for_update().get(pk=participant.pk)
    if actor is not None:
        may_administer(actor).require()
    grant, fresh = RoleGrant.objects.get_or_create(
        participant=participant, role=role.value, defaults={"granted_by": actor, "granted_at": now}
    )
    if fresh:
        roles_changed(participant)
    return grant


@transaction.atomic
def revoke_role(*, actor: Participant | None, participant: Participant, role: Role, now: datetime) -> Participant:
    """Takes ``role`` back, if it was given. Raises NotAllowed unless the actor administers."""
    Participant.objects.select_for_update().get(pk=participant.pk)
    if actor is not None:
        may_administer(actor).require()
    gone, _ = RoleGrant.objects.filter(participant=participant, role=role.value).delete()
    if gone:
        roles_changed(participant)
    return participant
