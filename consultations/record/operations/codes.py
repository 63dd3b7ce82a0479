"""Receipt codes: how a person without an account comes back to what they gave."""

from __future__ import annotations

from collections.abc import Collection, Iterable

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


@transaction.atomic
def add_to_codes(*, codes: Collection[int], events: Collection[Event]) -> None:
    """Puts ``events`` under each of ``codes`` (primary keys), for what became of something later. One query."""
    under = ReceiptCode.events.through
    rows = [under(receiptcode_id=code, event_id=event.pk) for code in sorted(set(codes)) for event in events]
    under.objects.bulk_create(rows, ignore_conflicts=True)
