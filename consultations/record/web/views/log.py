"""The log for machines, byte for byte what the C2SP formats say (record.md, 'Served'). No language, no session."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from consultations.record.domain.event_types import EVENT_TYPES, json_schema
from consultations.record.models import Blob, Epoch
from consultations.record.queries import entries, tiles
from consultations.record.queries import witnessed as seen
from consultations.record.tlog.tiles import MalformedTile, parse_path

FOREVER = "public, max-age=31536000, immutable"
BRIEFLY = "public, max-age=5"
BYTES = "application/octet-stream"
TEXT = "text/plain; charset=utf-8"

Params = ParamSpec("Params")
View = Callable[Concatenate[HttpRequest, Params], HttpResponseBase]


def for_machines(view: View[Params]) -> View[Params]:
    """GET and HEAD, readable from any page on any site."""

    @require_safe
    @wraps(view)
    def wrapped(request: HttpRequest, *args: Params.args, **kwargs: Params.kwargs) -> HttpResponseBase:
        try:
            response = view(request, *args, **kwargs)
        except Http404 as missing:
            response = HttpResponse(f"{missing}\n" if str(missing) else "Not found\n", TEXT, status=404)
            response["Cache-Control"] = "no-store"
        response["Access-Control-Allow-Origin"] = "*"
        return response

    return wrapped


def _answer(body: bytes | str, kind: str, caching: str) -> HttpResponse:
    return HttpResponse(body, content_type=kind, headers={"Cache-Control": caching})


@for_machines
def checkpoint(request: HttpRequest, epoch: int) -> HttpResponse:
    found = tiles.published(epoch)
    if found is None:
        raise Http404("nothing was signed yet")
    return _answer(seen.with_cosignatures(found), TEXT, BRIEFLY)


@for_machines
def witnessed(request: HttpRequest, epoch: int) -> HttpResponse:
    """The checkpoint that most witnesses have signed; the newest checkpoint may be a few entries ahead of it."""
    found = seen.best(epoch)
    if found is None:
        raise Http404("no witness has signed yet")
    return _answer(found.note, TEXT, BRIEFLY)


@for_machines
def tile(request: HttpRequest, epoch: int, path: str) -> HttpResponse:
    try:
        return _answer(tiles.tile(epoch, parse_path(f"tile/{path}")), BYTES, FOREVER)
    except (MalformedTile, tiles.NotServed) as error:
        raise Http404("the published tree has no such tile") from error


@for_machines
def vkey(request: HttpRequest, epoch: int) -> HttpResponse:
    return _answer(get_object_or_404(Epoch, pk=epoch).vkey + "\n", TEXT, BRIEFLY)


@for_machines
def blob(request: HttpRequest, epoch: int, sha256: str) -> HttpResponse:
    body = get_object_or_404(Blob, pk=sha256).body
    response = _answer(bytes(body), BYTES, FOREVER)
    response["Content-Disposition"] = f'attachment; filename="{sha256}"'
    return response


@for_machines
def disclosures(request: HttpRequest, epoch: int, public_id: UUID) -> HttpResponse:
    """The fields that are public on the site now; 410 once they were erased."""
    event = entries.event_by_id(public_id)
    if event is None or not entries.is_in(event, epoch):
        raise Http404("the record has no such event")
    held = entries.public_disclosures(event)
    if not held and entries.was_erased(event):
        return HttpResponse("erased\n", TEXT, status=410, headers={"Cache-Control": "no-store"})
    return JsonResponse({"event": str(public_id), "disclosures": held}, headers={"Cache-Control": BRIEFLY})


@for_machines
def schemas(request: HttpRequest) -> HttpResponse:
    listed = {name: request.build_absolute_uri(f"{name}.json") for name in EVENT_TYPES}
    return JsonResponse({"version": 1, "schemas": listed}, headers={"Cache-Control": "public, max-age=3600"})


@for_machines
def schema(request: HttpRequest, name: str) -> HttpResponse:
    if name not in EVENT_TYPES:
        raise Http404("the record knows no such type")
    return JsonResponse(
        json_schema(name), content_type="application/schema+json", headers={"Cache-Control": "public, max-age=3600"}
    )
