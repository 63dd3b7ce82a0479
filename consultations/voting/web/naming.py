"""How questions are called where the record speaks of them."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from consultations.deliberation.models import Consultation
from consultations.record import naming
from consultations.record.naming import Thing
from consultations.voting.enums import Method, QuestionState, Rule, Secrecy, Voters
from consultations.voting.models import Question


def questions(keys: Collection[str], visitor: Any) -> Mapping[str, Thing]:
    wanted = [int(key) for key in keys if key.isdigit()]
    visible = Consultation.objects.visible_to(visitor)
    found = Question.objects.filter(pk__in=wanted, consultation__in=visible).exclude(state=QuestionState.DRAFT)
    return {
        str(one.pk): Thing(one.words, one.get_absolute_url(), one.words_language)
        for one in found.select_related("consultation").order_by()
    }


def register() -> None:
    naming.register_things("question", questions)
    naming.register_words("method", Method.choices)
    naming.register_words("counting", Rule.choices)
    naming.register_words("secrecy", Secrecy.choices)
    naming.register_words("voters", Voters.choices)
