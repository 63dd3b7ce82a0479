"""Receipts: the file, its state for the page that waits for it, and the page that says what it means."""

from __future__ import annotations

from uuid import UUID

import segno
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from consultations.record import registry
from consultations.record.models import Event
from consultations.record.queries import entries, witnessed
from consultations.record.queries.codes import events_for_code
from consultations.record.web.views.log import for_machines

PROOF = "text/plain; charset=utf-8"


def _event(public_id: UUID) -> Event:
    event = entries.event_by_id(public_id)
    if event is None:
        raise Http404("the record has no such event")
    return event


@for_machines
def public_receipt(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """The receipt that anyone may have: it opens only what is public on the site now."""
    event = _event(public_id)
    entry = entries.entry_of(event)
    if entry is None:
        response = HttpResponse("recorded soon: ask again\n", PROOF, status=404)
        response["Retry-After"], response["Cache-Control"] = "2", "no-store"
        return response
    return _file(entry, entries.public_disclosures(event))


def _file(entry: entries.Entry, disclosures: list[str]) -> HttpResponse:
    response = HttpResponse(entries.receipt(entry, disclosures), PROOF, headers={"Cache-Control": "no-store"})
    response["Content-Disposition"] = f'attachment; filename="{entry.event.public_id}.tlog-proof"'
    return response


def _is_mine(request: HttpRequest, event: Event, code: str) -> bool:
    if code and events_for_code(code).filter(pk=event.pk).exists():
        return True
    return request.user.is_authenticated and registry.owns(request.user, event)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def full_receipt(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """The receipt with every field, for its owner: signed in, or who posts the receipt code (never in an address)."""
    event = _event(public_id)
    entry = entries.entry_of(event)
    code = request.POST.get("code", "")
    if entry is None or not _is_mine(request, event, code):
        if code:
            return _page(request, event, refused=_("This code does not belong to this entry. Check the letters."))
        raise Http404
    return _file(entry, entries.all_disclosures(event))


@for_machines
def status(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """What the receipt component asks until it is told an index."""
    entry = entries.entry_of(_event(public_id))
    facts = {"recorded": False} if entry is None else {"recorded": True, "epoch": entry.epoch, "index": entry.index}
    return JsonResponse(facts, headers={"Cache-Control": "no-store"})


@never_cache
@require_safe
def receipt(request: HttpRequest, public_id: UUID) -> HttpResponse:
    return _page(request, _event(public_id))


def _page(request: HttpRequest, event: Event, refused: str = "") -> HttpResponse:
    address = request.build_absolute_uri(reverse("log:receipt-file", args=[event.public_id]))
    drawing = segno.make(address, error="m").svg_inline(scale=4, border=2, svgclass="receipt-code", omitsize=True)
    entry = entries.entry_of(event)
    context = {
        "event": event,
        "entry": entry,
        "witnessed": witnessed.best(entry.epoch, above=entry.index) if entry else None,
        "erased": entries.was_erased(event),
        "mine": _is_mine(request, event, ""),
        "refused": refused,
        "address": address,
        # segno writes numbers and the class given above, nothing of the request.
        "drawing": mark_safe(drawing),  # noqa: S308
    }
    return render(request, "record/receipt.html", context, status=403 if refused else 200)
