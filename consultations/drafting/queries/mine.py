"""A person's own drafts."""

from __future__ import annotations

from typing import Any

from django.db.models import Prefetch, Q, QuerySet

from consultations.deliberation.models import Consultation
from consultations.drafting.models import Draft, Writer
from consultations.files.queries.descriptions import described
from consultations.people.models import Participant


def drafts_for(person: Participant, consultation: Consultation | None = None) -> QuerySet[Draft]:
    """What ``person`` began or was asked to write, the newest first."""
    own = Q(author=person) | Q(pk__in=Writer.objects.filter(participant=person).values("draft"))
    found = Draft.objects.filter(own).select_related("consultation", "author")
    if consultation is not None:
        found = found.filter(consultation=consultation)
    writers = Prefetch("writers", Writer.objects.select_related("participant"))
    return found.prefetch_related(writers, "consultation__texts", "consultation__phases")


def drafts_of(participant: Participant) -> list[dict[str, Any]]:
    """For the file that a person can take away: what they wrote, alone or with others."""
    return [
        {
            "consultation": draft.consultation.slug,
            "words": draft.words,
            "files": [
                described(one.file, f"{draft.get_absolute_url()}files/{one.file.name}/") for one in draft.files.all()
            ],
            "begun_by": draft.author.pseudonym,
            "written_with": sorted(one.participant.pseudonym for one in draft.writers.all()),
            "at": draft.changed_at.isoformat(),
        }
        for draft in drafts_for(participant).prefetch_related("files__file")
    ]
