"""Whoever holds the database's password edits a row: ``manage.py verify_record`` names it, whatever was edited.

Twelve kinds, each made as an intruder makes it, with SQL and the guards out of the way. Tallies are not among them:
this release holds no ballots.
"""

from __future__ import annotations

import json
from contextlib import suppress
from io import StringIO

import pytest
from django.core.management import call_command
from django.db import connection

from consultations.decisions.models import Change, Disposition, Passage
from consultations.decisions.operations import withdraw_link
from consultations.deliberation.models import Contribution
from consultations.record import triggers
from consultations.record.domain.disclosure import disclose, unb64url
from consultations.record.models import Disclosure, Event, Leaf
from consultations.record.operations import sequence
from tests.consultations.decisions.conftest import comment, decision, mobility, propose
from tests.consultations.decisions.web.test_pages import story

__all__ = ["comment", "decision", "mobility", "propose", "story"]


@pytest.fixture
def recorded(story, now):
    """The story, on the record."""
    sequence(now=now)
    assert findings() == set()
    return story


def edit(*statements: tuple[str, list[object]]) -> None:
    """Guards off, edits, guards on again."""
    with connection.cursor() as cursor:
        for name in sorted(triggers._names(connection.vendor)):
            table = name.rsplit("_no_", 1)[0]
            cursor.execute(f"DROP TRIGGER {name}" + ("" if connection.vendor == "sqlite" else f" ON {table}"))
        for statement, values in statements:
            cursor.execute(statement, values)
        if connection.vendor == "postgresql":
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    triggers.install(connection)


def findings() -> set[str]:
    """Each row or entry that the command names."""
    out = StringIO()
    with suppress(SystemExit):
        call_command("verify_record", as_json=True, stdout=out)
    report = json.loads(out.getvalue())
    named = {problem["where"] or f"entry {problem['index']}" for problem in report["problems"]}
    assert report["result"] == ("refuted" if named else "verified")
    return named


def entry(event: Event) -> Leaf:
    return Leaf.objects.get(event=event)


def a_leaf(story):
    """The reason of a link, in the entry only."""
    leaf = entry(story.event)
    body = leaf.body.replace(b"Three months", b"Eight months")
    edit(("UPDATE record_leaf SET body = %s WHERE id = %s", [body, leaf.pk]))
    return {f"entry {leaf.index}", "checkpoint", f"record_event {story.event_id}"}


def a_disclosure(story):
    """What a person wrote, in the record's copy only, with a salt and digest of the intruder's."""
    held = Disclosure.objects.get(event__subject=story.contribution.subject, name="body")
    other = unb64url(disclose("body", "I agree with the city."))
    edit(("UPDATE record_disclosure SET encoded = %s WHERE id = %s", [other, held.pk]))
    return {
        f"record_disclosure of event {held.event_id}",
        f"deliberation_contribution {story.contribution_id}",
    }


def a_text(story):
    """What a person wrote, on the site."""
    words = "Keep trips for three years"
    edit(("UPDATE deliberation_contribution SET title = %s WHERE id = %s", [words, story.contribution_id]))
    return {f"deliberation_contribution {story.contribution_id}"}


def a_link(story):
    """The change that a contribution caused is made the city's own initiative."""
    edit(
        (
            "UPDATE decisions_link SET contribution_id = NULL, kind = 'own_initiative' WHERE id = %s",
            [story.pk],
        )
    )
    return {f"decisions_link {story.pk}"}


def a_reason(story):
    edit(("UPDATE decisions_link SET reason = 'Nobody asked.' WHERE id = %s", [story.pk]))
    return {f"decisions_link {story.pk}"}


def a_disposition(story):
    given = Disposition.objects.get()
    edit(("UPDATE decisions_disposition SET outcome = 'not_adopted' WHERE id = %s", [given.pk]))
    return {f"decisions_disposition {given.pk}"}


def a_deletion(story):
    """The contribution's link is deleted, as if it had never been."""
    edit(("DELETE FROM decisions_link WHERE id = %s", [story.pk]))
    return {"decisions: links"}


def a_deleted_entry(story):
    """The last entry is gone."""
    last = Leaf.objects.order_by("-index").first()
    edit(("DELETE FROM record_leaf WHERE id = %s", [last.pk]))
    return {"lock store", f"record_event {last.event_id}", f"tile/entries/000.p/{last.index + 1}"}


def an_insertion(story):
    """A contribution that nobody gave: a copy under another number."""
    fields = [field for field in Contribution._meta.local_fields if not (field.primary_key or field.generated)]
    columns = [field.column for field in fields]
    listed = ", ".join(f'"{column}"' for column in columns)
    edit(
        (
            f"INSERT INTO deliberation_contribution (id, {listed}) "
            f"SELECT 999, {listed} FROM deliberation_contribution WHERE id = %s",
            [story.contribution_id],
        )
    )
    return {"deliberation_contribution 999"}


def a_reorder(story):
    """Two entries change places."""
    first, second = Leaf.objects.order_by("index")[1:3]
    swap = 'UPDATE record_leaf SET "index" = %s WHERE id = %s'
    edit((swap, [10_000, first.pk]), (swap, [first.index, second.pk]), (swap, [second.index, first.pk]))
    return {f"entry {first.index}", f"entry {second.index}", "checkpoint"}


def a_withdrawn_link(story):
    """A link that was taken back, in public and with a reason, stands again."""
    edit(
        (
            "UPDATE decisions_link SET withdrawn_at = NULL, withdrawn_by_id = NULL, withdrawn_reason = '', "
            "withdrawn_event_id = NULL WHERE id = %s",
            [story.pk],
        )
    )
    return {f"decisions_link {story.pk}"}


def a_revision(story):
    """The words of the final text."""
    passage = Passage.objects.get(sid=2, revision__number=1)
    words = "The city keeps everything."
    edit(("UPDATE decisions_passage SET html = %s, text = %s WHERE id = %s", [words, words, passage.pk]))
    change = Change.objects.get(pk=story.change_id)
    return {f"decisions_decisionrevision {passage.revision_id}", f"decisions_change {change.pk}"}


KINDS = [
    a_leaf,
    a_disclosure,
    a_text,
    a_link,
    a_reason,
    a_disposition,
    a_deletion,
    a_deleted_entry,
    an_insertion,
    a_reorder,
    a_withdrawn_link,
    a_revision,
]


@pytest.mark.parametrize("make", KINDS, ids=lambda make: make.__name__)
def test_a_direct_edit_is_found_and_named(recorded, make, cast, now):
    if make is a_withdrawn_link:
        withdraw_link(actor=cast.dana, link=recorded, reason="A mistake.", now=now)
        sequence(now=now)
        assert findings() == set()
    expected = make(recorded)
    assert findings() == expected
