"""Templates of the city."""

from __future__ import annotations

from cms.operations.courses import delete_course, fill_from_course, rename_course, save_course
from tests.conventions.scenarios.scenario import NOW, Scenario, Town, fresh


def a_saved_course(town: Town) -> None:
    town.held["saved"] = save_course(
        actor=town.cast.dana, consultation=town.consultation, name="Usual", with_texts=True, now=NOW
    )


SCENARIOS = {
    save_course: Scenario(
        lambda town, who: save_course(
            actor=who, consultation=town.consultation, name="Usual", with_texts=True, now=NOW
        ),
        "dana",
    ),
    rename_course: Scenario(
        lambda town, who: rename_course(actor=who, saved=town.again("saved"), name="Other", now=NOW),
        "dana",
        given=a_saved_course,
    ),
    delete_course: Scenario(
        lambda town, who: delete_course(actor=who, saved=town.again("saved"), now=NOW), "dana", given=a_saved_course
    ),
    fill_from_course: Scenario(
        lambda town, who: fill_from_course(
            actor=who,
            consultation=fresh(town.consultation),
            course={"phases": [], "card": {"name": {"en": "The account"}}},
            phases={},
            now=NOW,
        ),
        "dana",
    ),
}
