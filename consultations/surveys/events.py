"""What this district writes on the record."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from consultations.record.models import Event
from consultations.record.operations import Ref, append
from consultations.surveys.models import Response

ANSWERED = "survey.answered"


def answer_words(answers: Mapping[str, Any] | None) -> str:
    """Answers as they stand in an entry's disclosure: JSON with sorted keys, the same for the same answers."""
    return json.dumps(answers, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def answered(response: Response, *, now: datetime) -> Event:
    """An entry for what ``response`` says now; it names the one before, if there was one. Nothing of it is public."""
    personal = {"answers": answer_words(response.answers)}
    if response.participant and response.participant.pseudonym:
        personal["participant"] = response.participant.pseudonym
    return append(
        type=ANSWERED,
        subject=response.survey.subject,
        process=response.survey.consultation.slug,
        now=now,
        data={"survey": response.survey.subject},
        personal=personal,
        refs=[Ref(response.event.public_id, "replaces")] if response.event else (),
    )
