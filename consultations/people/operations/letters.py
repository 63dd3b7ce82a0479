"""Sending letters: each goes once, and what the mail server does not take is tried again.

A letter is marked as going, and that is committed, before it is handed to the mail server; it is marked as sent after.
A process that dies in between leaves open whether the server has it. Then a letter that is owed goes again under the
same Message-ID, by which mail programs know it; any other does not, for its message stands on the site anyway.
"""

from __future__ import annotations

import logging
import smtplib
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import TypeVar

from django.core.mail import get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.db.models import F, Prefetch, QuerySet

from consultations.people.domain.postal import LONGEST_TRY, next_try
from consultations.people.enums import LetterState
from consultations.people.models import Letter, Notice, Post
from consultations.people.operations.writing import Mail, written_mails

logger = logging.getLogger(__name__)

BATCH = 100
P = TypeVar("P", bound=Post)
# What a mail server or the way to it may answer; anything else is a fault of ours and must be seen.
REFUSALS = (smtplib.SMTPException, OSError)


def send_letters(*, now: datetime) -> int:
    """Sends what is due to people with an account; returns how many letters the mail server took."""
    notices = Prefetch("notices", Notice.objects.select_related("participant").order_by("at", "pk"))
    return carry(Letter.objects.select_related("participant").prefetch_related(notices), written_mails, now)


def carry(letters: QuerySet[P], write: Callable[[Sequence[P]], Mapping[int, Mail]], now: datetime) -> int:
    """Sends what is due of ``letters``, a batch after the other; returns how many the mail server took.

    ``write``: the mail of each that has something to say, by primary key; any other is thrown away. Several processes
    may do it at once: each letter is claimed by one of them.
    """
    _take_up_what_was_cut_off(letters.model, now)
    due = letters.filter(state=LetterState.WAITING, due_at__lte=now).order_by("due_at", "pk")
    sent = 0
    connection = get_connection()
    try:
        while batch := list(due.all()[:BATCH]):
            mails = write(batch)
            connection.open()
            sent += sum(_send(letter, mails.get(letter.pk), connection, now) for letter in batch)
    except REFUSALS as away:
        logger.warning("The mail server cannot be reached, the letters wait: %s", type(away).__name__)
    finally:
        connection.close()
    return sent


def _send(letter: Post, mail: Mail | None, connection: BaseEmailBackend, now: datetime) -> bool:
    if mail is None:
        letter.delete()
        return False
    rows = type(letter)._default_manager
    if not rows.filter(pk=letter.pk, state=LetterState.WAITING).update(
        state=LetterState.GOING, tried_at=now, attempts=F("attempts") + 1
    ):
        return False
    try:
        connection.send_messages([mail])
    except REFUSALS as refusal:
        connection.close()
        _put_back(letter, refusal, now)
        return False
    rows.filter(pk=letter.pk).update(state=LetterState.SENT, sent_at=now, problem="")
    return True


def _put_back(letter: Post, refusal: Exception, now: datetime) -> None:
    """To be tried again later; not where the server will never take it, or has refused it for days."""
    attempts = letter.attempts + 1
    again = None if _is_final(refusal) else next_try(attempts, now)
    state = LetterState.WAITING if again else LetterState.FAILED
    # The kind of failure, not its words: a server's answer may repeat the address.
    problem = f"{type(refusal).__name__} {getattr(refusal, 'smtp_code', '')}".strip()[:200]
    type(letter)._default_manager.filter(pk=letter.pk).update(
        state=state, due_at=again or letter.due_at, problem=problem
    )
    logger.warning("Letter %s was not taken at try %s: %s", letter.pk, attempts, problem)


def _is_final(refusal: Exception) -> bool:
    if isinstance(refusal, smtplib.SMTPRecipientsRefused):
        return all(code >= 500 for code, _words in refusal.recipients.values())
    return isinstance(refusal, smtplib.SMTPResponseException) and 550 <= refusal.smtp_code <= 559


def _take_up_what_was_cut_off(kind: type[Post], now: datetime) -> None:
    cut_off = kind._default_manager.filter(state=LetterState.GOING, tried_at__lt=now - LONGEST_TRY)
    cut_off.filter(owed=True).update(state=LetterState.WAITING, due_at=now, problem="cut off")
    cut_off.filter(owed=False).update(state=LetterState.UNKNOWN, problem="cut off")
