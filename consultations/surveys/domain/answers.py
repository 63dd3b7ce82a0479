"""Reading what was typed into a question, and writing it back into the form.

*Typed* is what a form sent, by name of field. An *answer* is one of
``{"chosen": [ids], "other": text}`` (one choice, several, yes or no, scale), ``{"rows": {row: step}}``,
``{"order": [ids]}``, ``{"number": text}``, ``{"date": "2026-11-02"}``, ``{"text": text, "share": true}``; ``other`` and
``share`` (the person wants it published) only where they are.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from consultations.deliberation.domain import typed_text
from consultations.surveys.domain.questions import OTHER, YES, Item
from consultations.surveys.enums import Kind

Typed = Mapping[str, Sequence[str]]
Answer = dict[str, Any]
LIMITS = {Kind.SHORT: 200, Kind.LONG: 4000}
OTHER_LIMIT = 200
# Digits of Arabic and Persian, their decimal sign, and the comma of many languages.
DIGITS = str.maketrans("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹٫,−", "01234567890123456789..-")


class Unreadable(ValueError):
    """An answer cannot stand. ``field``: the name of the field that is at fault; ``str()`` is for the person."""

    def __init__(self, field: str, reason: str | Promise) -> None:
        super().__init__(str(reason))
        self.field = field


def fields_of(item: Item) -> tuple[str, ...]:
    """The names of its fields, in the order in which they stand."""
    if item.kind == Kind.MATRIX:
        return tuple(f"{item.name}-{row}" for row in item.rows)
    if item.kind == Kind.RANKING:
        return tuple(f"{item.name}-{option}" for option in item.options)
    if item.other:
        return (item.name, f"{item.name}-{OTHER}")
    if item.is_text and item.share:
        return (item.name, f"{item.name}-share")
    return (item.name,) if item.asks else ()


def read(item: Item, typed: Typed) -> Answer | None:
    """The answer that was typed, None where there is none. Raises Unreadable, also where a required one is missing."""
    answer = READERS[item.kind](item, typed)
    if answer is None and item.required:
        raise Unreadable(fields_of(item)[0], _missing(item))
    return answer


def write(item: Item, answer: Mapping[str, Any] | None) -> dict[str, list[str]]:
    """What a form holds that was answered so: ``read(item, write(item, answer)) == answer``."""
    if not answer:
        return {}
    if item.kind == Kind.MATRIX:
        return {f"{item.name}-{row}": [step] for row, step in answer["rows"].items()}
    if item.kind == Kind.RANKING:
        return {f"{item.name}-{option}": [str(place)] for place, option in enumerate(answer["order"], start=1)}
    typed = {item.name: [answer["text"]] if item.is_text else answer.get("chosen") or _only(answer)}
    if answer.get(OTHER):
        typed[f"{item.name}-{OTHER}"] = [answer[OTHER]]
    if answer.get("share"):
        typed[f"{item.name}-share"] = [YES]
    return typed


def _only(answer: Mapping[str, Any]) -> list[str]:
    return [answer[key] for key in ("number", "date") if key in answer]


def _missing(item: Item) -> str:
    return _("Write an answer.") if item.is_text or item.kind in (Kind.NUMBER, Kind.DATE) else _("Choose an answer.")


def _first(typed: Typed, name: str) -> str:
    values = typed.get(name) or [""]
    return values[0].replace("\x00", "").strip()


def _chosen(item: Item, typed: Typed) -> Answer | None:
    given = [value for value in typed.get(item.name, ()) if value]
    if item.kind != Kind.SEVERAL:
        given = given[:1]
    if not set(given) <= set(item.values):
        raise Unreadable(item.name, _("Choose one of the answers offered."))
    if not given:
        return None
    answer: Answer = {"chosen": [value for value in item.values if value in given]}
    if OTHER in answer["chosen"] and item.other:
        answer[OTHER] = _other(item, typed)
    if item.kind == Kind.SEVERAL:
        _check_number_of_choices(item, len(answer["chosen"]))
    return answer


def _other(item: Item, typed: Typed) -> str:
    name = f"{item.name}-{OTHER}"
    words = typed_text.one_line(typed_text.tidy(_first(typed, name)))
    if not words:
        raise Unreadable(name, _("Say what the other one is."))
    if fault := typed_text.fault(words, limit=OTHER_LIMIT):
        raise Unreadable(name, fault)
    return words


def _check_number_of_choices(item: Item, number: int) -> None:
    if item.low is not None and number < item.low:
        least = int(item.low)
        raise Unreadable(item.name, ngettext("Choose at least %(n)s.", "Choose at least %(n)s.", least) % {"n": least})
    if item.high is not None and number > item.high:
        most = int(item.high)
        raise Unreadable(item.name, ngettext("Choose at most %(n)s.", "Choose at most %(n)s.", most) % {"n": most})


def _matrix(item: Item, typed: Typed) -> Answer | None:
    rows = {row: _first(typed, f"{item.name}-{row}") for row in item.rows}
    for row, step in rows.items():
        if step and step not in item.values:
            raise Unreadable(f"{item.name}-{row}", _("Choose one of the answers offered."))
        if not step and item.required:
            raise Unreadable(f"{item.name}-{row}", _("Choose an answer."))
    given = {row: step for row, step in rows.items() if step}
    return {"rows": given} if given else None


def _ranking(item: Item, typed: Typed) -> Answer | None:
    """Places 1, 2, 3 … without a gap, each once; how many may be left out stands in the item."""
    places: dict[int, str] = {}
    for option in item.options:
        name = f"{item.name}-{option}"
        given = _first(typed, name).translate(DIGITS)
        if not given:
            continue
        if not (given.isascii() and given.isdigit() and 1 <= int(given[:4]) <= _places(item)):
            raise Unreadable(name, _("Choose one of the answers offered."))
        if int(given) in places:
            raise Unreadable(name, _("Give each place once."))
        places[int(given)] = option
    if not places:
        return None
    if sorted(places) != list(range(1, len(places) + 1)):
        raise Unreadable(f"{item.name}-{item.options[0]}", _("Begin with place 1 and leave no place out."))
    return {"order": [places[place] for place in sorted(places)]}


def _places(item: Item) -> int:
    return min(int(item.high), len(item.options)) if item.high else len(item.options)


def _number(item: Item, typed: Typed) -> Answer | None:
    given = _first(typed, item.name)
    if not given:
        return None
    try:
        number = Decimal(given.translate(DIGITS).replace(" ", ""))
    except InvalidOperation:
        raise Unreadable(item.name, _("Write a number, such as 12 or 12.5.")) from None
    if not number.is_finite() or abs(number) >= Decimal(10) ** 12 or -int(number.as_tuple().exponent) > 6:
        raise Unreadable(item.name, _("Write a number, such as 12 or 12.5."))
    if item.low is not None and number < item.low:
        raise Unreadable(item.name, _("The smallest number is %(n)s.") % {"n": item.low})
    if item.high is not None and number > item.high:
        raise Unreadable(item.name, _("The largest number is %(n)s.") % {"n": item.high})
    return {"number": _plain(number)}


def _plain(number: Decimal) -> str:
    """Without an exponent, without zeros at its end."""
    plain = f"{number:f}"
    plain = plain.rstrip("0").rstrip(".") if "." in plain else plain
    return "0" if plain in ("-0", "") else plain


def _date(item: Item, typed: Typed) -> Answer | None:
    given = _first(typed, item.name).translate(DIGITS)
    if not given:
        return None
    try:
        when = date.fromisoformat(given)
    except ValueError:
        raise Unreadable(item.name, _("Write the date as year-month-day, such as 2026-11-30.")) from None
    return {"date": when.isoformat()}


def _text(item: Item, typed: Typed) -> Answer | None:
    words = typed_text.tidy(_first(typed, item.name))
    words = typed_text.one_line(words) if item.kind == Kind.SHORT else words
    if not words:
        return None
    if fault := typed_text.fault(words, limit=LIMITS[item.kind]):
        raise Unreadable(item.name, fault)
    answer: Answer = {"text": words}
    if item.share and _first(typed, f"{item.name}-share"):
        answer["share"] = True
    return answer


def _nothing(item: Item, typed: Typed) -> Answer | None:
    return None


READERS = {
    Kind.ONE: _chosen,
    Kind.SEVERAL: _chosen,
    Kind.YES_NO: _chosen,
    Kind.SCALE: _chosen,
    Kind.MATRIX: _matrix,
    Kind.RANKING: _ranking,
    Kind.NUMBER: _number,
    Kind.DATE: _date,
    Kind.SHORT: _text,
    Kind.LONG: _text,
    Kind.WORDS: _nothing,
    Kind.PAGE: _nothing,
}
