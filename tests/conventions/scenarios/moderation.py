"""Reports, decisions, appeals, and fact notes."""

from __future__ import annotations

from consultations.moderation.enums import Action, Concern, NoteAnswer
from consultations.moderation.operations import (
    Finding,
    answer_objection,
    appeal,
    decide,
    decide_appeal,
    object_to_note,
    report,
    write_note,
)
from consultations.people.domain.roles import Role
from consultations.people.operations.roles import grant_role
from tests.consultations.moderation.conftest import RULE, WHY
from tests.conventions.scenarios.scenario import NOW, Scenario, Town, fresh, strangers_account_is_closed


def a_case(town: Town) -> None:
    made = report(actor=town.cast.besnik, contribution=town.mine, concern=Concern.PRIVACY, text="", now=NOW)
    town.held["case"] = made.report.case


def hidden(town: Town) -> None:
    a_case(town)
    decide(actor=town.cast.edon, case=town.held["case"], action=Action.HIDE, reasons=RULE, now=NOW)


def appealed(town: Town) -> None:
    hidden(town)
    appeal(actor=town.cast.amina, case=town.again("case"), text="It names nobody.", now=NOW)


FINDING = Finding("wrong", "The timetable says otherwise.", "https://example.org/timetable")


def noted(town: Town) -> None:
    strangers_account_is_closed(town)
    town.held["note"] = write_note(
        actor=town.cast.edon, contribution=town.mine, claim="Buses should wait", finding=FINDING, signed="Edon", now=NOW
    )


def objected(town: Town) -> None:
    grant_role(actor=None, participant=town.cast.fatima, role=Role.MODERATOR, now=NOW)
    noted(town)
    town.held["objection"] = object_to_note(actor=town.cast.amina, note=town.held["note"], text="No.", now=NOW)


SCENARIOS = {
    write_note: Scenario(
        lambda town, who: write_note(
            actor=who, contribution=town.mine, claim="wait for trains", finding=FINDING, signed="Edon", now=NOW
        ),
        "edon",
        ("moderation.decided",),
    ),
    object_to_note: Scenario(
        lambda town, who: object_to_note(actor=fresh(who), note=town.again("note"), text="No.", now=NOW),
        "amina",
        ("moderation.appealed",),
        given=noted,
    ),
    answer_objection: Scenario(
        lambda town, who: answer_objection(
            actor=fresh(who), objection=town.again("objection"), answer=NoteAnswer.WITHDRAW, reason="Right.", now=NOW
        ),
        "fatima",
        ("moderation.appeal_decided",),
        given=objected,
        stranger="edon",
    ),
    report: Scenario(
        lambda town, who: report(
            actor=who, contribution=fresh(town.mine), concern=Concern.PRIVACY, text="Look at it.", now=NOW
        ),
        "besnik",
        stranger="",
        open_to="anybody may report, without an account too",
    ),
    decide: Scenario(
        lambda town, who: decide(actor=who, case=town.again("case"), action=Action.HIDE, reasons=RULE, now=NOW),
        "edon",
        ("moderation.decided",),
        given=a_case,
        stranger="dana",
    ),
    appeal: Scenario(
        lambda town, who: appeal(actor=who, case=town.again("case"), text="It names nobody.", now=NOW),
        "amina",
        ("moderation.appealed",),
        given=hidden,
    ),
    decide_appeal: Scenario(
        lambda town, who: decide_appeal(
            actor=who, case=town.again("case"), upheld=False, action=Action.RESTORE, reasons=WHY, now=NOW
        ),
        "fatima",
        ("moderation.appeal_decided", "contribution.restored"),
        given=appealed,
        stranger="edon",
    ),
}
