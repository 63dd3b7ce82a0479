"""Who a session belongs to: allauth checks who signs in, this reads the person back on every request after it."""

from __future__ import annotations

from allauth.account.auth_backends import AuthenticationBackend

from consultations.people.models import Participant
from consultations.people.queries.sessions import person_of_session


class Backend(AuthenticationBackend):
    """Reads the person together with what every page asks of them."""

    def get_user(self, user_id: int) -> Participant | None:
        person = person_of_session(user_id)
        return person if person and self.user_can_authenticate(person) else None
