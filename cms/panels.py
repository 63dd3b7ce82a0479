"""The story of a consultation, on its page."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest
from django.utils.translation import get_language

from cms.languages import Reading
from cms.models import ConsultationPage
from consultations.deliberation.models import Consultation


def story_of(request: HttpRequest, consultation: Consultation) -> Mapping[str, Any] | None:
    """The body of the live page in the reader's language, else in the consultation's own; None without a story.

    In a preview it is the body of the draft (``request.previewed_page``).
    """
    asked = get_language() or consultation.language
    page = getattr(request, "previewed_page", None) or _live(consultation, asked)
    if page is None or not page.body:
        return None
    return {"page": page, "reading": Reading(page.language, asked), "in_panel": True}


def _live(consultation: Consultation, asked: str) -> ConsultationPage | None:
    wanted = (asked, consultation.language)
    pages = ConsultationPage.objects.live().filter(consultation=consultation, language__in=wanted)
    found = {page.language: page for page in pages.select_related("locale")}
    return next((found[code] for code in wanted if code in found), None)
