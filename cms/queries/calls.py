"""A consultation as another page points to it: its words, where it stands, what can be done there now."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from cms.addresses import address
from consultations.deliberation.domain.days import days_left
from consultations.deliberation.enums import Act, ConsultationState
from consultations.deliberation.models import Consultation, ConsultationText, Phase
from consultations.deliberation.queries.consultations import counts_of, first_open_act, open_until, present_phase


@dataclass(frozen=True)
class OpenConsultation:
    """``days_left``: until residents can do nothing more there; 0 on the last day, None where that has no end or is
    over."""

    consultation: Consultation
    phase: Phase | None
    text: ConsultationText
    contributions: int
    days_left: int | None
    address: str


@dataclass(frozen=True)
class Call:
    """``act``: what to offer first; None where nothing can be done there now."""

    entry: OpenConsultation
    act: Act | None


def card_of(row: Consultation, language: str, contributions: int, now: datetime) -> OpenConsultation:
    """``row`` has words; in ``language`` where there are any."""
    text = row.text_in(language)
    assert text is not None
    until = open_until(row, now)
    left = days_left(until, now) if until else None
    place = address(f"consultations/{row.slug}/")
    return OpenConsultation(row, present_phase(row, now), text, contributions, left, place)


def call_to(slug: str, language: str, now: datetime) -> Call | None:
    """None where there is no such consultation, or nobody but its makers may see it yet."""
    public = Consultation.objects.exclude(state=ConsultationState.DRAFT).filter(texts__isnull=False)
    row = public.distinct().prefetch_related("texts", "phases").filter(slug=slug).first()
    if row is None:
        return None
    return Call(card_of(row, language, counts_of([row.pk]).get(row.pk, 0), now), first_open_act(row, now))


def callable_consultations(language: str) -> list[tuple[str, str]]:
    """(slug, title) for an editor's choice, the newest first; drafts too, because pages are written before opening."""
    rows = Consultation.objects.filter(texts__isnull=False).distinct().prefetch_related("texts").order_by("-pk")
    texts = [(row.slug, row.text_in(language)) for row in rows]
    return [(slug, text.title if text else slug) for slug, text in texts]
