"""Letters in words: a text and a page, both complete, in the person's language, with the way to stop."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from consultations.people import stop_link
from consultations.people.models import Letter, Notice
from consultations.people.queries.messages import written
from consultations.people.writers import Written

Mail = EmailMultiAlternatives


def site_address() -> str:
    """What addresses in letters begin with: configured, never taken from a request."""
    return str(settings.WAGTAILADMIN_BASE_URL).rstrip("/")


def written_mails(letters: Sequence[Letter]) -> Mapping[int, Mail]:
    """The mail of each letter that has something to say and somebody to say it to, by primary key."""
    reached = [letter for letter in letters if letter.participant.email and letter.participant.is_active]
    words = written([notice for letter in reached for notice in letter.notices.all()], site=site_address())
    mails = {}
    for letter in reached:
        notices = [notice for notice in letter.notices.all() if notice.pk in words]
        if notices:
            with translation.override(letter.participant.language):
                mails[letter.pk] = _mail(letter, [(notice, words[notice.pk]) for notice in notices])
    return mails


def _mail(letter: Letter, told: Sequence[tuple[Notice, Written]]) -> Mail:
    person, site = letter.participant, site_address()
    stop = site + reverse("people:stop", args=[stop_link.make(person.public_id)])
    context = {
        "told": told,
        "letter": letter,
        "site": site,
        "site_name": settings.SITE_NAME,
        "stop": "" if letter.owed else stop,
        "subject": _subject(letter, told),
    }
    mail = Mail(
        subject=context["subject"],
        body=_tidy(render_to_string("people/mail/letter.txt", context)),
        to=[str(person.email)],
        headers=_headers(letter, person.language, stop),
    )
    mail.attach_alternative(render_to_string("people/mail/letter.html", context), "text/html")
    return mail


def _subject(letter: Letter, told: Sequence[tuple[Notice, Written]]) -> str:
    if letter.weekly and len(told) > 1:
        return _("What became of yours this week")
    return " ".join(told[0][0].subject.split())


def _headers(letter: Letter, language: str, stop: str) -> dict[str, str]:
    """With RFC 8058's one-click stop, but for what the site owes the person in any case."""
    headers = {
        "Message-ID": f"<{letter.public_id}@{urlsplit(site_address()).hostname}>",
        "Auto-Submitted": "auto-generated",
        "Content-Language": language,
    }
    if not letter.owed:
        headers |= {"List-Unsubscribe": f"<{stop}>", "List-Unsubscribe-Post": "List-Unsubscribe=One-Click"}
    return headers


def _tidy(text: str) -> str:
    """Without the blank lines that a template's own lines leave behind."""
    lines = [line.rstrip() for line in text.strip().splitlines()]
    kept = [line for number, line in enumerate(lines) if line or (number and lines[number - 1])]
    return "\n".join(kept) + "\n"
