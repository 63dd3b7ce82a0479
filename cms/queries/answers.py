"""The list of contributions to answer, narrowed as the editor wishes; and how many wait in each consultation."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, QuerySet
from django.utils.translation import gettext_lazy as _

from consultations.decisions.enums import Outcome
from consultations.decisions.queries.answers import with_standing
from consultations.decisions.queries.coverage import in_scope, to_answer
from consultations.deliberation.models import Consultation, Contribution
from consultations.deliberation.queries.search import having_words

SHOWS = [
    ("", _("Waiting for an answer")),
    ("overdue", _("Overdue")),
    *((outcome.value, outcome.label) for outcome in Outcome if outcome not in (Outcome.PENDING, Outcome.MERGED)),
    ("all", _("All, also answered ones")),
]


@dataclass(frozen=True)
class Wish:
    """``show``: a key of SHOWS; ``theme``: a slug; ``q``: words."""

    show: str = ""
    theme: str = ""
    q: str = ""

    @classmethod
    def of(cls, asked: Mapping[str, str]) -> Wish:
        """From an address; what is not known there is taken for the usual."""
        show = asked.get("show", "")
        known = show if show in dict(SHOWS) else ""
        return cls(known, asked.get("theme", ""), asked.get("q", "").strip())


def wished(consultation: Consultation, wish: Wish, today: date) -> QuerySet[Any]:
    """Those that can be answered, longest waiting first, with ``outcome_now`` and ``with_id``."""
    if not wish.show:
        listed = to_answer(consultation)
    else:
        listed = answerable(consultation).select_related("theme", "district", "author", "consultation")
        if wish.show == "overdue":
            listed = listed.filter(dispositions__latest=True, dispositions__due__lt=today)
        elif wish.show != "all":
            listed = listed.filter(outcome_now=wish.show)
    if wish.theme:
        listed = listed.filter(theme__slug=wish.theme)
    return having_words(listed, wish.q)


def answerable(consultation: Consultation) -> QuerySet[Any]:
    """In scope and not merged: a merged one is answered through the one that stands for it."""
    return with_standing(in_scope(consultation).filter(merged_into__isnull=True)).order_by("created_at", "pk")


def waiting_by_consultation() -> dict[int, int]:
    """Consultation's primary key → contributions in scope without an answer of their own; one query."""
    asked = with_standing(Contribution.objects.filter(in_scope=True))
    waiting = asked.filter(with_id__isnull=True, outcome_now=Outcome.PENDING).order_by()
    return dict(waiting.values_list("consultation").annotate(Count("pk")))
