"""The communicator's list: every consultation, its pages in each language, and what waits for somebody."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.conf import settings
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cms.models import ConsultationPage
from cms.queries.answers import waiting_by_consultation
from cms.queries.needs import decisions_need
from consultations.deliberation.enums import ConsultationState
from consultations.deliberation.models import Consultation


@dataclass(frozen=True)
class Need:
    """Something to do, in words, and where it is done."""

    words: str
    address: str


@dataclass
class DeskRow:
    """``missing``: names of the languages without a page."""

    consultation: Consultation
    title: str
    pages: list[ConsultationPage]
    missing: Sequence[str | Promise]
    needs: list[Need] = field(default_factory=list)


def desk_rows(*, now: datetime) -> list[DeskRow]:
    """All consultations, those that need something first; few queries however many there are."""
    pages: dict[int, list[ConsultationPage]] = {}
    for page in ConsultationPage.objects.select_related("locale").order_by("consultation_id", "path"):
        pages.setdefault(page.consultation_id, []).append(page)
    waiting = waiting_by_consultation()
    found = Consultation.objects.prefetch_related("texts", "phases").order_by("-created_at", "-pk")
    decisions = decisions_need(now=now)
    rows = [
        desk_row(one, pages.get(one.pk, []), waiting.get(one.pk, 0), now, decisions.get(one.pk, ())) for one in found
    ]
    return sorted(rows, key=lambda row: not row.needs)


def title_of(consultation: Consultation) -> str:
    """Its title in its own language, as its page has it now, draft or not; else its short name."""
    own = ConsultationPage.objects.filter(consultation=consultation, language=consultation.language).first()
    text = consultation.text_in(consultation.language)
    return own.title if own else text.title if text else consultation.slug


def titles_of_all() -> list[tuple[str, str]]:
    """(short name, title) of every consultation, the newest first; for choosing one to begin from. Three queries."""
    own: dict[int, str] = {}
    for page in ConsultationPage.objects.order_by("path").only("consultation_id", "language", "title"):
        own.setdefault(page.consultation_id, page.title)
    found = Consultation.objects.prefetch_related("texts").order_by("-created_at", "-pk")
    texts = {one.pk: one.text_in(one.language) for one in found}
    return [(one.slug, own.get(one.pk) or (text.title if (text := texts[one.pk]) else one.slug)) for one in found]


def pages_of(consultation: Consultation) -> list[ConsultationPage]:
    return list(consultation.pages.select_related("locale").order_by("path"))


def desk_row(
    consultation: Consultation,
    pages: list[ConsultationPage],
    waiting: int,
    now: datetime,
    decisions: Sequence[tuple[str, int]] = (),
) -> DeskRow:
    """``consultation`` with its ``pages``; ``waiting`` counts contributions without an answer; ``decisions``: what its
    decisions need (words, decision's primary key)."""
    text = consultation.text_in(consultation.language)
    own = next((page for page in pages if page.language == consultation.language), None)
    title = own.title if own else text.title if text else consultation.slug
    held = {page.language for page in pages}
    missing = [name for code, name in settings.LANGUAGES if code not in held] if pages else []
    row = DeskRow(consultation, title, pages, missing)
    row.needs = [
        *_of_state(consultation, now),
        *_of_pages(pages),
        *_of_answers(consultation, waiting),
        *(Need(words, reverse("desk:decision", args=[pk])) for words, pk in decisions),
    ]
    return row


def _of_state(consultation: Consultation, now: datetime) -> list[Need]:
    here = reverse("desk:consultation", args=[consultation.slug])
    if consultation.state != ConsultationState.DRAFT or consultation.scheduled:
        return []
    if not consultation.phases.all():
        return [Need(_("Plan its phases."), reverse("desk:edit", args=[consultation.slug]))]
    if consultation.opens_at and consultation.opens_at <= now:
        return [Need(_("Its first phase has begun, but it is not open."), here)]
    return [Need(_("Open it when it is ready."), here)]


def _of_pages(pages: list[ConsultationPage]) -> list[Need]:
    needs = []
    for page in pages:
        name = page.locale.get_display_name()
        address = reverse("wagtailadmin_pages:edit", args=[page.pk])
        if not page.live:
            needs.append(Need(_("The page in %(language)s is not published.") % {"language": name}, address))
        elif page.has_unpublished_changes:
            needs.append(
                Need(_("The page in %(language)s has changes not yet published.") % {"language": name}, address)
            )
    return needs


def _of_answers(consultation: Consultation, waiting: int) -> list[Need]:
    if not waiting:
        return []
    words = ngettext(
        "%(number)s contribution waits for an answer.", "%(number)s contributions wait for an answer.", waiting
    )
    return [Need(words % {"number": waiting}, reverse("desk:answers", args=[consultation.slug]))]
