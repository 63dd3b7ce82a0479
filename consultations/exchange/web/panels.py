"""What this district shows on pages of consultations and contributions."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from consultations.deliberation.models import Consultation, Contribution
from consultations.exchange.queries.imported import brought_with, provenance_of
from consultations.opinions.queries import Totals


@dataclass(frozen=True)
class Bar:
    label: str | Promise
    value: int


def provenance(request: HttpRequest, consultation: Consultation) -> Mapping[str, Any] | None:
    found = provenance_of(consultation)
    return {"provenance": found, "consultation": consultation} if found else None


def data(request: HttpRequest, consultation: Consultation) -> Mapping[str, Any] | None:
    """The way to what can be taken along."""
    return {"consultation": consultation} if consultation.opened_at else None


def brought(request: HttpRequest, contribution: Contribution) -> Mapping[str, Any] | None:
    found = brought_with(contribution)
    return {"brought": found, "bars": bars_of(found.totals)} if found else None


def bars_of(totals: Totals | None) -> list[Bar]:
    """Empty where there are no opinions, or too few to be told."""
    if totals is None or totals.people is None:
        return []
    return [
        Bar(_("Agree"), totals.agree or 0),
        Bar(_("Disagree"), totals.disagree or 0),
        Bar(_("Pass"), totals.passed or 0),
    ]
