"""The record for people: every entry in plain words, and how to check it without trusting this site."""

from __future__ import annotations

import hashlib
import json
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from consultations.record import naming
from consultations.record.domain import disclosure
from consultations.record.models import Checkpoint, Disclosure
from consultations.record.queries import entries, explorer, tiles
from consultations.record.queries.health import record_health
from consultations.record.tlog.checkpoint import parse_text
from consultations.record.tlog.encoding import b64
from consultations.record.tlog.note import parse
from consultations.record.web import asked, telling, words


def how_to_check(request: HttpRequest, checkpoint: Checkpoint) -> dict[str, Any]:
    """What the section 'how you can check this' needs."""
    signed = parse_text(parse(checkpoint.note.encode()).text)
    return {
        "checkpoint": checkpoint,
        "root": b64(signed.root),
        "vkey": checkpoint.epoch.vkey,
        "log_address": request.build_absolute_uri(f"/record/{checkpoint.epoch_id}"),
        "verifier_address": request.build_absolute_uri(reverse("log:verifier")),
    }


def checkpoint_asked(request: HttpRequest) -> Checkpoint | None:
    """Of the record that the address names by ``epoch``, else of the open one; None before the first entry."""
    epoch = asked.index(request.GET.get("epoch", ""))
    if epoch is None:
        return tiles.newest()
    found = tiles.published(epoch) if epoch < 2**31 else None
    if found is None:
        raise Http404("no such record")
    return found


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """The entries that fit the filter, newest first; ``?entry=n`` goes to that entry."""
    checkpoint = checkpoint_asked(request)
    wanted = asked.index(request.GET.get("entry", "").strip())
    if wanted is not None and checkpoint is not None and wanted < checkpoint.size:
        return redirect("record:entry", checkpoint.epoch_id, wanted)
    found = asked.read(request.GET)
    context: dict[str, Any] = {
        "chosen": found.typed,
        "wrong": found.wrong,
        "filtered": found.narrows,
        "groups": asked.type_choices(),
        "processes": _processes(request, found.typed["process"]),
        "no_such_entry": wanted is not None,
        "refused": record_health()["state"] == "refused",
    }
    if checkpoint is not None:
        before = asked.index(request.GET.get("before", ""))
        page = explorer.entries(checkpoint, found.wish, before=before)
        unit, stretches = explorer.over_time(checkpoint, found.wish)
        context |= {
            "told": telling.tell(page.leaves, request.user),
            "older": page.older,
            "before": before,
            "about": naming.things([found.typed["subject"]], request.user).get(found.typed["subject"]),
            "unit_words": {"day": _("Day"), "week": _("Week"), "month": _("Month"), "year": _("Year")}[unit],
            "unit": unit,
            "stretches": stretches,
            "fitting": sum(stretch.count for stretch in stretches),
            "records": tiles.every_record(),
            **how_to_check(request, checkpoint),
        }
    return render(request, "record/index.html", context)


def _processes(request: HttpRequest, chosen: str) -> list[tuple[str, str]]:
    """The consultations to choose from; the one chosen too where this site does not know it."""
    listed = naming.processes(request.user)
    if chosen and chosen not in dict(listed):
        listed = [(chosen, chosen), *listed]
    return listed


@require_safe
def entry(request: HttpRequest, epoch: int, index: int) -> HttpResponse:
    found = entries.entry_at(epoch, index)
    if found is None:
        raise Http404("the published record has no such entry")
    leaf = json.loads(found.body)
    event = found.event
    receipt = request.build_absolute_uri(reverse("log:receipt-file", args=[event.public_id]))
    named = naming.things([event.subject, telling.process_subject(event.process)], request.user)
    personal = _personal(event.pk, leaf["sd"])
    context = {
        "entry": found,
        "event": event,
        "says": words.sentence(leaf["type"]),
        "thing": named.get(event.subject),
        "process": named.get(telling.process_subject(event.process)),
        "facts": telling.facts_of(leaf["data"], request.user),
        "personal": personal,
        "erased_by": entries.erased_by(event) if any(field["state"] == "erased" for field in personal) else None,
        "refs": leaf["refs"],
        "pretty": json.dumps(leaf, ensure_ascii=False, indent=2),
        "leaf_hash": hashlib.sha256(b"\x00" + found.body).hexdigest(),
        "length": len(found.body),
        "proof": [b64(each) for each in found.proof()],
        "last": found.checkpoint.size - 1,
        "receipt_address": receipt,
        **how_to_check(request, found.checkpoint),
    }
    return render(request, "record/entry.html", context)


def _personal(position: int, digests: dict[str, str]) -> list[dict[str, str]]:
    """Each personal field: ``state`` shown (with its value), kept (not for the public) or erased."""
    held = {each.name: each for each in Disclosure.objects.filter(event=position)}
    told = []
    for name, digest in digests.items():
        row = {"label": words.label(name), "digest": digest, "state": "erased", "value": ""}
        if name in held:
            row["state"] = "kept"
            if held[name].public:
                row |= {"state": "shown", "value": disclosure.read(held[name].encoded)[1]}
        told.append(row)
    return told
