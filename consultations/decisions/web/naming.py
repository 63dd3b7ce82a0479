"""How decisions, their links and promises are called where the record speaks of them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from typing import Any
from uuid import UUID

from django.urls import reverse

from consultations.decisions.enums import LinkKind, Outcome, PromiseState
from consultations.decisions.models import Decision, Link, Promise
from consultations.deliberation.domain.search_words import query_words
from consultations.deliberation.enums import ConsultationState
from consultations.deliberation.models import Consultation
from consultations.record import naming
from consultations.record.naming import Thing


def _numbers(keys: Iterable[str]) -> list[int]:
    return [int(key) for key in keys if key.isdigit()]


def _uuids(keys: Iterable[str]) -> list[UUID]:
    found = []
    for key in keys:
        try:
            found.append(UUID(key))
        except ValueError:
            continue
    return found


def _address(decision: Decision, rest: str = "") -> str:
    return reverse("decisions:decision", args=[decision.consultation.slug, decision.slug]) + rest


def decisions(keys: Collection[str], visitor: Any) -> Mapping[str, Thing]:
    found = _decisions(visitor).filter(pk__in=_numbers(keys))
    return {str(one.pk): Thing(one.title, _address(one), one.language) for one in found}


def _decisions(visitor: Any) -> Any:
    visible = Consultation.objects.visible_to(visitor)
    return Decision.objects.filter(consultation__in=visible).select_related("consultation").order_by()


def targets(keys: Collection[str], visitor: Any) -> Mapping[str, Thing]:
    """A change or passage is named ``<decision>.<revision>.<sid>`` (events.py, ``target_of``)."""
    split = {key: key.split(".") for key in keys}
    split = {key: parts for key, parts in split.items() if len(parts) == 3 and all(part.isdigit() for part in parts)}
    found = {one.pk: one for one in _decisions(visitor).filter(pk__in={int(parts[0]) for parts in split.values()})}
    things = {}
    for key, (decision, revision, sid) in split.items():
        if one := found.get(int(decision)):
            things[key] = Thing(one.title, _address(one, f"?revision={revision}#s{sid}"), one.language)
    return things


def links(keys: Collection[str], visitor: Any) -> Mapping[str, Thing]:
    """By the decision whose words they explain."""
    visible = Consultation.objects.visible_to(visitor)
    found = Link.objects.filter(public_id__in=_uuids(keys), decision__consultation__in=visible).order_by()
    things = {}
    for link in found.select_related("decision__consultation", "change__revision", "passage__revision"):
        thing = link.change or link.passage
        rest = f"?revision={thing.revision.number}#s{thing.sid}" if thing else ""
        things[str(link.public_id)] = Thing(link.decision.title, _address(link.decision, rest), link.decision.language)
    return things


def promises(keys: Collection[str], visitor: Any) -> Mapping[str, Thing]:
    visible = Consultation.objects.visible_to(visitor)
    found = Promise.objects.filter(public_id__in=_uuids(keys), decision__consultation__in=visible).order_by()
    return {
        str(one.public_id): Thing(one.text, _address(one.decision, "#promises-title"), one.decision.language)
        for one in found.select_related("decision__consultation")
    }


def subjects_having(typed: str, most: int) -> Iterable[str]:
    """Decisions whose title holds every word typed."""
    words = query_words(typed)
    if not words:
        return []
    found = Decision.objects.exclude(consultation__state=ConsultationState.DRAFT)
    for word in words:
        found = found.filter(title__icontains=word)
    return [f"decision/{pk}" for pk in found.order_by("-pk").values_list("pk", flat=True)[:most]]


def register() -> None:
    naming.register_things("decision", decisions)
    naming.register_things("change", targets)
    naming.register_things("passage", targets)
    naming.register_things("link", links)
    naming.register_things("promise", promises)
    naming.register_search(subjects_having)
    naming.register_words("outcome", Outcome.choices)
    naming.register_words("kind", LinkKind.choices)
    naming.register_words("state", PromiseState.choices)
