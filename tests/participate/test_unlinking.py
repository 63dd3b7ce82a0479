"""Taking back what caused a change cannot go unseen, whichever way it is tried: the operation, the admin, SQL."""

from __future__ import annotations

import re
from contextlib import suppress

import pytest
from django.apps import apps
from django.db import DatabaseError, models, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.admin.viewsets import viewsets
from wagtail.snippets.models import get_snippet_models

from consultations.decisions.models import Link
from consultations.decisions.operations import withdraw_link
from consultations.deliberation.errors import Unfit
from consultations.people.domain.roles import Role
from consultations.people.domain.verdict import NotAllowed
from consultations.people.models import Participant
from consultations.people.operations.roles import grant_role
from consultations.record.models import Event, Leaf
from consultations.record.operations import sequence
from consultations.record.tlog import leaf as leaves
from tests.consultations.decisions.conftest import comment, decision, mobility, propose
from tests.consultations.decisions.web.test_pages import READ, story, words
from tests.consultations.test_direct_edits import edit, entry, findings, recorded
from tests.conventions.addresses import addresses, is_of_the_editors

__all__ = ["comment", "decision", "mobility", "propose", "recorded", "story"]

REASON = "It was asked for another passage."


def on_the_record(type_: str) -> list[dict[str, object]]:
    """What the entries of ``type_`` say, as a stranger reads them."""
    found = [leaves.read(bytes(leaf.body)) for leaf in Leaf.objects.order_by("index")]
    return [each["data"] for each in found if each["type"] == type_]


@pytest.fixture
def admin(cast, settings) -> Client:
    """Somebody with every right that the site and Wagtail know."""
    settings.STAFF_SECOND_FACTOR = False
    person = Participant.objects.create_user("admin@example.org", pseudonym="Admin", is_superuser=True, is_staff=True)
    grant_role(actor=None, participant=person, role=Role.ADMINISTRATOR, now=timezone.now())
    client = Client(raise_request_exception=False)
    client.force_login(person)
    return client


def test_the_operation_tells_everybody_why(recorded, cast, now, client: Client):
    with pytest.raises(Unfit):
        withdraw_link(actor=cast.dana, link=recorded, reason=" ", now=now)
    with pytest.raises(NotAllowed):
        withdraw_link(actor=cast.gezim, link=recorded, reason=REASON, now=now)
    assert on_the_record("link.withdrawn") == []
    withdraw_link(actor=cast.dana, link=recorded, reason=REASON, now=now)
    sequence(now=now)
    (created, _own, _other), (withdrawn,) = on_the_record("link.created"), on_the_record("link.withdrawn")
    assert (withdrawn["link"], withdrawn["reason"]) == (created["link"], REASON)
    for page in (READ, f"{READ}changes/", recorded.contribution.get_absolute_url()):
        assert (page, REASON in words(client.get(page))) == (page, True)
    told = Event.objects.get(type="link.withdrawn")
    index = entry(told).index
    assert REASON in words(client.get(f"/record/entries/1/{index}/"))
    assert findings() == set()


@pytest.mark.once
def test_no_page_of_the_admin_edits_or_deletes_one_but_by_the_operation(recorded, admin: Client):
    """Every address of the admin, asked to delete by whoever may do everything; only the desk's own says it needs a
    reason. What is on the record is in no snippet, no model view and no other admin."""
    shown = {each._meta.label for each in get_snippet_models()}
    shown |= {str(getattr(each.model, "_meta", each.model)) for each in viewsets.viewsets if hasattr(each, "model")}
    assert {label for label in shown if label.split(".")[0] in ("decisions", "deliberation", "record")} == set()
    assert not apps.is_installed("django.contrib.admin")
    before = rows()
    tried = {}
    for name, pattern in addresses():
        if is_of_the_editors(pattern) and "<" in pattern and "(" not in pattern:
            # What fails on made-up numbers must not spoil the test's own transaction.
            with suppress(DatabaseError), transaction.atomic():
                asked = {"confirm": "yes", "action": "delete", "id": recorded.pk}
                tried[name] = admin.post("/" + filled(name, pattern, recorded), asked).status_code
    assert len(tried) > 100
    assert tried["desk:withdraw_link"] == 302
    assert rows() == before
    assert findings() == set()
    desk = reverse("desk:withdraw_link", args=[recorded.decision_id, recorded.pk])
    assert admin.post(desk, {"reason": REASON}).status_code == 302
    sequence(now=timezone.now())
    assert [each["reason"] for each in on_the_record("link.withdrawn")] == [REASON]


def rows() -> list[dict[str, object]]:
    return list(Link.objects.order_by("pk").values())


def filled(name: str, pattern: str, link: Link) -> str:
    """An address with the link's own number, model and app wherever one fits; at the desk its decision's."""
    parts = {"app_label": "decisions", "model_name": "link", "slug": "mobility", "change_pk": str(link.change_id)}
    if name.startswith("desk:"):
        parts["pk"] = str(link.decision_id)
    return re.sub(r"<(?:\w+:)?(\w+)>", lambda found: parts.get(found[1], str(link.pk)), pattern)


def through_django(story):
    """A line in a shell, or a package that brings an admin of its own."""
    story.delete()
    return {"decisions: links"}


def all_at_once(story):
    Link.objects.all().delete()
    return {"decisions: links"}


def by_sql(story):
    edit(("DELETE FROM decisions_link WHERE id = %s", [story.pk]))
    return {"decisions: links"}


def withdrawn_without_a_word(story):
    """The row says that it was withdrawn, and names an entry that says something else."""
    other = Event.objects.filter(type="decision.published").get()
    set_ = "withdrawn_at = %s, withdrawn_reason = 'None.', withdrawn_event_id = %s"
    edit((f"UPDATE decisions_link SET {set_} WHERE id = %s", [timezone.now(), other.pk, story.pk]))
    return {f"decisions_link {story.pk}"}


def with_its_entry(story):
    """The row, the event and the leaf, as if nobody had ever linked."""
    leaf, size = entry(story.event), Leaf.objects.count()
    edit(
        ("DELETE FROM decisions_link WHERE id = %s", [story.pk]),
        ("DELETE FROM record_leaf WHERE id = %s", [leaf.pk]),
        ("DELETE FROM record_disclosure WHERE event_id = %s", [story.event_id]),
        ("DELETE FROM record_event WHERE position = %s", [story.event_id]),
    )
    return {f"tile/entries/000.p/{size}"}


@pytest.mark.parametrize(
    "act", [through_django, all_at_once, by_sql, withdrawn_without_a_word, with_its_entry], ids=lambda act: act.__name__
)
def test_whoever_goes_round_the_operation_is_named(recorded, act):
    expected = act(recorded)
    assert findings() == expected


def test_nothing_that_it_hangs_on_can_be_deleted_from_under_it(recorded):
    for thing in (recorded.change, recorded.contribution, recorded.decision, recorded.event):
        with pytest.raises(models.ProtectedError):
            thing.delete()
    assert findings() == set()
