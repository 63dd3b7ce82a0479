"""The mails that the site sent in development, newest first (settings.DEV_MAIL); not there in production."""

from __future__ import annotations

import email
import re
from dataclasses import dataclass
from datetime import UTC, datetime
from email.message import EmailMessage
from email.policy import default
from email.utils import parsedate_to_datetime
from pathlib import Path

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

SEPARATOR = re.compile(rb"^-{79}$", re.MULTILINE)
CODE = re.compile(r"^\s*([A-Z0-9]{3,6}(?:-[A-Z0-9]{3,6})*)\s*$", re.MULTILINE)
SHOWN = 50


@dataclass(frozen=True)
class Mail:
    """One mail; ``code`` is the line that is nothing but a code, ``html`` its page, if any."""

    subject: str
    to: str
    at: datetime
    text: str
    code: str
    html: str


def _mail(source: bytes) -> Mail:
    message = email.message_from_bytes(source, policy=default)
    assert isinstance(message, EmailMessage)
    body = message.get_body(("plain",))
    text = body.get_content() if body else ""
    page = message.get_body(("html",))
    html = page.get_content() if page else ""
    found = CODE.search(text)
    at = parsedate_to_datetime(message["Date"]) if message["Date"] else datetime.fromtimestamp(0, UTC)
    return Mail(
        str(message["Subject"] or ""), str(message["To"] or ""), at, text, found.group(1) if found else "", html
    )


def mails(folder: Path) -> list[Mail]:
    """The newest mails that Django's file backend wrote into ``folder``; one file may hold several."""
    files = sorted(folder.glob("*.log"), key=lambda file: file.stat().st_mtime_ns, reverse=True)
    found: list[Mail] = []
    for file in files[:SHOWN]:
        parts = SEPARATOR.split(file.read_bytes())
        found += [_mail(part.lstrip()) for part in reversed(parts) if part.strip()]
    return sorted(found, key=lambda mail: mail.at, reverse=True)[:SHOWN]


@never_cache
@require_safe
def inbox(request: HttpRequest) -> HttpResponse:
    """Raises Http404 unless settings.DEV_MAIL."""
    if not settings.DEV_MAIL:
        raise Http404
    return render(request, "dev/mail.html", {"mails": mails(Path(getattr(settings, "EMAIL_FILE_PATH", "var/mail")))})


@never_cache
@require_safe
def page(request: HttpRequest, number: int) -> HttpResponse:
    """The HTML of the mail that stands at place ``number`` of the inbox, from 0, as a mail program shows it."""
    found = mails(Path(getattr(settings, "EMAIL_FILE_PATH", "var/mail"))) if settings.DEV_MAIL else []
    if number >= len(found) or not found[number].html:
        raise Http404
    return HttpResponse(found[number].html)
