"""A closed session as files, for anybody; a rehearsal has none."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, JsonResponse

from consultations.record.web.streaming import csv_file
from consultations.record.web.views.log import for_machines
from realtime.permissions import may_read_minutes
from realtime.queries.export import notes_lines, results_lines, session_told
from realtime.web.rooms import Visit, visit


def _closed(request: HttpRequest, code: str) -> Visit:
    found = visit(request, code)
    if not (verdict := may_read_minutes(found.session)):
        raise Http404(str(verdict.reason))
    return found


@for_machines
def as_json(request: HttpRequest, code: str) -> HttpResponse:
    found = _closed(request, code)
    told = session_told(found.session, found.room)
    response = JsonResponse(told, json_dumps_params={"ensure_ascii": False, "indent": 1})
    response["Content-Disposition"] = f'attachment; filename="session-{found.session.code}.json"'
    response["Cache-Control"] = "no-store"
    return response


@for_machines
def notes(request: HttpRequest, code: str) -> HttpResponseBase:
    found = _closed(request, code)
    return csv_file(notes_lines(found.room), f"session-{found.session.code}-notes.csv", mark=False)


@for_machines
def figures(request: HttpRequest, code: str) -> HttpResponseBase:
    found = _closed(request, code)
    return csv_file(results_lines(found.session, found.room), f"session-{found.session.code}-results.csv", mark=False)
