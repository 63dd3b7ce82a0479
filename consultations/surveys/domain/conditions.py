"""Which questions a person is asked, given what they answered. Only earlier answers to closed questions count.

A question that is not asked has no answer, whatever was chosen in it before its condition fell.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from consultations.surveys.domain.questions import Item, may_be_source
from consultations.surveys.enums import Kind

Answers = Mapping[int, Mapping[str, Any]]
"""The number of a question → its answer (domain/answers.py)."""


def asked(items: Sequence[Item], answers: Answers) -> frozenset[int]:
    """The ids of the items that a person comes to see, pages and words among them.

    An item on a page that is not shown is not shown. One pass: conditions look back only, and what they look back to
    has been decided by then.
    """
    seen: set[int] = set()
    page_shown = True
    for item in items:
        holds = _holds(item, seen, answers)
        if item.kind == Kind.PAGE:
            page_shown = holds
        if holds and page_shown:
            seen.add(item.id)
    return frozenset(seen)


def _holds(item: Item, seen: set[int], answers: Answers) -> bool:
    if item.depends_on is None:
        return True
    if item.depends_on not in seen:
        return False
    chosen = answers.get(item.depends_on, {}).get("chosen", ())
    return not item.depends_values.isdisjoint(chosen)


def counting(items: Sequence[Item], answers: Answers) -> dict[int, Mapping[str, Any]]:
    """Those of ``answers`` that count: to questions that are asked."""
    seen = asked(items, answers)
    return {item.id: answers[item.id] for item in items if item.id in seen and item.asks and item.id in answers}


def order_fault(items: Sequence[Item]) -> tuple[int, str | Promise] | None:
    """The id of the first item whose condition cannot stand in this order, with the reason; none if all can."""
    earlier: dict[int, Item] = {}
    for item in items:
        if item.depends_on is not None:
            source = earlier.get(item.depends_on)
            if source is None:
                return item.id, _("A question can depend on an earlier question only.")
            if not may_be_source(source):
                return item.id, _("A question can depend on a question with choices only.")
            if not item.depends_values or not item.depends_values <= set(source.values):
                return item.id, _("Choose the answers on which it depends.")
        earlier[item.id] = item
    return None
