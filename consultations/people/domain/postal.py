"""When letters go: weekly ones, and those that the mail server did not take."""

from __future__ import annotations

from datetime import datetime, timedelta

# After each failed try the next one waits this long; after the last, nobody tries again. Three days in all.
WAITS = (
    timedelta(minutes=1),
    timedelta(minutes=5),
    timedelta(minutes=30),
    timedelta(hours=2),
    timedelta(hours=6),
    timedelta(hours=24),
    timedelta(hours=40),
)
WEEKLY_DAY, WEEKLY_HOUR = 0, 7
# A letter that has been going for longer was cut off: settings.EMAIL_TIMEOUT ends any living try well before.
LONGEST_TRY = timedelta(minutes=15)


def next_try(attempts: int, now: datetime) -> datetime | None:
    """When to try again after ``attempts`` failures (1 or more); None when it is enough."""
    return now + WAITS[attempts - 1] if attempts <= len(WAITS) else None


def next_weekly(now: datetime) -> datetime:
    """The next Monday at seven, in the zone of ``now``; a week later when that is this very moment."""
    morning = now.replace(hour=WEEKLY_HOUR, minute=0, second=0, microsecond=0)
    coming = morning + timedelta(days=(WEEKLY_DAY - now.weekday()) % 7)
    return coming if coming > now else coming + timedelta(days=7)
