"""The public log: every decision with its ground and reasons, without the words and names of residents."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from consultations.moderation.domain.words import grounds, what_it_does
from consultations.moderation.models import NoteStatement, Statement
from consultations.moderation.queries import fact_notes

SHOWN = 25


def _entry(made: Statement | NoteStatement) -> dict[str, object]:
    """``note``: whether it is about a fact note."""
    if isinstance(made, NoteStatement):
        return {"made": made, "note": True}
    return {"made": made, "does": what_it_does(made.action), "grounds": grounds(made.ground, made.concern, made.law)}


@require_safe
def log(request: HttpRequest) -> HttpResponse:
    page = Paginator(fact_notes.log_rows(), SHOWN).get_page(request.GET.get("page"))
    entries = [_entry(made) for made in fact_notes.statements_in(list(page.object_list))]
    return render(request, "moderation/log.html", {"page": page, "entries": entries})
