"""What a person answered and handed in, for the file that they can take away."""

from __future__ import annotations

from typing import Any

from consultations.opinions.enums import Choice
from consultations.opinions.models import Opinion, Statement
from consultations.people.models import Participant


def given_by(participant: Participant) -> list[dict[str, Any]]:
    """Every answer in the order of time, those changed or taken back since included."""
    rows = Opinion.objects.filter(person__participant=participant).select_related("statement__consultation", "event")
    return [
        {
            "address": row.statement.get_absolute_url(),
            "consultation": row.statement.consultation.slug,
            "choice": "taken back" if row.choice is None else Choice(row.choice).word,
            "at": row.at.isoformat(),
            "counts_now": row.current,
            "drawn_with_chance": row.chance,
            "record_entry": str(row.event.public_id) if row.event else "",
        }
        for row in rows.order_by("at", "pk")
    ]


def handed_in_by(participant: Participant) -> list[dict[str, Any]]:
    """Statements, with what became of each."""
    rows = Statement.objects.filter(author=participant).select_related("consultation", "contribution")
    return [
        {
            "consultation": row.consultation.slug,
            "words": row.words,
            "address": row.contribution.get_absolute_url() if row.contribution else "",
            "at": row.handed_in_at.isoformat(),
            "look": row.look,
            "ground": row.ground,
            "reason": row.reason,
        }
        for row in rows.order_by("handed_in_at", "pk")
    ]
