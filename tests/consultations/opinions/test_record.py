"""What the database says of opinions, held against the record: a row edited behind the product's back is named."""

from __future__ import annotations

import pytest

from consultations.opinions.enums import Choice
from consultations.opinions.models import Opinion, Respondent, Statement
from consultations.opinions.operations import give_opinion, take_back_opinion
from consultations.people.operations.account import change_profile, delete_account
from consultations.record import registry
from consultations.record.operations import sequence
from tests.consultations.opinions.conftest import statements_of
from tests.consultations.test_direct_edits import findings

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def answered(night, cast, today):
    """Given, changed and taken back; one of them by somebody who has another name since, one by nobody any more."""
    one, two, three = statements_of(night)
    for person in (cast.amina, cast.besnik, cast.gezim, cast.chidi):
        give_opinion(actor=person, statement=one, choice=Choice.AGREE, now=today)
    give_opinion(actor=cast.amina, statement=one, choice=Choice.DISAGREE, now=today)
    give_opinion(actor=cast.amina, statement=two, choice=Choice.PASS, now=today)
    take_back_opinion(actor=cast.amina, statement=two, now=today)
    give_opinion(actor=cast.besnik, statement=three, choice=Choice.PASS, now=today)
    change_profile(actor=cast.besnik, pseudonym="River Linden 42", language="en", now=today)
    delete_account(actor=cast.gezim, texts=True, now=today)
    sequence(now=today)
    return one


def test_what_people_did_verifies(answered):
    assert findings() == set()


def test_a_changed_choice_is_named(answered, cast):
    row = Opinion.objects.get(person__participant=cast.chidi)
    Opinion.objects.filter(pk=row.pk).update(choice=-1)
    assert findings() == {f"opinions_opinion {row.pk}"}


def test_an_answer_that_is_gone_is_named(answered, cast):
    Opinion.objects.filter(person__participant=cast.chidi).delete()
    assert f"opinions_opinion of contribution/{answered.contribution_id}" in findings()


def test_an_answer_put_in_is_named(answered, cast, today):
    who = Respondent.objects.create(consultation=answered.consultation, participant=cast.dana)
    event = Opinion.objects.filter(person__participant=cast.amina, current=False).first().event
    Opinion.objects.filter(event=event).update(event=None)
    Opinion.objects.create(statement=answered.contribution, person=who, choice=1, at=today, current=True, event=event)
    assert f"opinions_opinion of contribution/{answered.contribution_id}" in findings()


def test_a_counter_put_up_is_named(answered):
    Statement.objects.filter(pk=answered.pk).update(agree=40)
    assert findings() == {f"opinions_statement {answered.pk}, agree + disagree + passed"}


def test_an_answer_given_to_somebody_else_is_named(answered, cast):
    row = Opinion.objects.get(person__participant=cast.chidi)
    Respondent.objects.filter(pk=row.person_id).update(participant=cast.dana)
    assert findings() == {f"opinions_opinion {row.pk}"}


def test_a_full_receipt_goes_to_its_person_alone(answered, cast):
    event = Opinion.objects.get(person__participant=cast.chidi).event
    assert registry.owns(cast.chidi, event)
    assert not registry.owns(cast.amina, event)
