"""Rows edited behind the product's back do not agree with the record any more, and are named."""

from __future__ import annotations

import pytest

from consultations.decisions.checks import expected_dispositions, expected_links, expected_promises, expected_texts
from consultations.decisions.models import Disposition, Link, Passage, Promise
from consultations.record.models import Event
from tests.consultations.decisions.web.test_pages import story

__all__ = ["story"]

CHECKS = (expected_texts, expected_links, expected_dispositions, expected_promises)


def disagreeing() -> list[str]:
    """Rows whose facts differ from those of the entry that they name."""
    found = []
    for check in CHECKS:
        for expected in check():
            entries = Event.objects.filter(subject=expected.subject)
            picked = (
                entries.get(public_id=expected.event)
                if expected.event
                else entries.filter(type__in=expected.types).order_by("-position")[0]
            )
            if any(picked.data.get(name) != fact for name, fact in expected.facts.items()):
                found.append(expected.row)
    return found


def test_untouched_rows_agree(story):
    assert disagreeing() == []


@pytest.mark.parametrize(
    ("model", "where", "change"),
    [
        (Passage, {"sid": 2, "revision__number": 1}, {"html": "The city keeps everything."}),
        (Link, {"kind": "changed"}, {"reason": "Nobody asked."}),
        (Link, {"kind": "changed"}, {"kind": "considered"}),
        (Disposition, {}, {"outcome": "not_adopted"}),
        (Disposition, {}, {"reason": "Another one."}),
        (Promise, {}, {"due": "2030-01-01"}),
    ],
)
def test_an_edited_row_is_named(story, model, where, change):
    row = model.objects.get(**where)
    model.objects.filter(pk=row.pk).update(**change)
    named = row.revision if isinstance(row, Passage) else row
    assert set(disagreeing()) == {f"decisions_{named._meta.model_name} {named.pk}"}
