"""The opinion map of a consultation, as a page that shows its reader where they stand, and as a table."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from consultations.opinions.operations import bring_up_to_date
from consultations.opinions.permissions import is_still_to_close, may_see_results
from consultations.opinions.queries.maps import map_of, shares_by_statement
from consultations.opinions.queries.rounds import answers_of
from consultations.opinions.web.rounds import round_or_404
from consultations.record.domain.spreadsheet import line
from consultations.record.web.streaming import csv_file


@never_cache
@require_safe
def opinion_map(request: HttpRequest, slug: str) -> HttpResponse:
    now = timezone.now()
    found = round_or_404(request, slug, now)
    answers = answers_of(request.user, found.consultation)
    verdict = may_see_results(found.consultation, now, answered=len(answers), statements=found.statements)
    shown = None
    if verdict:
        bring_up_to_date(consultation=found.consultation, now=now)
        shown = map_of(found.consultation)
    context = {
        "round": found,
        "consultation": found.consultation,
        "text": found.consultation.text,
        "verdict": verdict,
        "stored": shown.stored if shown else None,
        "map": shown.picture if shown else None,
        "own_place": shown.place_of(answers) if shown else None,
        "still_open": is_still_to_close(found.consultation, now),
    }
    return render(request, "opinions/map_page.html", context)


@never_cache
@require_safe
def table(request: HttpRequest, slug: str) -> HttpResponseBase:
    """Shares of answers to each statement that ten people or more answered, as they were when the map was made."""
    now = timezone.now()
    found = round_or_404(request, slug, now)
    answered = len(answers_of(request.user, found.consultation))
    may_see_results(found.consultation, now, answered=answered, statements=found.statements).require()
    rows = [
        (row.pk, row.body, shares.people, shares.agree, shares.disagree, shares.passed)
        for row, shares in shares_by_statement(found.consultation)
    ]
    heading = (_("Number"), _("Statement"), _("People"), _("Agree, %"), _("Disagree, %"), _("Pass, %"))
    return csv_file((line(row) for row in (heading, *rows)), f"{slug}-opinions.csv", mark=True)
