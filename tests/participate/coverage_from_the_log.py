"""Who has an answer, counted from the log alone, held against what the pages say.

The log is the static export, read by the verifier as a stranger reads it, from its files only.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from django.test import Client
from django.utils import timezone

from consultations.decisions.queries.coverage import coverage_of, waiting
from consultations.deliberation.models import Consultation
from consultations.record.models import Checkpoint
from consultations.record.operations import sequence
from consultations.record.operations.export_record import export_record
from consultations.record.tlog.note import parse_vkey
from consultations.record.verify.coverage import check_coverage
from consultations.record.verify.findings import Report
from consultations.record.verify.sources import Folder


def agree(place: Path) -> dict[str, tuple[int, int]]:
    """Holds every consultation's page against the log; returns what both say: slug → (answered, in scope)."""
    source, vkey = _exported(place)
    said = {}
    for consultation in Consultation.objects.order_by("slug"):
        slug, page = consultation.slug, _on_the_page(consultation)
        log = _from_the_log(source, vkey, slug)
        # The log has one time for all that an import brought; among these the page's order is its own.
        since = [each["since"] for each in log["waiting"]]
        log["waiting"], page["waiting"] = sorted(each["subject"] for each in log["waiting"]), sorted(page["waiting"])
        assert (slug, log, since) == (slug, page, sorted(since))
        said[slug] = log["answered"], log["in_scope"]
        assert (slug, _printed(slug)) == (slug, said[slug])
    return said


def _exported(place: Path) -> tuple[Folder, str]:
    """All that a stranger gets: a folder of files and the key."""
    sequence(now=timezone.now())
    checkpoint = Checkpoint.objects.select_related("epoch").get()
    export_record(epoch=checkpoint.epoch_id, place=place)
    return Folder(str(place)), checkpoint.epoch.vkey


def _from_the_log(source: Folder, vkey: str, slug: str) -> dict[str, Any]:
    report = Report("coverage")
    check_coverage(source, parse_vkey(vkey), slug, report)
    assert (report.problems, report.unchecked) == ([], "")
    return {name: report.facts[name] for name in ("answered", "in_scope", "groups", "waiting")}


def _on_the_page(consultation: Consultation) -> dict[str, Any]:
    shown = coverage_of(consultation)
    return {
        "answered": shown.overall.answered,
        "in_scope": shown.overall.in_scope,
        "groups": {
            name: {share.slug: [share.answered, share.in_scope] for share in getattr(shown, f"by_{name}")}
            for name in ("theme", "channel", "district")
        },
        "waiting": [each.subject for each in waiting(consultation)],
    }


def _printed(slug: str) -> tuple[int, ...]:
    """The two numbers of the page's first sentence."""
    page = Client().get(f"/consultations/{slug}/coverage/").content.decode()
    found = re.search(r"([\d,]+) of ([\d,]+) contributions have an answer", page)
    assert found is not None, page
    return tuple(int(number.replace(",", "")) for number in found.groups())
