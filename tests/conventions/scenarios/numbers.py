"""Who takes part: the city's list, and counters raised once by each person."""

from __future__ import annotations

from consultations.deliberation.domain.census import CensusLine
from consultations.deliberation.models import TraitValue
from consultations.deliberation.operations.makeup import set_census, tell_about_oneself
from tests.conventions.scenarios.scenario import NOW, Scenario, Town, fresh, strangers_account_is_closed

LINES = [CensusLine("Age", "Under 30", 400), CensusLine("Age", "30 and more", 600)]


def a_list(town: Town) -> None:
    set_census(actor=town.cast.dana, lines=LINES, now=NOW)
    strangers_account_is_closed(town)


SCENARIOS = {
    set_census: Scenario(lambda town, who: set_census(actor=who, lines=LINES, now=NOW), "dana"),
    tell_about_oneself: Scenario(
        lambda town, who: tell_about_oneself(
            actor=who, consultation=fresh(town.consultation), values=[TraitValue.objects.get(key="Under 30")], now=NOW
        ),
        "amina",
        given=a_list,
    ),
}
