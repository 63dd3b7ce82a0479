"""In which language a page is read, and whether that is the one asked for."""

from __future__ import annotations

from dataclasses import dataclass

from django.conf import settings
from django.http import HttpRequest
from django.utils import translation
from wagtail.models import Page

RIGHT_TO_LEFT = frozenset({"ar"})


@dataclass(frozen=True)
class Reading:
    """``language`` of the words on the page; ``asked`` is the reader's, from the address."""

    language: str
    asked: str

    @property
    def is_other(self) -> bool:
        """Whether the page is shown in another language than the reader's, because it has no version in theirs."""
        return self.language != self.asked

    @property
    def direction(self) -> str:
        return "rtl" if self.language in RIGHT_TO_LEFT else "ltr"

    @property
    def name(self) -> str:
        """The name of ``language`` in the reader's language."""
        return str(dict(settings.LANGUAGES).get(self.language, self.language))


def reading(page: Page, request: HttpRequest) -> Reading:
    """How ``page`` is read in this request; a preview is always in its own language."""
    language = page.locale.language_code
    if getattr(request, "is_preview", False):
        return Reading(language, language)
    return Reading(language, translation.get_language() or settings.LANGUAGE_CODE)
