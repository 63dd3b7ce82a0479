"""What stands under a receipt code."""

from __future__ import annotations

from django.db.models import QuerySet

from consultations.record.domain import receipt_code
from consultations.record.models import Event, ReceiptCode


def events_for_code(code: str) -> QuerySet[Event]:
    """The events of a code as typed by its holder, oldest first; none when there is no such code."""
    sha256 = receipt_code.digest(code)
    if sha256 is None:
        return Event.objects.none()
    return Event.objects.filter(receipt_codes__sha256=sha256).order_by("position")


def number_of_code(code: str) -> int | None:
    """The row of a code as typed, also of one under which nothing stands yet; None where there is no such code."""
    sha256 = receipt_code.digest(code)
    return ReceiptCode.objects.filter(sha256=sha256).values_list("pk", flat=True).first() if sha256 else None
