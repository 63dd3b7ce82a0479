"""Who may open what of people's own pages, and of the registrar's desk."""

from __future__ import annotations

from datetime import datetime

from consultations.people.domain.roles import Role
from consultations.people.models import Participant
from consultations.people.operations.desk import confirm_at_desk, new_desk_number
from consultations.people.operations.roles import grant_role
from tests.conventions.answers import POST_ONLY, PUBLIC, SIGN_IN, SIGNED_IN, Answers, only

PEOPLE: dict[str, Answers] = {
    "people:data": SIGNED_IN,
    "people:delete": SIGNED_IN,
    "people:download": SIGNED_IN,
    "people:hearing": SIGNED_IN,
    "people:me": SIGNED_IN,
    "people:message": only("amina", others=404),
    "people:messages": SIGNED_IN,
    "people:privacy": PUBLIC,
    "people:registrar": only("registrar", "admin", nobody=403),
    "people:registrar_confirm": POST_ONLY,
    "people:registrar_end": POST_ONLY,
    "people:registrar_letters": POST_ONLY,
    "people:registrar_standing": only("registrar", "admin", nobody=403),
    "people:stop": PUBLIC,
    "people:verification": SIGNED_IN,
    "people:verification_code": {**POST_ONLY, "nobody": SIGN_IN},
    "people:verification_letter": {**POST_ONLY, "nobody": SIGN_IN},
    "people:verification_number": {**POST_ONLY, "nobody": SIGN_IN},
}


def ladder_people(now: datetime) -> dict[str, Participant]:
    """A registrar, and a resident whom one confirmed."""
    registrar, verified = (
        Participant.objects.create_user(f"{name}@example.org", pseudonym=name) for name in ("registrar", "verified")
    )
    grant_role(actor=None, participant=registrar, role=Role.REGISTRAR, now=now)
    confirm_at_desk(actor=registrar, number=new_desk_number(actor=verified, now=now), now=now)
    return {"registrar": registrar, "verified": verified}
