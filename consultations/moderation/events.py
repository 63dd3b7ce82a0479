"""What this district writes on the record."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from consultations.moderation.models import Case
from consultations.record.models import Event
from consultations.record.operations import append


def decided(case: Case, facts: dict[str, Any], *, now: datetime) -> Event:
    """``facts``: action, ground, rule where there is one, statement."""
    return _about(case, "moderation.decided", {**facts, "automated": False}, now)


def appeal_decided(case: Case, facts: dict[str, Any], *, upheld: bool, now: datetime) -> Event:
    return _about(case, "moderation.appeal_decided", {**facts, "automated": False, "upheld": upheld}, now)


def appealed(case: Case, by: str, text: str, *, now: datetime) -> Event:
    return append(
        type="moderation.appealed",
        subject=case.contribution.subject,
        process=case.contribution.consultation.slug,
        now=now,
        data={"case": case.subject, "by": by},
        personal={"reason": text},
    )


def _about(case: Case, type_: str, facts: dict[str, Any], now: datetime) -> Event:
    contribution = case.contribution
    data = {"case": case.subject, **facts}
    return append(type=type_, subject=contribution.subject, process=contribution.consultation.slug, now=now, data=data)
