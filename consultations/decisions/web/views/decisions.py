"""A decision: its text with causes, what changed, and where it came from."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from consultations.decisions.models import Decision, DecisionRevision
from consultations.decisions.queries.change_pages import change_pages
from consultations.decisions.queries.changes import CHANGES_ON_A_PAGE, ShownChange, changes_between
from consultations.decisions.queries.coverage import totals
from consultations.decisions.queries.discussed import comments_by_passage, passage_place
from consultations.decisions.queries.reading import Listing, decisions_for, in_force, read
from consultations.decisions.web.talk import Talk
from consultations.deliberation.enums import Act
from consultations.deliberation.permissions import is_open_for
from consultations.deliberation.web.views.places import discuss


def decision_or_404(request: HttpRequest, slug: str, dslug: str) -> Decision:
    found = decisions_for(request.user, slug, dslug)
    if found is None:
        raise Http404("no such decision")
    return found


def _number(typed: str) -> int | None:
    return int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 7 else None


@require_safe
def decision(request: HttpRequest, slug: str, dslug: str) -> HttpResponse:
    """The text in force, or revision ``?revision=n``, with 'why does it say this?' at each changed passage."""
    found = decision_or_404(request, slug, dslug)
    asked = request.GET.get("revision", "")
    reading = read(found, _number(asked) if asked else None)
    if reading is None or (asked and _number(asked) is None):
        raise Http404("no such revision")
    answered, in_scope = totals(found.consultation)
    discussing = is_open_for(found.consultation, Act.COMMENT, timezone.now())
    context = {
        **about(found),
        "reading": reading,
        "parts": [(isinstance(part, Listing), part) for part in reading.parts],
        "pages": None if reading.told_in_place else change_pages(found, reading.first, reading.revision),
        "today": timezone.localdate(),
        "talk": Talk(found, comments_by_passage(found), bool(discussing and "discuss" in request.GET)),
        "discussing": discussing,
        "answered": answered,
        "in_scope": in_scope,
    }
    return render(request, "decisions/decision.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def passage(request: HttpRequest, slug: str, dslug: str, sid: int) -> HttpResponse:
    """What people say about one passage, and the form to say more."""
    place = passage_place(decision_or_404(request, slug, dslug), sid)
    if place is None:
        raise Http404("no such passage")
    return discuss(request, place)


@require_safe
def changes(request: HttpRequest, slug: str, dslug: str) -> HttpResponse:
    """Every change between two revisions (``?from=0&to=2``), or only what people changed (``&only=people``)."""
    found = decision_or_404(request, slug, dslug)
    older, newer, revisions = span(request, found)
    every = changes_between(found, older, newer)
    only_people = request.GET.get("only") == "people"
    shown = [change for change in every if change.causes] if only_people else every
    page = Paginator(shown, CHANGES_ON_A_PAGE).get_page(request.GET.get("page"))
    context = {
        **about(found),
        "older": older,
        "newer": newer,
        "revisions": revisions,
        "only_people": only_people,
        "all_count": len(every),
        "people_count": sum(1 for change in every if change.causes),
        "page": page,
        "rows": _with_neighbours(list(page)),
    }
    return render(request, "decisions/changes.html", context)


def _with_neighbours(shown: list[ShownChange]) -> list[tuple[ShownChange, ShownChange | None, ShownChange | None]]:
    """Each with the one before and the one after it on the page."""
    return list(zip(shown, [None, *shown], [*shown[1:], None], strict=False))


def about(found: Decision) -> dict[str, Any]:
    return {"decision": found, "consultation": found.consultation}


def span(request: HttpRequest, found: Decision) -> tuple[DecisionRevision, DecisionRevision, list[DecisionRevision]]:
    """The two revisions that the address names; without, from the draft to the text in force."""
    revisions = list(found.revisions.defer("body").order_by("number"))
    by_number = {revision.number: revision for revision in revisions}
    older = by_number.get(_asked(request, "from", 0))
    newer = by_number.get(_asked(request, "to", in_force(revisions).number))
    if older is None or newer is None or older.number > newer.number:
        raise Http404("no such revisions")
    return older, newer, revisions


def _asked(request: HttpRequest, name: str, otherwise: int) -> int:
    typed = request.GET.get(name, "")
    if not typed:
        return otherwise
    number = _number(typed)
    return -1 if number is None else number
