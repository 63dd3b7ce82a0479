"""Agendas of live sessions: saved, changed, rehearsed."""

from __future__ import annotations

from realtime.domain.revise import Copy
from realtime.operations.agenda import revise_agenda
from realtime.operations.rehearse import begin_rehearsal, end_rehearsal
from realtime.operations.templates import delete_template, rename_template, save_template
from tests.conventions.scenarios.scenario import NOW, Scenario, Town
from tests.realtime.rooms import AGENDA, make_room


def a_saved_agenda(town: Town) -> None:
    town.held["saved"] = save_template(actor=town.cast.chidi, name="Evenings", agenda=AGENDA, language="en", now=NOW)


def a_session(town: Town) -> None:
    town.held["session"] = make_room(town.cast.chidi, NOW, slug="bus-line").session


def a_rehearsal(town: Town) -> None:
    a_session(town)
    town.held["copy"] = begin_rehearsal(actor=town.cast.chidi, session=town.held["session"], ghosts=5, now=NOW)


SCENARIOS = {
    begin_rehearsal: Scenario(
        lambda town, who: begin_rehearsal(actor=who, session=town.again("session"), ghosts=5, now=NOW),
        "chidi",
        given=a_session,
    ),
    end_rehearsal: Scenario(
        lambda town, who: end_rehearsal(actor=who, session=town.again("copy"), now=NOW), "chidi", given=a_rehearsal
    ),
    revise_agenda: Scenario(
        lambda town, who: revise_agenda(actor=who, session=town.again("session"), change=Copy("ideas"), now=NOW),
        "chidi",
        given=a_session,
    ),
    save_template: Scenario(
        lambda town, who: save_template(actor=who, name="Evenings", agenda=AGENDA, language="en", now=NOW), "chidi"
    ),
    rename_template: Scenario(
        lambda town, who: rename_template(actor=who, template=town.again("saved"), name="Mornings"),
        "chidi",
        given=a_saved_agenda,
    ),
    delete_template: Scenario(
        lambda town, who: delete_template(actor=who, template=town.again("saved")), "chidi", given=a_saved_agenda
    ),
}
