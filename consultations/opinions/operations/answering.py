"""Answering a statement, answering otherwise, and taking an answer back."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from consultations.opinions import events
from consultations.opinions.enums import Choice
from consultations.opinions.models import Opinion, Respondent, Statement
from consultations.opinions.permissions import may_answer
from consultations.people.models import Participant
from consultations.people.operations.account import as_they_stand
from consultations.record.models import Event

COUNTERS = {Choice.AGREE: "agree", Choice.DISAGREE: "disagree", Choice.PASS: "passed"}


@transaction.atomic
def give_opinion(
    *,
    actor: Participant | None,
    statement: Statement,
    choice: Choice,
    now: datetime,
    chance: float | None = None,
) -> Opinion:
    """The person's answer from now on; giving the same again changes nothing.

    ``chance``: with which the statement was drawn for them, None where they chose it. Raises NotAllowed.
    """
    person = as_they_stand(actor)
    statement = locked(statement)
    may_answer(person, statement, now).require()
    assert person is not None
    assert statement.contribution is not None
    who, _new = Respondent.objects.get_or_create(consultation=statement.consultation, participant=person)
    standing = _standing(statement, who)
    if standing is not None and standing.choice == choice:
        return standing
    say = events.changed if standing else events.given
    event = say(statement.contribution, person, choice, now=now)
    _count(statement, standing, choice)
    return _keep(statement, who, choice, event, standing, chance)


@transaction.atomic
def take_back_opinion(*, actor: Participant | None, statement: Statement, now: datetime) -> Statement:
    """Takes the person's answer back; without one nothing changes. Raises NotAllowed."""
    person = as_they_stand(actor)
    statement = locked(statement)
    may_answer(person, statement, now).require()
    assert person is not None
    assert statement.contribution is not None
    who = Respondent.objects.filter(consultation=statement.consultation, participant=person).first()
    standing = _standing(statement, who) if who else None
    if who is None or standing is None:
        return statement
    event = events.withdrawn(statement.contribution, person, now=now)
    _count(statement, standing, None)
    _keep(statement, who, None, event, standing, None)
    return statement


def locked(statement: Statement) -> Statement:
    """The row read again under its lock, with what permissions need."""
    return (
        Statement.objects.select_for_update(of=("self",))
        .select_related("consultation", "contribution__consultation", "author")
        .get(pk=statement.pk)
    )


def _standing(statement: Statement, who: Respondent) -> Opinion | None:
    return Opinion.objects.filter(statement=statement.contribution, person=who, current=True).first()


def _keep(
    statement: Statement,
    who: Respondent,
    choice: Choice | None,
    event: Event,
    standing: Opinion | None,
    chance: float | None,
) -> Opinion:
    if standing is not None:
        standing.current = False
        standing.save(update_fields=["current"])
    assert statement.contribution is not None
    return Opinion.objects.create(
        statement=statement.contribution,
        person=who,
        choice=choice,
        at=event.time,
        current=choice is not None,
        event=event,
        chance=chance,
    )


def _count(statement: Statement, standing: Opinion | None, choice: Choice | None) -> None:
    if standing is not None and standing.choice is not None:
        before = COUNTERS[Choice(standing.choice)]
        setattr(statement, before, getattr(statement, before) - 1)
    if choice is not None:
        setattr(statement, COUNTERS[choice], getattr(statement, COUNTERS[choice]) + 1)
    statement.save(update_fields=list(COUNTERS.values()))
