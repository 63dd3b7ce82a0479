"""When and where a session will be, and where people read along or hear an interpreter."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlsplit

from django.utils.translation import gettext_lazy as _

from consultations.deliberation.errors import Unfit

MOST_DAYS = 60


@dataclass(frozen=True, slots=True)
class Plan:
    """``planned_at``: when it is to begin. ``place`` in words. The two addresses are pages on the web.

    ``correct_days``: for how many days after it corrections of its minutes may be proposed, 1 to MOST_DAYS.
    """

    planned_at: datetime | None = None
    place: str = ""
    captions_url: str = ""
    interpretation_url: str = ""
    correct_days: int = 14

    def check(self) -> None:
        """Raises Unfit naming the field."""
        for name in ("captions_url", "interpretation_url"):
            if not _is_page(getattr(self, name)):
                raise Unfit(name, str(_("Give the whole address of a page, beginning with https://.")))
        if len(self.place) > 200:
            raise Unfit("place", str(_("This is too long. Make it shorter.")))
        if not 1 <= self.correct_days <= MOST_DAYS:
            raise Unfit("correct_days", str(_("Choose between 1 and %(most)d days.") % {"most": MOST_DAYS}))


NO_PLAN = Plan()


def _is_page(address: str) -> bool:
    """Whether it may stand in a link: nothing, or http(s) with a host."""
    if not address:
        return True
    try:
        parts = urlsplit(address)
        return parts.scheme in ("http", "https") and bool(parts.hostname) and len(address) <= 300
    except ValueError:
        return False
