"""The record for people to read."""

from __future__ import annotations

from django.utils import timezone

from consultations.record.models import Leaf
from consultations.record.operations import sequence
from tests.page_type import PageType
from tests.scene import scene, shown
from tests.site import Site


def entry(site: Site) -> str:
    """The first proposal: with words, facts and a place."""
    proposal = scene(site).proposal
    sequence(now=timezone.now())
    leaf = Leaf.objects.filter(event__subject=proposal.subject, event__type="contribution.published").get()
    return f"/record/entries/{leaf.epoch_id}/{leaf.index}/"


def filtered(site: Site) -> str:
    scene(site)
    sequence(now=timezone.now())
    return "/record/?words=account&type=support"


PAGES = [
    PageType("record", shown("/record/"), ""),
    PageType("record-entry", entry, "Entry"),
    PageType("record-filtered", filtered, "The record"),
    PageType("record-how", "/record/how/", "How you can check this"),
    PageType("record-experts", "/record/how/experts/", "What can go wrong"),
]
