"""A bucket of tokens as one number: the time at which it will be full again (generic cell rate algorithm)."""

from __future__ import annotations

import math
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import ngettext_lazy

from consultations.people.domain.verdict import NotAllowed

WAIT_WORDS: dict[str, Promise] = {
    "comment": ngettext_lazy(
        "You can comment again in %(seconds)d second.", "You can comment again in %(seconds)d seconds.", "seconds"
    ),
    "propose": ngettext_lazy(
        "You can propose again in %(seconds)d second.", "You can propose again in %(seconds)d seconds.", "seconds"
    ),
    "support": ngettext_lazy(
        "You can support again in %(seconds)d second.", "You can support again in %(seconds)d seconds.", "seconds"
    ),
    "report": ngettext_lazy(
        "You can report again in %(seconds)d second.", "You can report again in %(seconds)d seconds.", "seconds"
    ),
}
ANY_ACT = ngettext_lazy(
    "You can do this again in %(seconds)d second.", "You can do this again in %(seconds)d seconds.", "seconds"
)


class TooMany(NotAllowed):
    """Refused for now. ``seconds`` until the next try is accepted; ``str()`` says so to the person."""

    def __init__(self, act: str, seconds: int) -> None:
        self.seconds = seconds
        super().__init__(str(WAIT_WORDS.get(act, ANY_ACT) % {"seconds": seconds}))


@dataclass(frozen=True)
class Rate:
    """``amount`` acts at once, one more each ``seconds / amount``."""

    amount: int
    seconds: float

    @property
    def interval(self) -> float:
        return self.seconds / self.amount


def spend(full_at: float, rate: Rate, now: float) -> tuple[float, int]:
    """(the bucket's new ``full_at``, seconds to wait). When the wait is not 0 nothing was spent.

    Times are seconds since the epoch; an unused bucket has ``full_at`` 0.
    """
    after = max(full_at, now) + rate.interval
    wait = after - now - rate.seconds
    if wait > 1e-6:
        return full_at, math.ceil(wait)
    return after, 0
