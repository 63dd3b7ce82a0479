"""Days as a sentence names them."""

from __future__ import annotations

from datetime import datetime

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import get_language


def day_words(when: datetime) -> str:
    """``12 December 2026`` in the reader's language and the site's time zone."""
    pattern = "j F Y" if (get_language() or "en").startswith("en") else "DATE_FORMAT"
    return date_format(timezone.localtime(when), pattern)


def days_left(until: datetime, now: datetime) -> int:
    """Whole days from today to the day of ``until``; 0 on the last day, never negative."""
    return max(0, (timezone.localtime(until).date() - timezone.localtime(now).date()).days)
