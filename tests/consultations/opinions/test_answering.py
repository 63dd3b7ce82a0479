"""Answering statements: one answer each, changed and taken back, on the record without saying whose or what."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from consultations.deliberation.operations import hide, withdraw
from consultations.opinions.enums import Choice
from consultations.opinions.models import Opinion, Respondent, Statement
from consultations.opinions.operations import give_opinion, hand_in, take_back_opinion
from consultations.opinions.permissions import may_answer
from consultations.opinions.queries.mine import given_by, handed_in_by
from consultations.people.domain.verdict import NotAllowed
from consultations.people.operations.account import change_profile, delete_account
from consultations.record.models import Disclosure, Event, Pending
from tests.consultations.opinions.conftest import statements_of

pytestmark = pytest.mark.django_db


def counters(statement: Statement) -> tuple[int, int, int]:
    statement.refresh_from_db()
    return statement.agree, statement.disagree, statement.passed


def entries(statement: Statement) -> list[str]:
    found = Event.objects.filter(subject=f"contribution/{statement.contribution_id}", type__startswith="opinion.")
    return [event.type for event in found.order_by("position")]


def test_one_answer_of_a_person_on_a_statement_whatever_they_do(one, cast, today):
    for choice in (Choice.AGREE, Choice.AGREE, Choice.PASS, Choice.DISAGREE):
        give_opinion(actor=cast.amina, statement=one, choice=choice, now=today)
    give_opinion(actor=cast.besnik, statement=one, choice=Choice.AGREE, now=today)
    assert counters(one) == (1, 1, 0)
    assert Opinion.objects.filter(current=True).count() == 2
    assert entries(one) == ["opinion.given", "opinion.changed", "opinion.changed", "opinion.given"]


def test_taken_back_it_counts_no_more_and_can_be_given_again(one, cast, today):
    give_opinion(actor=cast.amina, statement=one, choice=Choice.AGREE, now=today)
    for _time in range(2):
        take_back_opinion(actor=cast.amina, statement=one, now=today)
    assert counters(one) == (0, 0, 0)
    give_opinion(actor=cast.amina, statement=one, choice=Choice.PASS, now=today)
    assert counters(one) == (0, 0, 1)
    assert entries(one) == ["opinion.given", "opinion.withdrawn", "opinion.given"]


def test_the_database_keeps_one_current_opinion(one, cast, today):
    given = give_opinion(actor=cast.amina, statement=one, choice=Choice.AGREE, now=today)
    with pytest.raises(IntegrityError), transaction.atomic():
        Opinion.objects.create(statement=given.statement, person=given.person, choice=0, at=today, current=True)
    with pytest.raises(IntegrityError), transaction.atomic():
        Respondent.objects.create(consultation=one.consultation, participant=cast.amina)


def test_nothing_that_is_public_says_who_or_what(one, cast, today):
    given = give_opinion(actor=cast.amina, statement=one, choice=Choice.DISAGREE, now=today)
    assert given.event is not None
    leaf = bytes(Pending.objects.get(event=given.event).leaf).decode()
    assert "Amina" not in leaf
    assert "disagree" not in leaf
    held = Disclosure.objects.filter(event=given.event)
    assert {(row.name, row.public) for row in held} == {("participant", False), ("choice", False)}
    assert (given.at.second, given.at.microsecond, given.event.public_id.version) == (0, 0, 4)


def test_an_author_has_not_answered_by_writing(night, cast, today):
    statement = hand_in(actor=cast.amina, consultation=night, text="Taxis should be shared.", now=today)
    assert counters(statement) == (0, 0, 0)
    assert bool(may_answer(cast.amina, statement, today))
    assert not Opinion.objects.exists()


@pytest.mark.parametrize("act", ["give", "back"])
def test_refused(one, cast, today, act):
    def do(who, statement=one, now=today):
        if act == "give":
            give_opinion(actor=who, statement=statement, choice=Choice.AGREE, now=now)
        else:
            take_back_opinion(actor=who, statement=statement, now=now)

    with pytest.raises(NotAllowed, match="Sign in"):
        do(None)
    with pytest.raises(NotAllowed, match="closed on"):
        do(cast.amina, now=today + timedelta(days=10))
    other, third = statements_of(one.consultation)[1:]
    hide(contribution=other.contribution, now=today)
    with pytest.raises(NotAllowed, match="hidden by a moderation decision"):
        do(cast.amina, other)
    cast.besnik.is_active = False
    cast.besnik.save()
    with pytest.raises(NotAllowed, match="This account is closed"):
        do(cast.besnik, third)
    assert not Opinion.objects.exists()


def test_a_statement_that_waits_cannot_be_answered(night, cast, today):
    waiting = Statement.objects.create(consultation=night, text="Walk.", handed_in_at=today)
    with pytest.raises(NotAllowed) as refused:
        give_opinion(actor=cast.amina, statement=waiting, choice=Choice.AGREE, now=today)
    assert refused.value.hidden


def test_a_withdrawn_statement_cannot_be_answered(night, cast, today):
    statement = hand_in(actor=cast.amina, consultation=night, text="Taxis should be shared.", now=today)
    withdraw(actor=cast.amina, contribution=statement.contribution, now=today)
    with pytest.raises(NotAllowed, match="withdrew"):
        give_opinion(actor=cast.besnik, statement=statement, choice=Choice.AGREE, now=today)


class TestMyData:
    def test_everything_is_in_the_file(self, one, cast, today):
        give_opinion(actor=cast.amina, statement=one, choice=Choice.AGREE, now=today, chance=0.25)
        take_back_opinion(actor=cast.amina, statement=one, now=today)
        rows = given_by(cast.amina)
        told = [(row["choice"], row["counts_now"], row["drawn_with_chance"]) for row in rows]
        assert told == [("agree", False, 0.25), ("taken back", False, None)]
        assert {row["consultation"] for row in rows} == {"night-buses"}
        assert all(row["record_entry"] for row in rows)
        assert given_by(cast.besnik) == []

    def test_after_the_account_is_gone_answers_count_and_are_nobodys(self, night, one, cast, today):
        give_opinion(actor=cast.amina, statement=one, choice=Choice.DISAGREE, now=today)
        Statement.objects.create(consultation=night, author=cast.amina, text="A secret wish.", handed_in_at=today)
        delete_account(actor=cast.amina, texts=True, now=today)
        assert counters(one) == (0, 1, 0)
        assert [row.participant_id for row in Respondent.objects.all()] == [None]
        assert not Disclosure.objects.filter(event__type__startswith="opinion.").exists()
        assert not Statement.objects.filter(text="A secret wish.").exists()
        assert (given_by(cast.amina), handed_in_by(cast.amina)) == ([], [])

    def test_after_a_change_of_name_the_old_one_stands_nowhere(self, one, cast, today):
        give_opinion(actor=cast.amina, statement=one, choice=Choice.AGREE, now=today)
        change_profile(actor=cast.amina, pseudonym="River Linden 42", language="en", now=today)
        names = Disclosure.objects.filter(event__type="opinion.given").values_list("name", flat=True)
        assert list(names) == ["choice"]
        assert given_by(cast.amina)[0]["choice"] == "agree"
