"""Places, costs, organisations and splittings of the demo city."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from functools import partial
from typing import TYPE_CHECKING, Any

from consultations.deliberation.domain.particulars import Particulars, point_in
from consultations.deliberation.enums import OrganisationKind
from consultations.deliberation.models import Contribution, Organisation
from consultations.deliberation.operations import (
    PartPlan,
    check_cost,
    confirm_contact,
    endorse,
    register_organisation,
    split,
)

if TYPE_CHECKING:
    from participate.demo.consultation import Telling


def particulars_in(given: Mapping[str, Any]) -> Particulars:
    """``address``, ``point`` and ``cost`` of a ``[[contribution]]``."""
    latitude, longitude = point_in(given.get("point", ""))
    return Particulars(given.get("address", ""), latitude, longitude, given.get("cost"))


class Standing:
    """What stands beside contributions: ``[[checked]]`` costs, ``[[endorsed]]`` by organisations, ``[[split]]``."""

    def __init__(self, telling: Telling) -> None:
        self.telling, self.script = telling, telling.script

    def tell(self) -> None:
        for word, act in (("checked", self._check), ("endorsed", self._endorse), ("split", self._split)):
            for given in self.telling.words.get(word, ()):
                self.script.on(self.script.day(given["day"]) + timedelta(hours=3), partial(act, given))

    def _row(self, given: Mapping[str, Any]) -> Contribution:
        return Contribution.objects.get(pk=self.telling.rows[given["id"]].pk)

    def _check(self, given: Mapping[str, Any], now: datetime) -> None:
        words = {"amount": given["cost"], "note": given["note"], "role": given["role"]}
        check_cost(actor=self.telling.dana, contribution=self._row(given), now=now, **words)

    def _endorse(self, given: Mapping[str, Any], now: datetime) -> None:
        speaker = self.telling.people[given["speaker"]]
        organisation = Organisation.objects.filter(name=given["organisation"]).first()
        if organisation is None:
            organisation = register_organisation(
                actor=self.telling.dana,
                name=given["organisation"],
                kind=OrganisationKind(given["kind"]),
                website=given["website"],
                now=now,
            )
            confirm_contact(actor=self.telling.dana, organisation=organisation, name=speaker.pseudonym, now=now)
        endorse(
            actor=speaker,
            contribution=self._row(given),
            organisation=organisation,
            sentence=given["sentence"],
            now=now,
        )

    def _split(self, given: Mapping[str, Any], now: datetime) -> None:
        original = self._row(given)
        parts = [PartPlan(part["title"], part["body"]) for part in given["part"]]
        split(actor=original.author, contribution=original, parts=parts, reason=given["reason"], now=now)
