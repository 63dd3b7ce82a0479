"""The city's people: the cast that one can sign in as, and residents."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from allauth.account.models import EmailAddress

from consultations.deliberation.domain.outline import read_outline
from consultations.deliberation.operations import DistrictPlan, set_districts
from consultations.people.domain.roles import Role
from consultations.people.models import Participant
from consultations.people.operations.roles import grant_role

PASSWORD = "a long walk by the river"


@dataclass(frozen=True)
class People:
    """Everybody by public name; ``residents`` in a fixed order."""

    by_name: dict[str, Participant]
    residents: list[Participant]

    def __getitem__(self, name: str) -> Participant:
        return self.by_name[name]

    def supporters(self, number: int, start: int) -> list[Participant]:
        """``number`` residents, beginning at another one for each ``start``."""
        some = self.residents[start % len(self.residents) :] + self.residents[: start % len(self.residents)]
        return some[:number]


def make_people(city: dict[str, Any], now: datetime) -> People:
    by_name = {}
    for person in city["person"]:
        account = _account(person["email"], person["name"], person.get("language", "en"), PASSWORD)
        if role := person.get("role"):
            grant_role(actor=None, participant=account, role=Role(role), now=now)
        by_name[person["name"]] = account
    residents = []
    for number, name in enumerate(city["residents"]["names"], start=1):
        by_name[name] = _account(f"resident{number}@example.org", name, "en")
        residents.append(by_name[name])
    districts = {
        district["slug"]: DistrictPlan(district["name"], read_outline(district["outline"]))
        for district in city["district"]
    }
    set_districts(actor=by_name["Dana"], districts=districts, now=now)
    return People(by_name, residents)


def _account(email: str, name: str, language: str, password: str | None = None) -> Participant:
    person = Participant.objects.create_user(email, password, pseudonym=name, language=language)
    EmailAddress.objects.create(user=person, email=email, verified=True, primary=True)
    return person
