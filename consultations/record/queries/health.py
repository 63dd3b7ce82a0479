"""Whether the record keeps up, for /health/ and for the page that says so."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Literal, TypedDict

from consultations.record.models import Pending
from consultations.record.queries.tiles import newest
from consultations.record.sequencer.guard import Refused, standing

# Recorded within two seconds is promised (record.md, section 3); an operator is told when it takes far longer.
LATE = 30.0


class Health(TypedDict):
    """``age``: seconds since the oldest event that is not in the tree yet, 0 when there is none; ``size``: published.

    ``state``: ok; late (the sequencer does not run or does not keep up); refused (``reason`` says why nothing is
    signed and what to do).
    """

    state: Literal["ok", "late", "refused"]
    age: float
    size: int
    reason: str


def record_health(now: datetime | None = None) -> Health:
    moment = now or datetime.now(UTC)
    oldest = Pending.objects.order_by("event_id").values_list("event__time", flat=True).first()
    age = max(0.0, (moment - oldest).total_seconds()) if oldest else 0.0
    checkpoint = newest()
    size = checkpoint.size if checkpoint else 0
    try:
        standing()
    except Refused as refusal:
        return Health(state="refused", age=age, size=size, reason=str(refusal))
    if age > LATE:
        return Health(state="late", age=age, size=size, reason=f"An event has waited for {age:.0f} seconds.")
    return Health(state="ok", age=age, size=size, reason="")
