"""``{% panels "fate" contribution %}``: what other districts have to say on this page; and small filters."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal
from typing import Any

from django import template
from django.conf import settings
from django.forms import Form
from django.template.loader import render_to_string
from django.utils.formats import number_format
from django.utils.html import format_html_join
from django.utils.safestring import SafeString

from consultations.deliberation.domain.days import day_words, days_left
from consultations.deliberation.models import Consultation
from consultations.deliberation.web.mapping import map_settings
from consultations.deliberation.web.panels import Slot, in_slot
from consultations.files.models import StoredFile

register = template.Library()


@register.simple_tag(takes_context=True)
def panels(context: template.RequestContext, slot: Slot, thing: Any) -> SafeString:
    request = context["request"]
    shown = in_slot(slot, request, thing)
    return format_html_join("", "{}", ((render_to_string(name, words, request),) for name, words in shown))


@register.inclusion_tag("deliberation/parts/pick.html")
def point_picker(form: Form, consultation: Consultation) -> dict[str, Any]:
    """A map beside the field of a form for a point; nothing where it has none, or the site no map."""
    return {"field": form["point"], "map": map_settings(consultation)} if "point" in form.fields else {"map": {}}


@register.filter
def of(table: Mapping[Any, Any], key: Any) -> Any:
    """``table[key]``, or nothing."""
    return table.get(key)


@register.filter
def day(when: datetime) -> str:
    return day_words(when)


@register.filter
def money(amount: int) -> str:
    """``12,000 €``: whole units of the site's currency in the reader's numbers."""
    return f"{number_format(amount, force_grouping=True)}\u00a0{settings.CURRENCY}".strip()


@register.filter
def degrees(number: Decimal) -> str:
    """As everybody writes them on maps: digits of the Latin script, a point before the decimals."""
    return f"{number:.5f}"


@register.filter
def days_until(now: datetime, until: datetime) -> int:
    return days_left(until, now)


@register.filter
def height_at(file: StoredFile, width: int) -> int:
    """How high a picture is in one of its widths."""
    return max(1, round((file.height or 1) * width / (file.width or 1)))
