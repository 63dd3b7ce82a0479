"""What became of live sessions, in words: for messages to those who took part."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from django.template.loader import render_to_string
from django.utils import translation

from consultations.decisions.queries.fate import Fate, fates_of
from consultations.people.models import Notice
from consultations.people.writers import Written
from realtime.models import HandedOver, Session

KIND = "session"


@dataclass(frozen=True)
class Became:
    """A session and its results in the consultation, each with what became of it."""

    session: Session
    fates: tuple[Fate, ...]


def became_of(sessions: Collection[int]) -> dict[int, Became]:
    """As many queries for many sessions as for one: seven at most, and those of a chain of merged contributions."""
    rows = HandedOver.objects.filter(session__in=sessions).select_related("contribution__consultation")
    handed = list(rows.order_by("session_id", "pk"))
    fates = fates_of([row.contribution for row in handed]) if handed else {}
    under: dict[int, list[Fate]] = defaultdict(list)
    for row in handed:
        under[row.session_id].append(fates[row.contribution_id])
    found = Session.objects.select_related("consultation").in_bulk(list(sessions))
    return {pk: Became(session, tuple(under[pk])) for pk, session in found.items()}


def written(became: Became, *, site: str, stop: str = "") -> Written:
    """In the language that is active. ``stop``: the address at which a guest ends these letters."""
    context = {"became": became, "session": became.session, "site": site, "stop": stop}
    return Written(
        text=render_to_string("realtime/mail/became.txt", context),
        html=render_to_string("realtime/mail/became.html", context),
    )


def write(notices: Sequence[Notice], *, site: str, language: str) -> Mapping[int, Written]:
    """The writer of notices of KIND (people/writers.py); their key is ``session/<number>``."""
    sessions = {notice.pk: int(notice.key.partition("/")[2]) for notice in notices}
    became = became_of(set(sessions.values()))
    found = {}
    for notice in notices:
        if sessions[notice.pk] in became:
            with translation.override(language or notice.participant.language):
                found[notice.pk] = written(became[sessions[notice.pk]], site=site)
    return found
