"""The round behind an address, with what the calendar owed it by now done."""

from __future__ import annotations

from datetime import datetime

from django.http import Http404, HttpRequest

from consultations.deliberation.enums import Act
from consultations.deliberation.models import Consultation
from consultations.deliberation.permissions import is_open_for
from consultations.deliberation.web.views.consultations import consultation_or_404
from consultations.opinions.enums import Look
from consultations.opinions.models import Statement
from consultations.opinions.operations import show_due
from consultations.opinions.queries.rounds import Round, round_of


def round_or_404(request: HttpRequest, slug: str, now: datetime) -> Round:
    consultation = consultation_or_404(request, slug)
    _show_due(consultation, now)
    found = round_of(consultation, now)
    if found is None:
        raise Http404("nobody is asked for opinions here")
    return found


def _show_due(consultation: Consultation, now: datetime) -> None:
    if not is_open_for(consultation, Act.OPINE, now):
        return
    waiting = Statement.objects.filter(consultation=consultation, contribution=None, look=Look.ACCEPTED)
    if waiting.exists():
        show_due(consultation=consultation, now=now)
