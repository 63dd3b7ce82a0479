"""``{{ head|words }}``: the words and the hint of a question in the reader's language; nothing of no question."""

from __future__ import annotations

from django import template

from consultations.surveys.models import Question
from consultations.surveys.web.forms import words_in

register = template.Library()


@register.filter
def words(question: Question | None) -> str:
    return words_in(question.words) if question else ""


@register.filter
def hint(question: Question | None) -> str:
    return words_in(question.hint) if question else ""
