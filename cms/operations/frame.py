"""Changing what stands around a consultation's words: phases, languages, who reads its decisions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from cms.models import ConsultationPage
from cms.operations.consultations import add_languages
from consultations.decisions.operations import set_second_reader
from consultations.deliberation.models import Consultation
from consultations.deliberation.operations import PhasePlan, set_phases
from consultations.people.models import Participant


@dataclass(frozen=True)
class Frame:
    """``second_reader``: whether a second person reads each decision; None leaves it as it is."""

    phases: Sequence[PhasePlan]
    languages: Sequence[str]
    second_reader: bool | None = None


@transaction.atomic
def change_frame(
    *, actor: Participant, consultation: Consultation, frame: Frame, now: datetime, reason: str = ""
) -> Consultation:
    """All of ``frame`` or nothing; languages are added, never taken away. Raises NotAllowed or Unfit."""
    set_phases(actor=actor, consultation=consultation, phases=frame.phases, now=now, reason=reason)
    if frame.second_reader is not None:
        set_second_reader(actor=actor, consultation=consultation, wanted=frame.second_reader, now=now)
    own = ConsultationPage.objects.filter(consultation=consultation, language=consultation.language).first()
    if own is not None:
        add_languages(actor=actor, page=own, languages=frame.languages)
    return consultation
