"""Where a decision came from: one picture from contributions to passages, and the same facts as a table."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from consultations.decisions.domain.flow import COLUMNS, Stream
from consultations.decisions.queries.flow import Flow, Focus
from consultations.decisions.queries.flow_shown import heads, picture, read
from consultations.decisions.web.views.decisions import about, decision_or_404, span

ROWS_ON_A_PAGE = 50


@require_safe
def flow(request: HttpRequest, slug: str, dslug: str) -> HttpResponse:
    """The whole, or one theme (``?theme=``) or part of the text (``?part=``) closely."""
    found = decision_or_404(request, slug, dslug)
    older, newer, _revisions = span(request, found)
    focus = Focus(theme=request.GET.get("theme", "")[:80], part=request.GET.get("part", "")[:10])
    shown = read(found, older, newer, focus)
    if focus and not shown.streams:
        raise Http404("no such theme or part")
    page = Paginator(shown.streams, ROWS_ON_A_PAGE).get_page(request.GET.get("page"))
    context = {
        **about(found),
        "older": older,
        "newer": newer,
        "flow": shown,
        "focus": focus,
        "drawing": picture(shown),
        "heads": heads(focus),
        "page": page,
        "rows": rows(shown, list(page)),
    }
    return render(request, "decisions/flow.html", context)


def rows(shown: Flow, streams: Sequence[Stream]) -> list[dict[str, Any]]:
    return [
        {"names": [shown.names[column, stream.path[column]] for column in range(COLUMNS)], "count": stream.count}
        for stream in streams
    ]
