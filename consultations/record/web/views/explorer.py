"""The record for people: every entry in plain words, and how to check it without trusting this site."""

from __future__ import annotations

import hashlib
import json
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from consultations.record.domain import disclosure
from consultations.record.models import Checkpoint, Disclosure
from consultations.record.queries import entries, explorer, tiles
from consultations.record.queries.health import record_health
from consultations.record.tlog.checkpoint import parse_text
from consultations.record.tlog.encoding import b64
from consultations.record.tlog.note import parse
from consultations.record.web import words

FILTERS = ("process", "type", "subject")


def _before(request: HttpRequest) -> int | None:
    asked = request.GET.get("before", "")
    if not asked:
        return None
    if not (asked.isascii() and asked.isdigit() and len(asked) < 16):
        raise Http404("not an index")
    return int(asked)


def _how_to_check(request: HttpRequest, checkpoint: Checkpoint) -> dict[str, Any]:
    """What the section 'how you can check this' needs."""
    signed = parse_text(parse(checkpoint.note.encode()).text)
    return {
        "checkpoint": checkpoint,
        "root": b64(signed.root),
        "vkey": checkpoint.epoch.vkey,
        "log_address": request.build_absolute_uri(f"/record/{checkpoint.epoch_id}"),
        "verifier_address": request.build_absolute_uri(reverse("log:verifier")),
    }


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    chosen = {name: request.GET.get(name, "").strip() for name in FILTERS}
    context: dict[str, Any] = {
        "chosen": chosen,
        "filtered": any(chosen.values()),
        "types": sorted(((name, words.sentence(name)) for name in words.SENTENCES), key=lambda pair: pair[1]),
        "refused": record_health()["state"] == "refused",
    }
    checkpoint = tiles.newest()
    if checkpoint is not None:
        page = explorer.entries(checkpoint, before=_before(request), **chosen)
        rows = [{"leaf": leaf, "says": words.sentence(leaf.event.type)} for leaf in page.leaves]
        context |= {"rows": rows, "older": page.older, "before": _before(request)}
        context |= _how_to_check(request, checkpoint)
    return render(request, "record/index.html", context)


@require_safe
def entry(request: HttpRequest, epoch: int, index: int) -> HttpResponse:
    found = entries.entry_at(epoch, index)
    if found is None:
        raise Http404("the published record has no such entry")
    leaf = json.loads(found.body)
    context = {
        "entry": found,
        "event": found.event,
        "says": words.sentence(leaf["type"]),
        "facts": [(words.label(name), words.value(fact)) for name, fact in leaf["data"].items()],
        "personal": _personal(found.event.pk, leaf["sd"]),
        "refs": leaf["refs"],
        "pretty": json.dumps(leaf, ensure_ascii=False, indent=2),
        "leaf_hash": hashlib.sha256(b"\x00" + found.body).hexdigest(),
        "length": len(found.body),
        "proof": [b64(each) for each in found.proof()],
        "last": found.checkpoint.size - 1,
        **_how_to_check(request, found.checkpoint),
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
