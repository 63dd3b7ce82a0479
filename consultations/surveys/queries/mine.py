"""What a person answered, for the file that they can take away."""

from __future__ import annotations

from typing import Any

from django.utils.translation import get_language

from consultations.deliberation.domain.words import in_language
from consultations.people.models import Participant
from consultations.surveys.models import Response


def answered_by(participant: Participant) -> list[dict[str, Any]]:
    """Each response with its answers, those not sent yet, and the contributions that open answers became."""
    rows = Response.objects.filter(participant=participant).select_related("survey__consultation", "event")
    return [
        {
            "survey": row.survey.words,
            "address": row.survey.get_absolute_url(),
            "sent_at": row.sent_at.isoformat() if row.sent_at else "",
            "times": row.times,
            "answers": _answers(row),
            "not_sent_yet": row.draft,
            "published": [shared.contribution.get_absolute_url() for shared in row.shared.all()],
            "record_entry": str(row.event.public_id) if row.event else "",
        }
        for row in rows.prefetch_related("shared__contribution", "survey__questions").order_by("pk")
    ]


def _answers(response: Response) -> list[dict[str, Any]]:
    language, given = get_language() or "", response.answers or {}
    return [
        {"question": in_language(question.words, language), "answer": given[str(question.pk)]}
        for question in response.survey.questions.all()
        if str(question.pk) in given
    ]
