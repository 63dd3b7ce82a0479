"""The frame of every page of the desk: who works there; breadcrumbs, heading, icon."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from consultations.people.models import Participant

Crumb = tuple[str, str]


def official(request: HttpRequest) -> Participant:
    """Who works at the desk. Ask the permission first: it turns everybody else away with a reason."""
    assert isinstance(request.user, Participant)
    return request.user


def crumb(words: str | Promise, name: str = "", *args: Any) -> Crumb:
    """A breadcrumb: words and the address of the desk's page ``name``, none for the page itself."""
    return str(words), reverse(f"desk:{name}", args=args) if name else ""


def page(
    request: HttpRequest,
    template: str,
    title: str | Promise,
    *crumbs: Crumb,
    status: int = 200,
    icon: str = "group",
    **context: Any,
) -> HttpResponse:
    """Renders ``cms/admin/<template>.html`` under ``title``, below 'Consultations' and ``crumbs``."""
    trail = [crumb(_("Consultations"), "consultations"), *crumbs]
    items = [{"label": words, "url": address} for words, address in trail if address]
    frame = {
        "breadcrumbs_items": [*items, {"label": str(title), "url": ""}],
        "header_title": title,
        "header_icon": icon,
        "page_title": title,
    }
    return render(request, f"cms/admin/{template}.html", {**frame, **context}, status=status)
