"""What people say about the passages of a text."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from typing import Any

from django.db.models import Count, Sum
from django.urls import reverse

from consultations.decisions.events import target_of
from consultations.decisions.models import Decision, Passage
from consultations.deliberation.models import Consultation, Contribution
from consultations.deliberation.places import Place


def comments_by_passage(decision: Decision) -> Mapping[int, int]:
    """Passage number → comments on it in any revision, answers to them included. One query."""
    said = Contribution.objects.filter(about__startswith=f"passage/{decision.pk}.").public().order_by()
    found: dict[int, int] = defaultdict(int)
    for about, first, answers in said.values_list("about").annotate(Count("pk"), Sum("comment_count")):
        found[int(about.rsplit(".", 1)[-1])] += first + answers
    return dict(found)


def passage_place(decision: Decision, sid: int, number: int | None = None) -> Place | None:
    """The passage ``sid`` as revision ``number`` has it (the newest that has it, unless given). One query.

    What was said about it in any revision stands together: its number stays with it through edits and moves.
    """
    rows = Passage.objects.filter(revision__decision=decision, sid=sid).select_related("revision")
    every = list(rows.order_by("revision__number"))
    chosen = every[-1:] if number is None else [row for row in every if row.revision.number == number]
    if not chosen:
        return None
    here = chosen[0]
    address = reverse("decisions:decision", args=[decision.consultation.slug, decision.slug])
    return Place(
        subject=target_of(here),
        consultation=decision.consultation,
        words=here.text,
        within=decision.title,
        url=f"{address}?revision={here.revision.number}#s{sid}",
        page=reverse("decisions:passage", args=[decision.consultation.slug, decision.slug, sid]),
        language=decision.language,
        subjects=tuple(target_of(row) for row in every),
        earlier={target_of(row): row.text for row in every if row.text != here.text},
    )


def find_passage(key: str, visitor: Any) -> Place | None:
    """The place named ``<decision>.<revision>.<sid>``; only a revision that this visitor may read."""
    parts = key.split(".")
    if len(parts) != 3 or not all(part.isascii() and part.isdigit() and len(part) < 10 for part in parts):
        return None
    visible = Consultation.objects.visible_to(visitor)
    found = Decision.objects.filter(pk=int(parts[0]), consultation__in=visible).select_related("consultation").first()
    return passage_place(found, int(parts[2]), int(parts[1])) if found else None
