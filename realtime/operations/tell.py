"""Telling those who took part in a session what came of it: once when results are handed over, once for each answer."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.db import transaction
from django.db.models import QuerySet
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from consultations.following.sources import Scope
from consultations.people.models import Participant
from consultations.people.operations.letters import carry
from consultations.people.operations.notices import tell
from consultations.people.operations.writing import Mail, site_address
from consultations.people.writers import Written
from realtime.domain import listening
from realtime.enums import GuestNews, SeatState
from realtime.models import GuestLetter, HandedOver, Listener, Session
from realtime.operations.listen import tell_guests
from realtime.queries.became import KIND, Became, became_of, written
from realtime.queries.people import who_said_something

UNCONFIRMED = timedelta(days=7)


def tell_results(session: Session, now: datetime) -> int:
    """Inside the caller's transaction: whoever took part with an account, and guests who wished it."""
    residents = Participant.objects.filter(
        pk__in=who_said_something(session), is_active=True, erased_at__isnull=True, is_superuser=False
    ).filter(grants__isnull=True)
    key = f"session/{session.pk}"
    told = tell(people=list(residents), kind=KIND, key=key, subjects=_subjects(session), now=now)
    return told + tell_guests(list(_listeners(session=session)), GuestNews.RESULTS, key, now)


@transaction.atomic
def tell_answers(scope: Scope, key: str, now: datetime) -> int:
    """Guests of sessions one of whose results is answered by an outcome (consultations.following.outsiders)."""
    sessions = HandedOver.objects.filter(scope.about("contribution")).values("session")
    return tell_guests(list(_listeners(session__in=sessions)), GuestNews.ANSWER, key, now)


def _listeners(**of: object) -> QuerySet[Listener]:
    """Who was removed from a session hears no more of it."""
    seats = {f"seat__{name}": value for name, value in of.items()}
    return Listener.objects.filter(**seats).exclude(seat__state=SeatState.REMOVED).order_by("pk")


def _subjects(session: Session) -> dict[str, str]:
    found = {}
    for language, _name in settings.LANGUAGES:
        with translation.override(language):
            found[language] = (_("Results of a live session: %(title)s") % {"title": session.title})[:200]
    return found


def send_guest_letters(*, now: datetime) -> int:
    """What is due to guests; an address that nobody confirmed within a week is deleted."""
    Listener.objects.filter(confirmed_at__isnull=True, asked_at__lt=now - UNCONFIRMED).delete()
    letters = GuestLetter.objects.select_related("listener__seat__session__consultation")
    return carry(letters, guest_mails, now)


def guest_mails(letters: Sequence[GuestLetter]) -> Mapping[int, Mail]:
    """The mail of each, in the guest's language, by primary key."""
    became = became_of({letter.listener.seat.session_id for letter in letters if letter.news != GuestNews.CONFIRM})
    mails = {}
    for letter in letters:
        if letter.news == GuestNews.CONFIRM and letter.listener.confirmed_at is not None:
            continue
        with translation.override(letter.listener.language):
            mails[letter.pk] = _mail(letter, became.get(letter.listener.seat.session_id))
    return mails


def _mail(letter: GuestLetter, became: Became | None) -> Mail:
    listener, site = letter.listener, site_address()
    session = listener.seat.session
    link = site + reverse("realtime:listen", args=[listening.make(listener.public_id)])
    if became is None:
        words = Written(
            text=render_to_string("realtime/mail/confirm.txt", {"session": session, "link": link}),
            html=render_to_string("realtime/mail/confirm.html", {"session": session, "link": link}),
        )
    else:
        words = written(became, site=site, stop=link)
    subject = " ".join(f"{letter.get_news_display()}: {session.title}".split())[:200]
    context = {
        "told": [({"subject": subject}, words)],
        "site": site,
        "site_name": settings.SITE_NAME,
        "stop": "",
        "subject": subject,
    }
    headers = {
        "Message-ID": f"<{letter.public_id}@{urlsplit(site).hostname}>",
        "Auto-Submitted": "auto-generated",
        "Content-Language": listener.language,
        "List-Unsubscribe": f"<{link}>",
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
    }
    body = render_to_string("people/mail/letter.txt", context)
    mail = EmailMultiAlternatives(subject=subject, body=body, to=[listener.email], headers=headers)
    mail.attach_alternative(render_to_string("people/mail/letter.html", context), "text/html")
    return mail
