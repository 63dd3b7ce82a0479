"""Ballots on paper entered outside the desk: one after another, the last one taken back with a reason."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from consultations.deliberation.errors import Unfit
from consultations.people.domain.verdict import NotAllowed
from consultations.record.models import Event
from consultations.voting.enums import Paper
from consultations.voting.models import Ballot
from consultations.voting.operations import (
    close_question,
    enter_paper,
    open_question,
    prepare_question,
    take_back_paper,
)
from consultations.voting.queries.record import expected_questions
from tests.consultations.voting.conftest import NOW, ask, make_vote, plan_of


@pytest.fixture
def question(cast):
    """Open now, for a page reads the clock itself."""
    consultation = make_vote(cast.dana)
    phase = consultation.phases.get()
    phase.starts_at, phase.ends_at = timezone.now() - timedelta(days=1), timezone.now() + timedelta(days=1)
    phase.save()
    return ask(cast, consultation, paper=Paper.LAST)


@pytest.fixture
def address(question) -> str:
    return f"/consultations/budget/vote/{question.pk}/paper/"


def states() -> list[tuple[str, str, object]]:
    return list(Ballot.objects.order_by("pk").values_list("sheet", "state", "choice"))


def test_a_facilitator_enters_one_after_another_and_takes_the_last_one_back(client, cast, question, address):
    client.force_login(cast.chidi)
    for sheet, choice in (("1", ["1"]), ("2", ["2", "3"])):
        assert client.post(address, {"sheet": sheet, "choice": choice}).url == address
    assert client.get(address).context["last"].sheet == "2"
    client.post(f"{address}take-back/", {"reason": "Sheet 2 says only Lamps."})
    assert states() == [("1", "standing", [1]), ("2", "withdrawn", None)]
    assert client.get(address).context["last"] is None
    client.post(address, {"sheet": "2", "choice": ["3"]})
    assert states()[-1] == ("2", "standing", [3])
    event = Event.objects.get(type="ballot.withdrawn")
    assert event.data == {"channel": "paper", "reason": "Sheet 2 says only Lamps."}


def test_the_record_counts_what_stands(cast, question):
    first = enter_paper(actor=cast.chidi, question=question, choice=[1], sheet="1", now=timezone.now())
    enter_paper(actor=cast.chidi, question=question, choice=[1], sheet="2", now=timezone.now())
    take_back_paper(actor=cast.chidi, ballot=first, reason="Twice.", now=timezone.now())
    close_question(actor=cast.dana, question=question, reason="Enough.", now=timezone.now())
    closed = Event.objects.get(type="question.closed")
    assert closed.data["ballots"] == question.tally.ballots == 1
    assert len(list(expected_questions())) > 0


@pytest.mark.parametrize("reason", ["", "  ", "x" * 201])
def test_without_a_short_reason_it_stands(cast, question, reason):
    ballot = enter_paper(actor=cast.chidi, question=question, choice=[1], sheet="1", now=timezone.now())
    with pytest.raises(Unfit):
        take_back_paper(actor=cast.chidi, ballot=ballot, reason=reason, now=timezone.now())
    assert states() == [("1", "standing", [1])]


def test_after_the_time_for_it_or_as_a_correction_it_stands(cast, question):
    now = timezone.now()
    first = enter_paper(actor=cast.chidi, question=question, choice=[1], sheet="1", now=now)
    with pytest.raises(NotAllowed, match="More than a minute"):
        take_back_paper(actor=cast.chidi, ballot=first, reason="Late.", now=first.at + timedelta(minutes=2))
    corrected = enter_paper(actor=cast.chidi, question=question, choice=[2], sheet="1", correct=True, now=now)
    for ballot in (first, corrected):
        with pytest.raises(NotAllowed, match="Enter it again as a correction"):
            take_back_paper(actor=cast.chidi, ballot=ballot, reason="Wrong.", now=now)


@pytest.mark.parametrize("who", ["amina", "besnik"])
def test_residents_neither_see_the_page_nor_take_anything_back(client, cast, question, address, who):
    ballot = enter_paper(actor=cast.chidi, question=question, choice=[1], sheet="1", now=timezone.now())
    client.force_login(getattr(cast, who))
    answers = [client.get(address), client.post(address, {"sheet": "2", "choice": ["1"]})]
    answers.append(client.post(f"{address}take-back/", {"reason": "Mine."}))
    assert [answer.status_code for answer in answers] == [403, 403, 403]
    with pytest.raises(NotAllowed):
        take_back_paper(actor=getattr(cast, who), ballot=ballot, reason="Mine.", now=timezone.now())
    assert states() == [("1", "standing", [1])]
    page = client.get(f"/consultations/budget/vote/{question.pk}/").content.decode()
    assert "Enter ballots on paper" not in page


def test_staff_find_the_page_below_the_vote_and_a_number_typed_twice_is_told(client, cast, question, address):
    client.force_login(cast.chidi)
    assert address in client.get(f"/consultations/budget/vote/{question.pk}/").content.decode()
    client.post(address, {"sheet": "1", "choice": ["1"]})
    answer = client.post(address, {"sheet": "1", "choice": ["2"]})
    page = answer.content.decode()
    assert (answer.status_code, "entered already, with another choice" in page) == (422, True)
    client.post(address, {"sheet": "1", "choice": ["2"], "correct": "on"})
    assert states() == [("1", "replaced", None), ("1", "standing", [2])]
    assert client.get(address).context["last"] is None


def test_a_budget_may_ask_for_fewest_votes_only_where_most_votes_decide(cast):
    consultation = make_vote(cast.dana)
    plan = plan_of(consultation, "Trees:300 Lamps:200", total=500, threshold=3, rule="equal_shares")
    with pytest.raises(Unfit) as refusal:
        prepare_question(actor=cast.dana, consultation=consultation, plan=plan, now=NOW)
    assert refusal.value.field == "threshold"
    with pytest.raises(Unfit):
        prepare_question(actor=cast.dana, consultation=consultation, plan=plan_of(consultation, threshold=3), now=NOW)
    fit = plan_of(consultation, "Trees:300 Lamps:200", total=500, threshold=3, rule="greedy")
    question = prepare_question(actor=cast.dana, consultation=consultation, plan=fit, now=NOW)
    assert open_question(actor=cast.dana, question=question, now=NOW).threshold == 3
