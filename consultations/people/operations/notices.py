"""Telling a person something that concerns them: on the site, and by e-mail after the commit."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from django.conf import settings
from django.core.mail import send_mail
from django.db import transaction
from django.utils import translation

from consultations.people.models import Notice, Participant

Words = Callable[[], tuple[str, str, str]]


@transaction.atomic
def notify(*, participant: Participant, words: Words, now: datetime) -> Notice:
    """Keeps a notice for ``participant`` and sends it by e-mail once the transaction stands.

    ``words()`` gives (subject, text, address path); it is called with the participant's language active.
    """
    with translation.override(participant.language):
        subject, text, path = words()
    notice = Notice.objects.create(participant=participant, subject=subject, text=text, path=path, at=now)
    if participant.email and participant.is_active:
        body = f"{text}\n\n{settings.WAGTAILADMIN_BASE_URL.rstrip('/')}{path}\n"
        address = participant.email
        transaction.on_commit(
            lambda: send_mail(subject, body, settings.DEFAULT_FROM_EMAIL, [address], fail_silently=False), robust=True
        )
    return notice


@transaction.atomic
def mark_read(*, actor: Participant, now: datetime) -> int:
    """Every notice of ``actor`` counts as read; returns how many were not yet."""
    return Notice.objects.filter(participant=actor, read_at__isnull=True).update(read_at=now)
