"""The person behind a session, with what every page asks of them."""

from __future__ import annotations

from django.db.models import Exists, OuterRef

from consultations.people.models import Notice, Participant, RoleGrant


def person_of_session(pk: int) -> Participant | None:
    """One query that also says who has no role and no unread message, as most people: nothing more is asked then."""
    roles = RoleGrant.objects.filter(participant=OuterRef("pk"))
    unread = Notice.objects.filter(participant=OuterRef("pk"), read_at__isnull=True)
    person = Participant.objects.annotate(has_roles=Exists(roles), has_unread=Exists(unread)).filter(pk=pk).first()
    if person and not person.has_roles:
        person.know_roles(frozenset())
    return person
