"""Statements: from residents and from the city, looked at before they are shown where the round says so."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest

from consultations.deliberation.enums import ContributionKind
from consultations.deliberation.errors import Unfit
from consultations.deliberation.models import Contribution
from consultations.deliberation.operations import (
    create_consultation,
    describe_consultation,
    open_consultation,
    revise,
    set_phases,
)
from consultations.deliberation.operations.phases import PhasePlan
from consultations.opinions.enums import Choice, Ground, Look, Results
from consultations.opinions.models import Statement
from consultations.opinions.operations import (
    accept_statements,
    give_opinion,
    hand_in,
    keep_rounds,
    mark_meta,
    reject_statement,
    seed_statements,
    set_up_round,
)
from consultations.opinions.permissions import may_add
from consultations.opinions.queries.rounds import not_shown, shown
from consultations.people.domain.verdict import NotAllowed
from consultations.people.models import Notice
from tests.consultations.opinions.conftest import ACTS, TEXTS, PhaseKind, statements_of

pytestmark = pytest.mark.django_db


def words(consultation) -> list[str]:
    return [each.words for each in shown(consultation).order_by("contribution_id").select_related("contribution")]


def moderated(night, cast, today) -> None:
    set_up_round(actor=cast.dana, consultation=night, moderated=True, results=Results.TAKING_PART, now=today)


def test_seeds_are_shown_in_their_order_as_the_citys(night, cast):
    assert words(night) == list(TEXTS)
    given = Contribution.objects.filter(consultation=night)
    assert {(row.kind, row.author, row.in_scope) for row in given} == {(ContributionKind.STATEMENT, None, False)}


def test_seeds_that_stand_already_are_passed_over(night, cast, today):
    texts = ["  buses should run at night ", "Bikes belong on trains.", "", "Bikes belong on trains."]
    made = seed_statements(actor=cast.dana, consultation=night, texts=texts, now=today)
    assert [each.words for each in statements_of(night)][3:] == ["Bikes belong on trains."]
    assert len(made) == 1


@pytest.mark.parametrize(
    "texts", [[], ["", "  "], ["x" * 201], ["fine", "bad\u202eword"], ["n"] * 1 + [f"s{n}" for n in range(301)]]
)
def test_seeds_that_do_not_fit_change_nothing(night, cast, today, texts):
    with pytest.raises(Unfit):
        seed_statements(actor=cast.dana, consultation=night, texts=texts, now=today)
    assert words(night) == list(TEXTS)


def test_before_the_round_opens_seeds_are_on_no_page_and_not_on_the_record(cast, today):
    plan = create_consultation(actor=cast.dana, slug="plan", now=today)
    describe_consultation(actor=cast.dana, consultation=plan, language="en", title="Plan", question="What?", now=today)
    opens = today + timedelta(days=1)
    phase = PhasePlan(kind=PhaseKind.STATEMENTS, starts_at=opens, ends_at=opens + timedelta(days=3), may=ACTS)
    set_phases(actor=cast.dana, consultation=plan, phases=[phase], now=today)
    seed_statements(actor=cast.dana, consultation=plan, texts=TEXTS, now=today)
    assert not Contribution.objects.filter(consultation=plan).exists()
    open_consultation(actor=cast.dana, consultation=plan, now=opens)
    assert keep_rounds(now=opens) == 3
    assert words(plan) == list(TEXTS)
    assert keep_rounds(now=opens) == 0


def test_a_residents_statement_is_shown_at_once(night, cast, today):
    token = uuid4()
    for _time in range(2):
        hand_in(actor=cast.amina, consultation=night, text=" Taxis \n should be shared. ", submission=token, now=today)
    assert words(night)[3:] == ["Taxis should be shared."]
    assert Contribution.objects.get(body="Taxis should be shared.").author == cast.amina


def test_the_same_words_are_refused_not_alike_ones(night, cast, today):
    with pytest.raises(Unfit, match="word for word"):
        hand_in(actor=cast.amina, consultation=night, text="buses should run at night", now=today)
    hand_in(actor=cast.amina, consultation=night, text="Buses should run all night.", now=today)
    assert len(words(night)) == 4


def test_a_statement_keeps_its_words(night, cast, today):
    statement = hand_in(actor=cast.amina, consultation=night, text="Taxis should be shared.", now=today)
    with pytest.raises(NotAllowed, match="keeps its words"):
        revise(actor=cast.amina, contribution=statement.contribution, body="No taxis.", now=today, seen_revision=0)


class TestLookedAtFirst:
    @pytest.fixture
    def waiting(self, night, cast, today) -> Statement:
        moderated(night, cast, today)
        return hand_in(actor=cast.amina, consultation=night, text="Taxis should be shared.", language="ar", now=today)

    def test_it_waits_unseen(self, waiting, night):
        assert waiting.waits
        assert words(night) == list(TEXTS)
        assert not Contribution.objects.filter(body__contains="Taxis").exists()
        assert not_shown(night).waiting == 1

    @pytest.mark.parametrize("who", ["dana", "edon"])
    def test_taken_up_it_is_its_authors(self, waiting, night, cast, today, who):
        assert accept_statements(actor=getattr(cast, who), statements=[waiting], now=today) == 1
        assert accept_statements(actor=getattr(cast, who), statements=[waiting], now=today) == 0
        given = Contribution.objects.get(body="Taxis should be shared.")
        assert (given.author, given.language, words(night)[3:]) == (cast.amina, "ar", [given.body])

    def test_turned_down_its_author_hears_why_and_everybody_how_many(self, waiting, night, cast, today):
        reject_statement(
            actor=cast.dana, statement=waiting, ground=Ground.SEVERAL, reason="Split it in two.", now=today
        )
        notice = Notice.objects.get(participant=cast.amina)
        assert notice.subject == "Your statement was not taken up"
        for piece in ("Taxis should be shared.", "It says several things at once", "Split it in two."):
            assert piece in notice.text
        assert not_shown(night).turned_down == [("It says several things at once", 1)]
        assert words(night) == list(TEXTS)
        with pytest.raises(Unfit, match="does not wait"):
            reject_statement(actor=cast.dana, statement=waiting, ground=Ground.SAME, reason="", now=today)

    def test_breaking_the_rules_needs_words(self, waiting, cast, today):
        with pytest.raises(Unfit):
            reject_statement(actor=cast.dana, statement=waiting, ground=Ground.RULES, reason=" ", now=today)
        assert Statement.objects.get(pk=waiting.pk).look == Look.NONE

    def test_what_is_shown_cannot_be_turned_down_here(self, one, cast, today):
        with pytest.raises(Unfit, match="does not wait"):
            reject_statement(actor=cast.dana, statement=one, ground=Ground.SAME, reason="", now=today)

    @pytest.mark.parametrize("who", ["amina", "chidi", "gezim", None])
    def test_residents_look_through_nothing(self, waiting, cast, today, who):
        actor = getattr(cast, who) if who else None
        with pytest.raises(NotAllowed):
            accept_statements(actor=actor, statements=[waiting], now=today)
        with pytest.raises(NotAllowed):
            reject_statement(actor=actor, statement=waiting, ground=Ground.SAME, reason="", now=today)
        with pytest.raises(NotAllowed):
            mark_meta(actor=actor, statement=waiting, meta=True, now=today)


def test_only_while_new_statements_are_taken(night, cast, today):
    assert may_add(cast.amina, night, today)
    with pytest.raises(NotAllowed, match="New statements closed on"):
        hand_in(actor=cast.amina, consultation=night, text="Late.", now=today + timedelta(days=10))
    assert not may_add(None, night, today + timedelta(days=10))


class TestRules:
    def test_when_results_are_shown_is_settled_by_the_first_answer(self, night, one, cast, today):
        set_up_round(actor=cast.dana, consultation=night, moderated=False, results=Results.CLOSING, now=today)
        give_opinion(actor=cast.amina, statement=one, choice=Choice.AGREE, now=today)
        with pytest.raises(Unfit, match="answered already"):
            set_up_round(actor=cast.dana, consultation=night, moderated=False, results=Results.TAKING_PART, now=today)
        phase = set_up_round(actor=cast.dana, consultation=night, moderated=True, results=Results.CLOSING, now=today)
        assert phase.settings["opinions"] == {"moderated": True, "results": "closing"}
        assert phase.settings["may"] == [act.value for act in ACTS]

    def test_without_a_phase_for_opinions(self, cast, today):
        plan = create_consultation(actor=cast.dana, slug="plan", now=today)
        with pytest.raises(Unfit, match="First plan a phase"):
            set_up_round(actor=cast.dana, consultation=plan, moderated=True, results=Results.CLOSING, now=today)
