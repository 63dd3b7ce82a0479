"""Small filters for the pages of decisions."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from django import template
from django.utils.functional import Promise as Words
from django.utils.translation import get_language

from consultations.decisions.models import Promise
from consultations.deliberation.domain.words import in_language

register = template.Library()


@register.filter
def named(name: Mapping[str, str] | str | Words) -> str:
    """Words kept by language, in the reader's; other words as they are."""
    return in_language(name, get_language() or "en") if isinstance(name, Mapping) else str(name)


@register.filter
def late_on(promise: Promise, today: date) -> bool:
    return promise.is_late(today)
