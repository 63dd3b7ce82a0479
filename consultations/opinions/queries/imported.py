"""What is held of people who took part elsewhere, for checking an import against it only; never published."""

from __future__ import annotations

from collections import defaultdict

from consultations.deliberation.models import Consultation
from consultations.opinions.models import Opinion, Respondent

CHUNK = 2000


def current_choices(consultation: Consultation) -> dict[str, dict[int, int]]:
    """Each person's current choices: source key → statement primary key → choice."""
    choices: dict[str, dict[int, int]] = defaultdict(dict)
    rows = Opinion.objects.filter(person__consultation=consultation, current=True).exclude(person__key="")
    told = rows.values_list("person__key", "statement_id", "choice")
    for person, statement, choice in told.iterator(chunk_size=CHUNK):
        if choice is not None:
            choices[person][statement] = choice
    return choices


def known_people(consultation: Consultation) -> set[str]:
    """The source's keys of all imported people, those without a choice included."""
    return set(Respondent.objects.filter(consultation=consultation).exclude(key="").values_list("key", flat=True))
