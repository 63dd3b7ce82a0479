"""One consultation of the demo city: its pages, phases and what people give."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from functools import partial
from typing import Any

from cms.models import ConsultationPage
from cms.operations.consultations import ConsultationPlan, make_consultation, open_with_page
from consultations.deliberation.enums import Act, CardField, ContributionKind, Offer, PhaseKind
from consultations.deliberation.models import Consultation, Contribution, District, Theme
from consultations.deliberation.operations import PhasePlan, contribute, describe_service, keep_time, merge, support
from consultations.following.operations.follow import follow
from consultations.people.enums import Level
from consultations.people.models import Participant
from participate.demo.particulars import particulars_in
from participate.demo.people import People
from participate.demo.script import Script


class Telling:
    """Turns one file of the city into acts of ``script``; keeps the rows that later acts refer to."""

    def __init__(self, script: Script, people: People, words: dict[str, Any]) -> None:
        self.script, self.people, self.words = script, people, words
        self.rows: dict[str, Contribution] = {}
        self.dana: Participant = people["Dana"]

    @property
    def consultation(self) -> Consultation:
        return Consultation.objects.get(slug=self.words["slug"])

    def tell(self) -> None:
        """Registers every act, from the first page to the last support."""
        plans = [self._plan(phase) for phase in self.words["phase"]]
        start = plans[0].starts_at
        self.script.on(start - timedelta(days=2), partial(self._make, plans))
        self.script.on(start, self._open)
        for number, (language, words) in enumerate(self.words.get("service", {}).items()):
            self.script.on(
                start + timedelta(hours=1 + number), partial(self._describe_service, number, language, words)
            )
        for moment in sorted({when for plan in plans for when in (plan.starts_at, plan.ends_at) if when}):
            self.script.on(moment + timedelta(minutes=1), lambda now: keep_time(now=now))
        for number, (given, when) in enumerate(self._given(plans)):
            self.script.on(when, partial(self.say, given))
            named = [self.people[name] for name in given.get("also_supported_by", ())]
            for order, person in enumerate([*self.people.supporters(given.get("supports", 0), number * 7), *named]):
                at = self._support_time(when, order, plans)
                self.script.on(at, partial(self._support, given, person))
            if "merged_into" in given:
                self.script.on(when + timedelta(days=3), partial(self._merge, given))

    def _plan(self, phase: dict[str, Any]) -> PhasePlan:
        return PhasePlan(
            kind=PhaseKind(phase["kind"]),
            starts_at=self.script.day(phase["starts"]),
            ends_at=self.script.day(phase["ends"]) if "ends" in phase else None,
            may=[Act(act) for act in phase["may"]],
            title=phase.get("title", {}),
            outcome=phase.get("outcome", {}),
            offers=[Offer(offer) for offer in phase["offers"]] if "offers" in phase else None,
            levels={Act(act): Level(level) for act, level in phase.get("levels", {}).items()},
        )

    def _given(self, plans: list[PhasePlan]) -> Iterator[tuple[dict[str, Any], datetime]]:
        """Each contribution with its time, spread over the phase in which proposals are open."""
        phase = next(plan for plan in plans if Act.PROPOSE in plan.may)
        end = min(phase.ends_at or self.script.now, self.script.now)
        all_given = self.words.get("contribution", [])
        step = (end - phase.starts_at) / (len(all_given) + 4)
        for number, given in enumerate(all_given, start=1):
            yield given, phase.starts_at + step * number

    def _support_time(self, when: datetime, order: int, plans: list[PhasePlan]) -> datetime:
        ends = max(plan.ends_at or self.script.now for plan in plans if Act.SUPPORT in plan.may)
        last = min(ends, self.script.now) - timedelta(minutes=5)
        return min(when + timedelta(hours=2 + 5 * order), last)

    def _make(self, plans: list[PhasePlan], now: datetime) -> None:
        language = self.words["language"]
        plan = ConsultationPlan(
            slug=self.words["slug"],
            language=language,
            words=self.words["text"][language],
            phases=plans,
            themes={theme["slug"]: theme["name"] for theme in self.words["theme"]},
            also_in=[code for code in self.words["text"] if code != language],
            asks_district=any("district" in given for given in self.words.get("contribution", ())),
        )
        make_consultation(actor=self.dana, plan=plan, now=now)
        for page in ConsultationPage.objects.filter(consultation=self.consultation):
            for field, words in self.words["text"][page.language].items():
                setattr(page, field, words)
            page.save_revision(user=self.dana).publish(user=self.dana)

    def _open(self, now: datetime) -> None:
        open_with_page(actor=self.dana, consultation=self.consultation, now=now)
        for name in self.words.get("followed_by", ()):
            follow(actor=self.people[name], thing=self.consultation, now=now)

    def _describe_service(self, number: int, language: str, words: dict[str, str], now: datetime) -> None:
        card = {CardField(field): text for field, text in words.items()}
        describe_service(
            actor=self.dana, consultation=self.consultation, language=language, words=card, seen=number, now=now
        )

    def say(self, given: dict[str, Any], now: datetime) -> None:
        consultation = self.consultation
        parent = self.rows.get(given.get("parent", ""))
        self.rows[given["id"]] = contribute(
            actor=self.people[given["by"]],
            consultation=consultation,
            kind=ContributionKind.COMMENT if parent else ContributionKind.PROPOSAL,
            title=given.get("title", ""),
            body=given["body"],
            language=given["language"],
            parent=parent,
            stance=given.get("stance", ""),
            theme=Theme.objects.filter(consultation=consultation, slug=given.get("theme", "")).first(),
            district=District.objects.filter(slug=given.get("district", "")).first(),
            tags=given.get("tags", ()),
            particulars=particulars_in(given),
            now=now,
        )

    def _support(self, given: dict[str, Any], person: Participant, now: datetime) -> None:
        row = Contribution.objects.get(pk=self.rows[given["id"]].pk)
        if row.author_id != person.pk and row.state == "published":
            support(actor=person, contribution=row, now=now)

    def _merge(self, given: dict[str, Any], now: datetime) -> None:
        into = self.rows[given["merged_into"]]
        reason = "Both ask for the same; the supports of both count for it."
        merge(actor=self.dana, contribution=self.rows[given["id"]], into=into, reason=reason, now=now)
