"""The decision of a consultation: its revisions, their causes, the answers and the promises."""

from __future__ import annotations

from datetime import datetime, timedelta
from functools import partial
from typing import Any

from django.db.models import Q

from consultations.decisions.enums import LinkKind, Outcome, PromiseState
from consultations.decisions.events import target_of
from consultations.decisions.models import Change, Decision, Passage
from consultations.decisions.operations.dispositions import give_dispositions
from consultations.decisions.operations.links import link_change, mark_own_initiative
from consultations.decisions.operations.promises import make_promise, update_promise
from consultations.decisions.operations.publishing import publish_decision
from consultations.decisions.operations.texts import draft_decision, revise_decision
from consultations.deliberation.enums import ContributionKind
from consultations.deliberation.models import Contribution
from consultations.deliberation.operations import contribute
from consultations.following.operations.announce import announce
from participate.demo.consultation import Telling


class Deciding:
    """Acts of the desk, on the contributions that ``telling`` keeps."""

    def __init__(self, telling: Telling) -> None:
        self.telling, self.words = telling, telling.words["decision"]
        self.script, self.dana = telling.script, telling.dana

    @property
    def decision(self) -> Decision:
        return Decision.objects.get(consultation=self.telling.consultation, slug=self.words["slug"])

    def tell(self) -> None:
        for number, revision in enumerate(self.words["revision"]):
            when = self.script.day(revision["at"])
            self.script.on(when, partial(self._write, number, revision))
            self.script.on(when + timedelta(hours=1), partial(self._explain, number))
        last = self.script.day(self.words["revision"][-1]["at"]) + timedelta(hours=2)
        self.script.on(last, self._answer)
        self.script.on(last + timedelta(hours=1), self._promise)
        for promise in self.words.get("promise", []):
            for news in promise.get("news", []):
                self.script.on(self.script.day(news["at"]), partial(self._news, promise["text"], news))
        for said in self.words.get("said", []):
            self.script.on(self.script.day(said["at"]), partial(self._say, said))
        if "published" in self.words:
            published = self.script.day(self.words["published"])
            self.script.on(published, self._publish)
            self.script.on(published + timedelta(minutes=1), lambda now: announce(now=now))

    def _write(self, number: int, revision: dict[str, Any], now: datetime) -> None:
        common = {"actor": self.dana, "html": revision["html"], "note": revision["note"], "now": now}
        if number:
            revise_decision(decision=self.decision, based_on=number - 1, role=self.words["official"], **common)
        else:
            draft_decision(
                consultation=self.telling.consultation,
                slug=self.words["slug"],
                title=self.words["title"],
                language=self.words["language"],
                role=self.words["official"],
                **common,
            )

    def _say(self, said: dict[str, Any], now: datetime) -> None:
        newest = self.decision.revisions.order_by("-number").first()
        passage = Passage.objects.get(revision=newest, text__contains=said["text"])
        contribute(
            actor=self.telling.people[said["by"]],
            consultation=self.telling.consultation,
            kind=ContributionKind.COMMENT,
            body=said["body"],
            about=target_of(passage),
            stance=said.get("stance", ""),
            language=said["language"],
            now=now,
        )

    def _changes(self, number: int, text: str) -> list[Change]:
        changes = Change.objects.filter(revision__decision=self.decision, revision__number=number)
        found = list(changes.filter(Q(before__contains=text) | Q(after__contains=text)))
        if not found:
            raise LookupError(f"no change of revision {number} holds {text!r}")
        return found

    def _explain(self, number: int, now: datetime) -> None:
        for link in self.words.get("link", []):
            if link["revision"] == number:
                for change in self._changes(number, link["text"]):
                    link_change(
                        actor=self.dana,
                        change=change,
                        contributions=[self.telling.rows[link["contribution"]]],
                        kind=LinkKind(link["kind"]),
                        reason=link["reason"],
                        role=self.words["official"],
                        now=now,
                    )
        for mark in self.words.get("own_initiative", []):
            if mark["revision"] == number:
                changes = self._changes(number, mark["text"])
                mark_own_initiative(
                    actor=self.dana, changes=changes, reason=mark["reason"], role=self.words["official"], now=now
                )

    def _answer(self, now: datetime) -> None:
        for answer in self.words.get("disposition", []):
            give_dispositions(
                actor=self.dana,
                contributions=self._alike(answer["contributions"]),
                outcome=Outcome(answer["outcome"]),
                reason=answer["reason"],
                role=self.words["official"],
                now=now,
            )

    def _alike(self, keys: list[str]) -> list[Contribution]:
        """The contributions named ``keys`` and, in a larger city, the copies of these and of what they absorbed."""
        said = self.telling.words["contribution"]
        absorbed = {one["id"] for one in said if one.get("merged_into") in keys}
        rows = self.telling.rows.items()
        copies = [row for key, row in rows if "/" in key and key.partition("/")[0] in {*keys, *absorbed}]
        return [self.telling.rows[key] for key in keys] + copies

    def _promise(self, now: datetime) -> None:
        for promise in self.words.get("promise", []):
            make_promise(
                actor=self.dana,
                decision=self.decision,
                text=promise["text"],
                owner=promise["owner"],
                due=self.script.day(promise["due"]).date(),
                now=now,
            )

    def _news(self, text: str, news: dict[str, Any], now: datetime) -> None:
        promise = self.decision.promises.get(text=text)
        update_promise(actor=self.dana, promise=promise, state=PromiseState(news["state"]), text=news["text"], now=now)

    def _publish(self, now: datetime) -> None:
        publish_decision(actor=self.dana, decision=self.decision, number=len(self.words["revision"]) - 1, now=now)
