"""Rows edited behind the product's back do not agree with the record any more, and are named."""

from __future__ import annotations

import pytest

from consultations.decisions.checks import (
    expected_changes,
    expected_dispositions,
    expected_links,
    expected_promises,
    expected_revisions,
    expected_texts,
)
from consultations.decisions.models import Change, Decision, DecisionRevision, Disposition, Link, Passage, Promise
from consultations.decisions.operations import update_promise, withdraw_link
from consultations.record.models import Event
from consultations.record.registry import Count
from tests.consultations.decisions.web.test_pages import story

__all__ = ["story"]

CHECKS = (
    expected_texts,
    expected_revisions,
    expected_changes,
    expected_links,
    expected_dispositions,
    expected_promises,
)


def disagreeing() -> list[str]:
    """Rows whose facts differ from those of the entry that they name."""
    found = []
    for check in CHECKS:
        for expected in check():
            entries = Event.objects.filter(subject=expected.subject)
            if isinstance(expected, Count):
                plus, minus = (entries.filter(type__in=types).count() for types in (expected.plus, expected.minus))
                if plus - minus != expected.rows:
                    found.append(expected.row)
                continue
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
        (Promise, {}, {"owner": "Somebody else"}),
        (Promise, {}, {"state": "kept"}),
        (Disposition, {}, {"latest": False}),
        (DecisionRevision, {"number": 1}, {"body": "<p>Nothing of the kind.</p>"}),
        (DecisionRevision, {"number": 1}, {"missing": "Nothing is missing."}),
        (Change, {"position": 0, "revision__number": 1}, {"before": "The city keeps nothing."}),
        (Link, {"kind": "changed"}, {"contribution": None, "kind": "own_initiative"}),
    ],
)
def test_an_edited_row_is_named(story, model, where, change):
    row = model.objects.get(**where)
    model.objects.filter(pk=row.pk).update(**change)
    named = row.revision if isinstance(row, Passage) else row
    assert set(disagreeing()) == {f"decisions_{named._meta.model_name} {named.pk}"}


def test_a_withdrawn_link_cannot_come_back_unseen(story, cast, now):
    link = withdraw_link(actor=cast.dana, link=Link.objects.get(kind="changed"), reason="A mistake.", now=now)
    assert disagreeing() == []
    Link.objects.filter(pk=link.pk).update(
        withdrawn_at=None, withdrawn_by=None, withdrawn_reason="", withdrawn_event=None
    )
    assert disagreeing() == [f"decisions_link {link.pk}"]


def test_a_promise_stands_as_its_last_update_says(story, cast, now):
    promise = Promise.objects.get()
    first = promise.due
    later = first.replace(year=first.year + 1)
    update_promise(
        actor=cast.dana,
        promise=promise,
        state="late",
        text="The tender takes longer.",
        due=later,
        owner="Roads",
        now=now,
    )
    promise.refresh_from_db()
    assert (promise.due, promise.first_due, promise.owner) == (later, first, "Roads")
    assert disagreeing() == []
    Promise.objects.update(due=first, first_due=None)
    assert set(disagreeing()) == {f"decisions_promise {promise.pk}"}


def test_a_text_that_is_taken_out_of_force_is_named(story):
    published = DecisionRevision.objects.get(published_event__isnull=False)
    DecisionRevision.objects.filter(pk=published.pk).update(state="draft", published_at=None, published_event=None)
    assert set(disagreeing()) == {f"decisions_decision {Decision.objects.get().pk}"}
