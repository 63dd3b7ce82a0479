"""Confirming who people are: letters, the desk, taking back."""

from __future__ import annotations

from consultations.people.domain.roles import Role
from consultations.people.enums import Level
from consultations.people.operations.code_letters import (
    ask_letter,
    confirm_printed,
    drop_letter,
    enter_letter_code,
    make_letters,
)
from consultations.people.operations.desk import confirm_at_desk, look_up_number, new_desk_number
from consultations.people.operations.roles import grant_role
from consultations.people.operations.verifying import take_back, verify_by_provider
from tests.conventions.scenarios.scenario import NOW, Scenario, Town, fresh, strangers_account_is_closed

ADDRESS = "Amina\nLinden Street 4\n1010 Port Luma"


def a_registrar(town: Town) -> None:
    """Edon is one beside his own work."""
    grant_role(actor=None, participant=town.cast.edon, role=Role.REGISTRAR, now=NOW)


def a_letter(town: Town) -> None:
    strangers_account_is_closed(town)
    a_registrar(town)
    town.held["letter"] = ask_letter(actor=town.cast.amina, address=ADDRESS, language="en", now=NOW)


def a_made_letter(town: Town) -> None:
    a_letter(town)
    town.held["code"] = make_letters(actor=fresh(town.cast.edon), now=NOW)[0].code


def a_number(town: Town) -> None:
    a_registrar(town)
    town.held["number"] = new_desk_number(actor=town.cast.amina, now=NOW)


def a_confirmation(town: Town) -> None:
    a_registrar(town)
    town.held["given"] = verify_by_provider(participant=town.cast.amina, level=Level.PERSON, now=NOW)


SCENARIOS = {
    ask_letter: Scenario(
        lambda town, who: ask_letter(actor=who, address=ADDRESS, language="en", now=NOW),
        "amina",
        given=strangers_account_is_closed,
    ),
    drop_letter: Scenario(lambda town, who: drop_letter(actor=who, now=NOW), "amina", given=a_letter),
    make_letters: Scenario(lambda town, who: make_letters(actor=fresh(who), now=NOW), "edon", given=a_letter),
    confirm_printed: Scenario(
        lambda town, who: confirm_printed(actor=fresh(who), letters=[town.held["letter"].pk], now=NOW),
        "edon",
        given=a_made_letter,
        stranger="dana",
    ),
    enter_letter_code: Scenario(
        lambda town, who: enter_letter_code(actor=who, code=town.held["code"], now=NOW), "amina", given=a_made_letter
    ),
    new_desk_number: Scenario(
        lambda town, who: new_desk_number(actor=who, now=NOW), "amina", given=strangers_account_is_closed
    ),
    look_up_number: Scenario(
        lambda town, who: look_up_number(actor=fresh(who), number=town.held["number"], now=NOW),
        "edon",
        given=a_number,
        stranger="chidi",
    ),
    confirm_at_desk: Scenario(
        lambda town, who: confirm_at_desk(actor=fresh(who), number=town.held["number"], now=NOW),
        "edon",
        given=a_number,
        stranger="chidi",
    ),
    take_back: Scenario(
        lambda town, who: take_back(actor=fresh(who), verification=town.again("given"), reason="Moved.", now=NOW),
        "edon",
        given=a_confirmation,
        stranger="dana",
    ),
}
