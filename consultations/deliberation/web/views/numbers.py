"""Numbers for people: how many took part in a consultation, when and by which way."""

from __future__ import annotations

import csv

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from consultations.deliberation.enums import ConsultationState
from consultations.deliberation.queries.makeup import has_told, make_up_of
from consultations.deliberation.queries.numbers import charts_of
from consultations.deliberation.web.views.consultations import consultation_or_404
from consultations.deliberation.web.visitors import person


@require_safe
def numbers(request: HttpRequest, slug: str) -> HttpResponse:
    found = consultation_or_404(request, slug)
    context = {
        "consultation": found,
        "text": found.text,
        "charts": charts_of(found),
        "make_up": make_up_of(found),
        "may_tell": found.state == ConsultationState.OPEN and not has_told(person(request), found),
    }
    return render(request, "deliberation/numbers.html", context)


@require_safe
def numbers_table(request: HttpRequest, slug: str) -> HttpResponse:
    """All figures, or with ``?figure=`` those of one, as CSV."""
    found = consultation_or_404(request, slug)
    response = HttpResponse("\ufeff", content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{found.slug}-numbers.csv"'
    writer = csv.writer(response)
    writer.writerow([_("Figure"), _("What"), _("Number")])
    wanted = request.GET.get("figure", "")
    for chart in charts_of(found):
        if wanted in ("", chart.id):
            writer.writerows([chart.title, bar.label, bar.value] for bar in chart.bars)
    if wanted in ("", "who"):
        for trait in make_up_of(found):
            writer.writerows([trait.words, row.words, "" if row.here is None else row.here] for row in trait.rows)
    return response
