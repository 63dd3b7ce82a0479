"""Pages of one kind as a reader of any language finds them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeVar

from django.conf import settings
from django.db.models import Q, QuerySet
from wagtail.models import Page

from cms.addresses import address

P = TypeVar("P", bound=Page)


@dataclass(frozen=True)
class Listed:
    """``address``: where the reader finds ``page`` without leaving their language."""

    page: Page
    address: str


def own_address(page: Page, language: str) -> str:
    """Where a reader of ``language`` finds ``page``, whatever language it is in."""
    return str(page.url) if page.locale.language_code == language else address(page.url.lstrip("/"))


def listed(pages: QuerySet[P] | list[P], language: str) -> list[Listed]:
    return [Listed(page, own_address(page, language)) for page in pages]


def pages_in(kind: type[P], language: str) -> QuerySet[P]:
    """Each published page once: in ``language``, else in the site's source language."""
    live = kind._default_manager.live().select_related("locale")
    here = live.filter(locale__language_code=language)
    source = Q(locale__language_code=settings.LANGUAGE_CODE) & ~Q(translation_key__in=here.values("translation_key"))
    return live.filter(Q(locale__language_code=language) | source)


def pages_under(index: Page, kind: type[P], language: str) -> QuerySet[P]:
    """Those of ``pages_in`` that stand directly under ``index`` or one of its translations."""
    under = Q()
    for each in index.get_translations(inclusive=True):
        under |= Q(path__startswith=each.path, depth=each.depth + 1)
    return pages_in(kind, language).filter(under)


def above_in(page: Page, language: str) -> Listed:
    """The list in which ``page`` stands: the reader's own version of it where there is one."""
    parent = page.get_parent()
    own = parent.get_translations(inclusive=True).filter(live=True, locale__language_code=language).first() or parent
    return Listed(own, own_address(own, language))
