"""Choosing what of a closed session enters its consultation."""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from consultations.decisions.permissions import may_decide
from consultations.deliberation.errors import Unfit
from realtime.domain.results import results as results_of
from realtime.domain.rules import Result, Table
from realtime.operations.draft_decision import decision_from_text
from realtime.operations.hand_over import Chosen, hand_over
from realtime.permissions import may_hand_over
from realtime.web.rooms import visit


@dataclass(frozen=True)
class Row:
    """A result with the words in which it would be handed over, as proposed or as typed."""

    result: Result
    title: str
    body: str
    chosen: bool
    fault: str = ""


@require_http_methods(["GET", "POST"])
def results(request: HttpRequest, code: str) -> HttpResponse:
    found = visit(request, code)
    may_hand_over(found.person, found.session).require()
    brought = results_of(found.room)
    fault: Unfit | None = None
    if request.method == "POST" and found.person is not None:
        chosen = [_chosen(request, result) for result in brought if request.POST.get(f"{result.item}-chosen")]
        try:
            if not chosen:
                raise Unfit("", _("Choose at least one result."))
            made = hand_over(actor=found.person, session=found.session, chosen=chosen, now=timezone.now())
            words = ngettext("%(count)d result is handed over.", "%(count)d results are handed over.", len(made))
            messages.success(request, words % {"count": len(made)})
            return redirect("realtime:minutes", found.session.code)
        except Unfit as error:
            fault = error
    rows = [_row(request, result, fault) for result in brought]
    context = {"session": found.session, "rows": rows, "fault": fault, "has_errors": fault is not None}
    return render(request, "realtime/results.html", context, status=422 if fault else 200)


@require_POST
def start_decision(request: HttpRequest, code: str, item: int) -> HttpResponse:
    """A text that was handed over becomes the draft of a decision; afterwards to its page."""
    found = visit(request, code)
    may_decide(request.user).require()
    try:
        made = decision_from_text(actor=found.person, session=found.session, item=item, now=timezone.now())  # type: ignore[arg-type]
    except Unfit as error:
        messages.error(request, str(error))
        return redirect("realtime:minutes", found.session.code)
    messages.success(request, _("The draft is saved and on the record."))
    return redirect("decisions:decision", found.session.consultation.slug, made.slug)


def _chosen(request: HttpRequest, result: Result) -> Chosen:
    title, body = request.POST.get(f"{result.item}-title", ""), request.POST.get(f"{result.item}-body", "")
    return Chosen(result.item, title, body)


def _said(result: Result) -> list[str]:
    """The result in paragraphs: its outcome, what was counted, what was written."""
    if result.paragraphs:
        return list(result.paragraphs)
    outcome = [str(result.outcome)] if result.outcome else []
    return [*outcome, *_counted(result.table), *(note.text for note in result.notes)]


def _counted(table: Table | None) -> list[str]:
    if table is None:
        return []
    if len(table.heads) == 1:
        return [f"{text}: {counts[0]}" for text, counts in table.rows]
    said = []
    for text, counts in table.rows:
        figures = [f"{head} {count}" for head, count in zip(table.heads, counts, strict=True)]
        said.append(f"{text} ({', '.join(figures)})")
    return said


def _row(request: HttpRequest, result: Result, fault: Unfit | None) -> Row:
    if request.method == "POST":
        typed = _chosen(request, result)
        own = fault is not None and fault.field.startswith(f"{result.item}-")
        ticked = bool(request.POST.get(f"{result.item}-chosen"))
        return Row(result, typed.title, typed.body, ticked, str(fault) if own else "")
    title = result.title if len(result.title) <= 120 else result.title[:119] + "…"
    body = "\n\n".join(_said(result))
    return Row(result, title, body, chosen=False)
