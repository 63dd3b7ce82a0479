"""A ballot counts once, the last one of each voter, and only between opening and closing."""

from __future__ import annotations

import pytest
from django.db import IntegrityError, transaction

from consultations.deliberation.errors import Unfit
from consultations.people.domain.verdict import NotAllowed
from consultations.record.models import Disclosure, Event
from consultations.voting.enums import BallotState, Paper, Shown
from consultations.voting.errors import UnfitBallot
from consultations.voting.models import Ballot
from consultations.voting.operations import cast as cast_ballot
from consultations.voting.operations import close_question, enter_paper, open_question, prepare_question
from consultations.voting.permissions import may_see_result
from tests.consultations.voting.conftest import AFTER, CLOSES, NOW, OPENS, ask, plan_of


def events(*types: str) -> list[str]:
    return list(Event.objects.filter(type__in=types).order_by("position").values_list("type", flat=True))


def rows(question) -> list[tuple[str, object]]:
    return list(Ballot.objects.filter(question=question).order_by("pk").values_list("state", "choice"))


def test_a_ballot_stands_with_its_choice_and_the_record_shows_no_choice(cast, question):
    ballot = cast_ballot(actor=cast.amina, question=question, choice=[3, 1], now=NOW)
    assert (ballot.choice, ballot.state, ballot.channel) == ([1, 3], BallotState.STANDING, "web")
    event = ballot.event
    assert (event.type, event.subject, event.data) == ("ballot.cast", question.subject, {"channel": "web"})
    assert event.time == NOW.replace(second=0)
    held = Disclosure.objects.filter(event=event).order_by("name").values_list("name", "public")
    assert list(held) == [("choice", False), ("participant", False)]


def test_the_last_ballot_of_a_person_counts_and_the_earlier_one_keeps_no_choice(cast, question):
    cast_ballot(actor=cast.amina, question=question, choice=[1], now=NOW)
    cast_ballot(actor=cast.amina, question=question, choice=[2], now=NOW)
    assert rows(question) == [("replaced", None), ("standing", [2])]
    assert events("ballot.cast", "ballot.replaced") == ["ballot.cast", "ballot.replaced"]


def test_the_same_ballot_again_changes_nothing(cast, question):
    first = cast_ballot(actor=cast.amina, question=question, choice=[1, 2], now=NOW)
    assert cast_ballot(actor=cast.amina, question=question, choice=[2, 1], now=NOW) == first
    assert events("ballot.cast", "ballot.replaced") == ["ballot.cast"]


def test_the_database_keeps_a_second_ballot_out(cast, question):
    ballot = cast_ballot(actor=cast.amina, question=question, choice=[1], now=NOW)
    other = cast_ballot(actor=cast.besnik, question=question, choice=[1], now=NOW)
    with pytest.raises(IntegrityError), transaction.atomic():
        Ballot.objects.filter(pk=other.pk).update(participant=ballot.participant)


@pytest.mark.parametrize(
    ("when", "sentence"),
    [(OPENS.replace(year=2025), "Voting opens on 1 November 2026."), (AFTER, "Voting closed on 12 December 2026.")],
)
def test_only_while_the_phase_is_open(cast, question, when, sentence):
    with pytest.raises(NotAllowed, match=sentence):
        cast_ballot(actor=cast.amina, question=question, choice=[1], now=when)


def test_not_before_the_question_is_opened_nor_by_nobody_nor_when_it_is_closed(cast, vote):
    draft = prepare_question(actor=cast.dana, consultation=vote, plan=plan_of(vote), now=NOW)
    with pytest.raises(NotAllowed) as refused:
        cast_ballot(actor=cast.amina, question=draft, choice=[1], now=NOW)
    assert refused.value.hidden
    question = open_question(actor=cast.dana, question=draft, now=NOW)
    with pytest.raises(NotAllowed, match="Sign in to vote."):
        cast_ballot(actor=None, question=question, choice=[1], now=NOW)
    close_question(actor=cast.dana, question=question, reason="Enough.", now=NOW)
    with pytest.raises(NotAllowed, match="Voting on this question is over."):
        cast_ballot(actor=cast.amina, question=question, choice=[1], now=NOW)
    assert rows(question) == []


def test_an_unfit_ballot_leaves_the_earlier_one_standing(cast, vote):
    question = ask(cast, vote, limit=1)
    cast_ballot(actor=cast.amina, question=question, choice=[1], now=NOW)
    with pytest.raises(UnfitBallot, match=r"Choose at most 1 option. You chose 2."):
        cast_ballot(actor=cast.amina, question=question, choice=[1, 2], now=NOW)
    assert rows(question) == [("standing", [1])]


class TestPaper:
    def test_an_officer_enters_a_numbered_sheet_once(self, cast, vote):
        question = ask(cast, vote, paper=Paper.LAST)
        ballot = enter_paper(actor=cast.chidi, question=question, choice=[2], sheet=" 17 ", now=AFTER)
        assert (ballot.sheet, ballot.channel, ballot.participant) == ("17", "paper", None)
        with pytest.raises(Unfit, match="A ballot with this number is entered already") as refused:
            enter_paper(actor=cast.chidi, question=question, choice=[1], sheet="17", now=AFTER)
        assert refused.value.field == "sheet"
        enter_paper(actor=cast.chidi, question=question, choice=[1], sheet="17", correct=True, now=AFTER)
        assert rows(question) == [("replaced", None), ("standing", [1])]

    @pytest.mark.parametrize(
        ("who", "paper", "sentence"),
        [
            ("amina", Paper.LAST, "Only staff can enter ballots on paper."),
            ("edon", Paper.LAST, "Only staff can enter ballots on paper."),
            ("dana", Paper.NONE, "This question takes no ballots on paper."),
        ],
    )
    def test_refused(self, cast, vote, who, paper, sentence):
        question = ask(cast, vote, paper=paper)
        with pytest.raises(NotAllowed, match=sentence):
            enter_paper(actor=getattr(cast, who), question=question, choice=[1], sheet="1", now=NOW)

    def test_a_sheet_needs_its_number(self, cast, vote):
        question = ask(cast, vote, paper=Paper.LAST)
        with pytest.raises(Unfit, match="Enter the number of the sheet"):
            enter_paper(actor=cast.dana, question=question, choice=[1], sheet=" ", now=NOW)


@pytest.mark.parametrize(
    ("shown", "voted", "now", "seen"),
    [
        (Shown.AT_CLOSING, True, NOW, False),
        (Shown.AFTER_VOTING, False, NOW, False),
        (Shown.AFTER_VOTING, True, NOW, True),
        (Shown.AT_CLOSING, False, CLOSES, False),
    ],
)
def test_who_sees_a_result_before_it_is_counted(cast, vote, shown, voted, now, seen):
    question = ask(cast, vote, shown=shown)
    assert bool(may_see_result(cast.amina, question, has_voted=voted)) is seen
