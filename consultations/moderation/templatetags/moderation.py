"""``{{ note.role|role_words }}``."""

from __future__ import annotations

from django import template

from consultations.people.domain.roles import ROLE_WORDS, Role

register = template.Library()


@register.filter
def role_words(role: str) -> str:
    return str(ROLE_WORDS[Role(role)])
