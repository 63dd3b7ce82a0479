"""How surveys are called where the record speaks of them."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from consultations.record import naming
from consultations.record.naming import Thing
from consultations.surveys.queries.discussed import find_question
from consultations.surveys.queries.surveys import surveys_for


def surveys(keys: Collection[str], visitor: Any) -> Mapping[str, Thing]:
    found = surveys_for(visitor).filter(pk__in=[int(key) for key in keys if key.isdigit()])
    return {str(one.pk): Thing(one.words, one.get_absolute_url()) for one in found.prefetch_related(None)}


def questions(keys: Collection[str], visitor: Any) -> Mapping[str, Thing]:
    """Those that can be talked about, by their words."""
    found = {key: find_question(key, visitor) for key in keys}
    return {key: Thing(place.words, place.page, place.language) for key, place in found.items() if place}


def register() -> None:
    naming.register_things("survey_question", questions)
    naming.register_things("survey", surveys)
