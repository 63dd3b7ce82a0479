"""Rounds of opinions: answering, statements and their rules."""

from __future__ import annotations

from consultations.opinions.enums import Choice, Ground, Results
from consultations.opinions.operations import (
    accept_statements,
    give_opinion,
    hand_in,
    mark_meta,
    reject_statement,
    seed_statements,
    set_up_round,
    take_back_opinion,
)
from tests.consultations.opinions.conftest import make_round, statements_of
from tests.conventions.scenarios.scenario import NOW, Scenario, Town, strangers_account_is_closed


def a_round(town: Town) -> None:
    strangers_account_is_closed(town)
    town.held["night"] = make_round(town.cast.dana, NOW)
    town.held["one"] = statements_of(town.held["night"])[0]


def an_answer(town: Town) -> None:
    a_round(town)
    give_opinion(actor=town.cast.amina, statement=town.held["one"], choice=Choice.AGREE, now=NOW)


def one_that_waits(town: Town) -> None:
    a_round(town)
    night = town.held["night"]
    set_up_round(actor=town.cast.dana, consultation=night, moderated=True, results=Results.TAKING_PART, now=NOW)
    town.held["waiting"] = hand_in(actor=town.cast.amina, consultation=night, text="Share taxis.", now=NOW)


SCENARIOS = {
    give_opinion: Scenario(
        lambda town, who: give_opinion(actor=who, statement=town.again("one"), choice=Choice.PASS, now=NOW),
        "amina",
        ("opinion.given",),
        given=a_round,
    ),
    take_back_opinion: Scenario(
        lambda town, who: take_back_opinion(actor=who, statement=town.again("one"), now=NOW),
        "amina",
        ("opinion.withdrawn",),
        given=an_answer,
    ),
    hand_in: Scenario(
        lambda town, who: hand_in(actor=who, consultation=town.again("night"), text="Share taxis.", now=NOW),
        "amina",
        ("contribution.published",),
        given=a_round,
    ),
    seed_statements: Scenario(
        lambda town, who: seed_statements(actor=who, consultation=town.again("night"), texts=["Share taxis."], now=NOW),
        "dana",
        ("contribution.published",),
        given=a_round,
    ),
    accept_statements: Scenario(
        lambda town, who: accept_statements(actor=who, statements=[town.again("waiting")], now=NOW),
        "edon",
        ("contribution.published",),
        given=one_that_waits,
    ),
    reject_statement: Scenario(
        lambda town, who: reject_statement(
            actor=who, statement=town.again("waiting"), ground=Ground.SAME, reason="", now=NOW
        ),
        "dana",
        given=one_that_waits,
    ),
    mark_meta: Scenario(
        lambda town, who: mark_meta(actor=who, statement=town.again("one"), meta=True, now=NOW), "dana", given=a_round
    ),
    set_up_round: Scenario(
        lambda town, who: set_up_round(
            actor=who, consultation=town.again("night"), moderated=True, results=Results.CLOSING, now=NOW
        ),
        "dana",
        given=a_round,
    ),
}
