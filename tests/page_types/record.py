"""The record for people to read."""

from __future__ import annotations

from django.utils import timezone

from consultations.record.models import Event, Leaf
from consultations.record.operations import sequence
from tests.page_type import PageType
from tests.page_types.decisions import decided
from tests.scene import scene, shown
from tests.site import Site


def _address(event: Event) -> str:
    sequence(now=timezone.now())
    leaf = Leaf.objects.get(event=event)
    return f"/record/entries/{leaf.epoch_id}/{leaf.index}/"


def entry(site: Site) -> str:
    """The first proposal: with words, facts and a place."""
    return _address(Event.objects.get(subject=scene(site).proposal.subject, type="contribution.published"))


def revision(site: Site) -> Event:
    """Of a decision: its facts are the longest."""
    return decided(site).revisions.order_by("-number")[0].event


def filtered(site: Site) -> str:
    scene(site)
    sequence(now=timezone.now())
    return "/record/?words=account&type=support"


PAGES = [
    PageType("record", shown("/record/"), ""),
    PageType("record-entry", entry, "Entry"),
    PageType("record-entry-long", lambda site: _address(revision(site)), "Entry"),
    PageType("receipt", lambda site: f"/record/receipts/{revision(site).public_id}/", "Receipt"),
    PageType("record-filtered", filtered, "The record"),
    PageType("record-how", "/record/how/", "How you can check this"),
    PageType("record-experts", "/record/how/experts/", "What can go wrong"),
]
