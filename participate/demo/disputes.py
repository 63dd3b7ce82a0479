"""What was reported, how it was decided and what an appeal changed."""

from __future__ import annotations

from datetime import datetime, timedelta
from functools import partial
from typing import Any

from consultations.deliberation.models import Contribution
from consultations.moderation.enums import Action, Concern, Ground
from consultations.moderation.models import Case
from consultations.moderation.operations.appeals import appeal
from consultations.moderation.operations.decisions import Reasons, decide, decide_appeal
from consultations.moderation.operations.fact_notes import Finding, object_to_note, write_note
from consultations.moderation.operations.reports import report
from participate.demo.consultation import Telling


class Disputes:
    """Acts of those who report, of Edon who decides and of Fatima who decides appeals."""

    def __init__(self, telling: Telling) -> None:
        self.telling, self.script = telling, telling.script

    def tell(self) -> None:
        for given in self.telling.words.get("contribution", []):
            if "moderation" in given:
                begin = self.script.day(-12)
                self.script.on(begin, partial(self._report, given))
                self.script.on(begin + timedelta(hours=5), partial(self._hide, given))
                if "appeal" in given["moderation"]:
                    self.script.on(begin + timedelta(days=1), partial(self._appeal, given))
                    self.script.on(begin + timedelta(days=3), partial(self._reverse, given))
            if "fact_note" in given:
                self.script.on(self.script.day(-2), partial(self._note, given))

    def _note(self, given: dict[str, Any], now: datetime) -> None:
        words = given["fact_note"]
        finding = Finding(words["assessment"], words["text"], "\n".join(words["sources"]))
        people = self.telling.people
        note = write_note(
            actor=people["Edon"],
            contribution=self._row(given),
            claim=words["claim"],
            finding=finding,
            signed=words["signed"],
            now=now,
        )
        object_to_note(actor=people[words["objects"]], note=note, text=words["objection"], now=now + timedelta(hours=3))

    def _row(self, given: dict[str, Any]) -> Contribution:
        return Contribution.objects.get(pk=self.telling.rows[given["id"]].pk)

    def _case(self, given: dict[str, Any]) -> Case:
        return Case.objects.get(contribution=self._row(given))

    def _report(self, given: dict[str, Any], now: datetime) -> None:
        for concern, text in given["moderation"]["reports"]:
            report(actor=None, contribution=self._row(given), concern=Concern(concern), text=text, now=now)

    def _hide(self, given: dict[str, Any], now: datetime) -> None:
        words = given["moderation"]
        reasons = Reasons(
            explanation=words["explanation"],
            facts=words["facts"],
            ground=Ground.RULES,
            concern=Concern(words["concern"]),
        )
        decide(actor=self.telling.people["Edon"], case=self._case(given), action=Action.HIDE, reasons=reasons, now=now)

    def _appeal(self, given: dict[str, Any], now: datetime) -> None:
        author = self.telling.people[given["by"]]
        appeal(actor=author, case=self._case(given), text=given["moderation"]["appeal"], now=now)

    def _reverse(self, given: dict[str, Any], now: datetime) -> None:
        decide_appeal(
            actor=self.telling.people["Fatima"],
            case=self._case(given),
            upheld=False,
            action=Action.RESTORE,
            reasons=Reasons(explanation=given["moderation"]["reversal"]),
            now=now,
        )
