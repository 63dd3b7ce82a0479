"""Letters with a one-time code, sent by post to the address where somebody says to live.

The address is held until the letter is printed, and no longer than settings.LETTER_ADDRESS_DAYS; the code is held by
nobody but the letter. Printing has two steps, so that a sheet that jams loses nothing: making the codes, any number of
times, and saying that they are printed, which deletes the addresses.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils.translation import get_language_info
from django.utils.translation import gettext as _

from consultations.people.domain.codes import MOST_TRIES, digest, new_code, same
from consultations.people.enums import Level, Method
from consultations.people.errors import Unclear
from consultations.people.models import CodeLetter, Participant, Verification
from consultations.people.operations.looks import look
from consultations.people.operations.verifying import put, role_of
from consultations.people.permissions import is_open_account, may_verify

LONGEST_ADDRESS = 300
BATCH = 200


@dataclass(frozen=True)
class Printed:
    """A letter as it is printed; the code is nowhere else."""

    letter: CodeLetter
    code: str

    @property
    def direction(self) -> str:
        """Which way its language is written, for a page in another one."""
        return "rtl" if get_language_info(self.letter.language)["bidi"] else "ltr"


@transaction.atomic
def ask_letter(*, actor: Participant | None, address: str, language: str, now: datetime) -> CodeLetter:
    """Asks for a letter to ``address``, in place of one that was asked for before. Raises NotAllowed or Unclear."""
    person = _held(actor)
    is_open_account(person).require()
    lines = [line.strip() for line in address.splitlines() if line.strip()]
    if len(lines) < 2 or sum(map(len, lines)) > LONGEST_ADDRESS:
        raise Unclear(_("Write the address as on an envelope: name, street and number, postcode and town."))
    _end(CodeLetter.objects.filter(participant=person, done_at=None), now)
    assert person is not None
    return CodeLetter.objects.create(participant=person, address="\n".join(lines), language=language, asked_at=now)


@transaction.atomic
def drop_letter(*, actor: Participant | None, now: datetime) -> int:
    """Forgets the letter that the person waits for, and its address; returns how many that were. Raises NotAllowed."""
    person = _held(actor)
    is_open_account(person).require()
    return _end(CodeLetter.objects.filter(participant=person, done_at=None), now)


@transaction.atomic
def make_letters(*, actor: Participant | None, now: datetime) -> list[Printed]:
    """The letters that wait, the longest waiting first and at most BATCH, with new codes. Raises NotAllowed.

    Those whose addresses are read here can see that they were.
    """
    may_verify(actor).require()
    assert actor is not None
    waiting = CodeLetter.objects.select_for_update(of=("self",)).select_related("participant")
    printed = []
    for letter in waiting.filter(done_at=None, printed_at=None).exclude(address="").order_by("asked_at", "pk")[:BATCH]:
        code = new_code()
        letter.digest, letter.made_at = digest(settings.SECRET_KEY, _purpose(letter), code), now
        letter.expires_at = now + timedelta(days=settings.LETTER_CODE_DAYS)
        letter.tries = 0
        letter.save(update_fields=["digest", "made_at", "expires_at", "tries"])
        look(actor=actor, participant=letter.participant, why=_("your letter with a code"), now=now)
        printed.append(Printed(letter, code))
    return printed


@transaction.atomic
def confirm_printed(*, actor: Participant | None, letters: Collection[int], now: datetime) -> int:
    """The letters with these numbers are printed: their addresses are deleted. Returns how many. Raises NotAllowed."""
    may_verify(actor).require()
    assert actor is not None
    made = CodeLetter.objects.filter(pk__in=letters, printed_at=None, done_at=None).exclude(digest="")
    return made.update(printed_at=now, printed_by=actor, role=role_of(actor), address="")


@transaction.atomic
def enter_letter_code(*, actor: Participant | None, code: str, now: datetime) -> Verification | None:
    """Verifies the address of whoever types the code of their letter; None where it is wrong or no longer valid.

    After MOST_TRIES the letter counts no more. Raises NotAllowed.
    """
    person = _held(actor)
    is_open_account(person).require()
    assert person is not None
    letter = CodeLetter.objects.filter(participant=person, done_at=None).first()
    given = digest(settings.SECRET_KEY, _purpose(letter) if letter else "", code)
    right = same(letter.digest if letter else "", given)
    if letter is None or not letter.expires_at:
        return None
    letter.tries += 1
    good = right and letter.expires_at > now
    if good or letter.tries >= MOST_TRIES:
        letter.done_at, letter.address, letter.digest, letter.made_at, letter.expires_at = now, "", "", None, None
    letter.save()
    if not good:
        return None
    return put(person, Method.LETTER, Level.ADDRESS, role=letter.role or "registrar", by=letter.printed_by, now=now)


@transaction.atomic
def forget_addresses(*, now: datetime) -> int:
    """Ends letters that nobody printed in time, and those whose codes are over; returns how many that were."""
    oldest = now - timedelta(days=settings.LETTER_ADDRESS_DAYS)
    unprinted = Q(printed_at=None, asked_at__lte=oldest)
    return _end(CodeLetter.objects.filter(unprinted | Q(expires_at__lte=now), done_at=None), now)


def _end(letters: QuerySet[CodeLetter], now: datetime) -> int:
    return letters.update(done_at=now, address="", digest="", made_at=None, expires_at=None)


def _held(actor: Participant | None) -> Participant | None:
    """The person's row under its lock: two codes typed at once are two tries."""
    return Participant.objects.select_for_update(no_key=True).get(pk=actor.pk) if actor else None


def _purpose(letter: CodeLetter) -> str:
    return f"letter/{letter.pk}/{letter.participant_id}"
