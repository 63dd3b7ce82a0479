"""How consultations, phases and contributions are called where the record speaks of them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from typing import Any

from consultations.deliberation.domain.search_words import query_words
from consultations.deliberation.enums import Channel, ConsultationState, ContributionKind, PhaseKind, Stance
from consultations.deliberation.models import Consultation, Contribution, Phase
from consultations.deliberation.queries.search import having_words
from consultations.deliberation.queries.service_card import find_card_field
from consultations.record import naming
from consultations.record.naming import Thing


def contributions(keys: Collection[str], visitor: Any) -> Mapping[str, Thing]:
    """By their title, or their words where they have none; what is not public only by what became of it."""
    wanted = [int(key) for key in keys if key.isdigit()]
    found = Contribution.objects.visible_to(visitor).filter(pk__in=wanted).order_by()
    return {str(one.pk): _thing(one) for one in found.only("title", "body", "state", "language")}


def _thing(contribution: Contribution) -> Thing:
    url = contribution.get_absolute_url()
    if not contribution.is_public:
        return Thing(str(contribution.get_state_display()), url)
    return Thing(contribution.title or contribution.body, url, contribution.language)


def consultations(keys: Collection[str], visitor: Any) -> Mapping[str, Thing]:
    found = Consultation.objects.visible_to(visitor).filter(slug__in=keys).prefetch_related("texts").order_by()
    return {one.slug: Thing(_title(one), one.get_absolute_url()) for one in found}


def phases(keys: Collection[str], visitor: Any) -> Mapping[str, Thing]:
    visible = Consultation.objects.visible_to(visitor)
    wanted = [int(key) for key in keys if key.isdigit()]
    found = Phase.objects.filter(pk__in=wanted, consultation__in=visible).select_related("consultation").order_by()
    return {str(one.pk): Thing(one.words, one.consultation.get_absolute_url()) for one in found}


def card_fields(keys: Collection[str], visitor: Any) -> Mapping[str, Thing]:
    """Fields of service cards, by what they say."""
    found = {key: find_card_field(key, visitor) for key in keys}
    return {key: Thing(place.words, place.page, place.language) for key, place in found.items() if place}


def subjects_having(typed: str, most: int) -> Iterable[str]:
    """The newest public contributions with these words."""
    if not query_words(typed):
        return []
    public = Contribution.objects.public().exclude(consultation__state=ConsultationState.DRAFT)
    newest = having_words(public, typed).order_by("-pk").values_list("pk", flat=True)
    return [f"contribution/{pk}" for pk in newest[:most]]


def processes(visitor: Any) -> Iterable[tuple[str, str]]:
    found = Consultation.objects.visible_to(visitor).prefetch_related("texts").order_by()
    return [(one.slug, _title(one)) for one in found]


def _title(consultation: Consultation) -> str:
    text = consultation.text
    return text.title if text else consultation.slug


def register() -> None:
    naming.register_things("contribution", contributions)
    naming.register_things("consultation", consultations)
    naming.register_things("phase", phases)
    naming.register_things("service_card", card_fields)
    naming.register_search(subjects_having)
    naming.register_processes(processes)
    naming.register_words("kind", [*ContributionKind.choices, *PhaseKind.choices])
    naming.register_words("channel", Channel.choices)
    naming.register_words("stance", Stance.choices)
