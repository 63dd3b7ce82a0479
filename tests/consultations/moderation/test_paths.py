"""Whatever order people act in: nothing is hidden without a statement and notice, and nobody judges an appeal twice."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from django.db import transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from consultations.deliberation.enums import ContributionKind, ContributionState
from consultations.deliberation.models import Contribution
from consultations.deliberation.operations import contribute, withdraw
from consultations.moderation.enums import Action, Concern
from consultations.moderation.errors import Incomplete
from consultations.moderation.models import Case, Statement
from consultations.moderation.operations import appeal, decide, decide_appeal, report
from consultations.people.domain.roles import Role
from consultations.people.domain.verdict import NotAllowed
from consultations.people.models import Notice, Participant
from consultations.people.operations.roles import grant_role
from consultations.record.models import Event
from tests import cast as people
from tests.consultations.deliberation.conftest import make_consultation
from tests.consultations.moderation.conftest import RULE, WHY

NOW = datetime(2026, 11, 2, 9, 30, tzinfo=UTC)
WHO = st.sampled_from(["amina", "besnik", "edon", "fatima", "edon", "fatima"])
ACTIONS = st.sampled_from(Action)
REASONS = st.sampled_from([RULE, RULE, RULE, WHY, replace(RULE, facts=""), replace(RULE, explanation="")])


class Moderation(RuleBasedStateMachine):
    """Amina wrote; Edon and Fatima both may decide and review, so that only the rules keep them apart."""

    def __init__(self) -> None:
        super().__init__()
        self.transaction = transaction.atomic()
        self.transaction.__enter__()
        self.now = NOW + timedelta(hours=1)
        self.people = {name: Participant.objects.get(email=f"{name}@example.org") for name in people.ROLES}
        self.proposal = Contribution.objects.get()
        self.born = {name: getattr(self.proposal, name) for name in ("created_at", "title", "body")}

    def _try(self, act, **how) -> None:  # type: ignore[no-untyped-def]
        self.now += timedelta(minutes=1)
        with suppress(NotAllowed, Incomplete), transaction.atomic():
            act(now=self.now, **how)

    def _case(self) -> Case | None:
        return Case.objects.order_by("-pk").first()

    @rule(who=st.one_of(st.none(), WHO))
    def reports(self, who: str | None) -> None:
        actor = self.people[who] if who else None
        self._try(report, actor=actor, contribution=self.proposal, concern=Concern.PRIVACY, text="")

    @rule(who=WHO, action=ACTIONS, reasons=REASONS)
    def decides(self, who: str, action: Action, reasons) -> None:  # type: ignore[no-untyped-def]
        if case := self._case():
            self._try(decide, actor=self.people[who], case=case, action=action, reasons=reasons)

    @rule(who=WHO)
    def appeals(self, who: str) -> None:
        if case := self._case():
            self._try(appeal, actor=self.people[who], case=case, text="No.")

    @rule(who=WHO, upheld=st.booleans(), action=ACTIONS, reasons=REASONS)
    def decides_the_appeal(self, who: str, upheld: bool, action: Action, reasons) -> None:  # type: ignore[no-untyped-def]
        if case := self._case():
            how = {"upheld": upheld, "action": action, "reasons": reasons}
            self._try(decide_appeal, actor=self.people[who], case=case, **how)

    @rule()
    def author_withdraws(self) -> None:
        self._try(withdraw, actor=self.people["amina"], contribution=self.proposal)

    @invariant()
    def hidden_means_stated_noticed_and_recorded(self) -> None:
        now = Contribution.objects.get(pk=self.proposal.pk)
        hiding = Case.objects.filter(contribution=now, effect=Action.HIDE)
        assert hiding.exists() == (now.state == ContributionState.HIDDEN)
        for case in hiding:
            stated = Statement.objects.filter(case=case, action=Action.HIDE).latest("at")
            assert stated.document is not None
            assert Event.objects.get(public_id=stated.event).data["statement"] == stated.explanation
            assert Notice.objects.filter(participant=self.people["amina"], at=stated.at).exists()

    @invariant()
    def another_person_decides_the_appeal(self) -> None:
        for case in Case.objects.exclude(appeal_decided_by=None):
            assert case.appeal_decided_by_id not in (case.decided_by_id, self.people["amina"].pk)
            assert not case.reports.filter(reporter=case.appeal_decided_by_id).exists()

    @invariant()
    def what_it_says_and_where_it_stands_never_change(self) -> None:
        now = Contribution.objects.get(pk=self.proposal.pk)
        assert {name: getattr(now, name) for name in self.born} == self.born

    def teardown(self) -> None:
        transaction.set_rollback(True)
        self.transaction.__exit__(None, None, None)


def _search(examples: int) -> None:
    """Each run starts from one report about Amina's proposal and is rolled back."""
    cast = people.make()
    for who in (cast.edon, cast.fatima):
        for role in (Role.MODERATOR, Role.APPEAL_REVIEWER):
            grant_role(actor=None, participant=who, role=role, now=NOW)
    words = {"title": "Let buses wait", "body": "Buses should wait.", "kind": ContributionKind.PROPOSAL}
    consultation = make_consultation(cast.dana, "mobility")
    proposal = contribute(actor=cast.amina, consultation=consultation, now=NOW, **words)
    report(actor=None, contribution=proposal, concern=Concern.HATE, text="", now=NOW)
    checks = list(HealthCheck)
    run_state_machine_as_test(
        Moderation,
        settings=settings(max_examples=examples, stateful_step_count=10, deadline=None, suppress_health_check=checks),
    )


def test_no_path_to_hidden_without_statement_and_notice(db):
    _search(40)


@pytest.mark.nightly
def test_no_path_in_two_thousand_either(db):
    _search(2000)
