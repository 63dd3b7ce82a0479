"""Receipt codes: how a person without an account comes back to what they gave."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import transaction

from consultations.record.domain import receipt_code
from consultations.record.models import Event, ReceiptCode


@transaction.atomic
def give_code(*, events: Iterable[Event]) -> str:
    """A new code for ``events``, to be shown once: only its hash is kept."""
    code = receipt_code.make()
    digest = receipt_code.digest(code)
    assert digest is not None, "a code just made can be read"
    row = ReceiptCode.objects.create(sha256=digest)
    row.events.set(events)
    return code


@transaction.atomic
def add_to_code(*, code: str, event: Event) -> bool:
    """Puts ``event`` under a code that its holder shows; False when there is no such code."""
    row = ReceiptCode.objects.filter(sha256=receipt_code.digest(code) or "").first()
    if row is None:
        return False
    row.events.add(event)
    return True
