"""What whoever was named hears, and what is held about it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.template.loader import render_to_string
from django.utils import translation

from consultations.deliberation.models import Contribution, Mention
from consultations.people.models import Notice, Participant
from consultations.people.writers import Written

KIND = "mention"


def write(notices: Sequence[Notice], *, site: str, language: str) -> Mapping[int, Written]:
    """The writer of mentions (people/writers.py): nothing is left to say of a text that is not public any more."""
    numbers = {notice.pk: notice.key.partition("/")[2] for notice in notices}
    wanted = [int(number) for number in numbers.values() if number.isdigit()]
    texts = Contribution.objects.public().filter(pk__in=wanted).select_related("author", "consultation").in_bulk()
    found: dict[int, Written] = {}
    for notice in notices:
        number = numbers[notice.pk]
        contribution = texts.get(int(number)) if number.isdigit() else None
        if contribution is not None:
            with translation.override(language or notice.participant.language):
                context = {"contribution": contribution, "site": site}
                found[notice.pk] = Written(
                    text=render_to_string("deliberation/mail/mention.txt", context),
                    html=render_to_string("deliberation/mail/mention.html", context),
                )
    return found


def mentions_of(participant: Participant) -> list[dict[str, Any]]:
    found = Mention.objects.filter(participant=participant).select_related("contribution")
    return [{"in": each.contribution.subject, "at": each.at.isoformat()} for each in found]
