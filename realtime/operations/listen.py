"""Guests hear what becomes of a session by e-mail, if they want it and confirm that the address is theirs."""

from __future__ import annotations

from datetime import datetime

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.utils.translation import gettext as _

from consultations.deliberation.errors import Unfit
from consultations.people.bell import bell
from realtime.domain import listening
from realtime.enums import GuestNews
from realtime.models import GuestLetter, HandedOver, Listener, Seat
from realtime.permissions import may_ask_to_hear

MOST_ASKED = 3


@transaction.atomic
def ask_to_hear(*, seat: Seat, email: str, language: str, now: datetime) -> Listener:
    """Keeps the address and sends one letter, which asks whether they want more. Raises NotAllowed, or Unfit."""
    seat = Seat.objects.select_for_update().get(pk=seat.pk)
    may_ask_to_hear(seat).require()
    email = email.strip()
    try:
        validate_email(email)
    except ValidationError as fault:
        raise Unfit("email", _("Enter a whole e-mail address, such as name@example.org.")) from fault
    before = Listener.objects.filter(seat=seat).first()
    if before is not None and before.email == email and before.confirmed_at:
        return before
    asked = before.letters.filter(news=GuestNews.CONFIRM).count() if before else 0
    if asked >= MOST_ASKED:
        raise Unfit("email", _("We have written to you several times already. Look into your mail."))
    listener, _made = Listener.objects.update_or_create(
        seat=seat, defaults={"email": email, "language": language, "asked_at": now, "confirmed_at": None}
    )
    _put_out([listener], GuestNews.CONFIRM, f"confirm/{asked + 1}", now, owed=True)
    return listener


@transaction.atomic
def confirm_hearing(*, listener: Listener, now: datetime) -> Listener:
    """By the link in the first letter. Results that were handed over meanwhile are told at once."""
    listener = Listener.objects.select_for_update().get(pk=listener.pk)
    if listener.confirmed_at is None:
        listener.confirmed_at = now
        listener.save(update_fields=["confirmed_at"])
        session = listener.seat.session_id
        if HandedOver.objects.filter(session=session).exists():
            _put_out([listener], GuestNews.RESULTS, f"session/{session}", now)
    return listener


@transaction.atomic
def stop_hearing(*, listener: Listener) -> None:
    """The address is deleted, with the letters that wait."""
    Listener.objects.filter(pk=listener.pk).delete()


def listener_of(token: str) -> Listener | None:
    """Whose link this is; None when it was not made here or the address is deleted."""
    public_id = listening.read(token)
    found = Listener.objects.select_related("seat__session__consultation")
    return found.filter(public_id=public_id).first() if public_id else None


def tell_guests(listeners: list[Listener], news: GuestNews, key: str, now: datetime) -> int:
    """Each of the confirmed among ``listeners`` once; inside the caller's transaction. Two queries."""
    confirmed = [listener for listener in listeners if listener.confirmed_at is not None]
    told = set(GuestLetter.objects.filter(key=key, listener__in=confirmed).values_list("listener_id", flat=True))
    new = [listener for listener in confirmed if listener.pk not in told]
    _put_out(new, news, key, now)
    return len(new)


def _put_out(listeners: list[Listener], news: GuestNews, key: str, now: datetime, *, owed: bool = False) -> None:
    rows = [GuestLetter(listener=listener, news=news, key=key, due_at=now, owed=owed) for listener in listeners]
    GuestLetter.objects.bulk_create(rows, ignore_conflicts=True)
    if rows:
        transaction.on_commit(bell.set)
