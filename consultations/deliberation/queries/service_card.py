"""The card of the service that a consultation is about, and what people say about its fields."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Sum
from django.urls import reverse
from django.utils.translation import get_language

from consultations.deliberation.domain.words import in_language
from consultations.deliberation.enums import CardField
from consultations.deliberation.models import Consultation, Contribution, ServiceCard
from consultations.deliberation.places import Place


@dataclass(frozen=True)
class ShownField:
    """``words`` in ``language``, the reader's where there are any; ``comments`` on it, answers included."""

    field: CardField
    words: str
    language: str
    comments: int


def card_of(consultation: Consultation) -> ServiceCard | None:
    """The version that holds."""
    return consultation.service_cards.order_by("-number").first()


def shown_fields(card: ServiceCard) -> list[ShownField]:
    """Those that say something, in the order of the standard. One query."""
    said = Contribution.objects.filter(about__startswith=f"service_card/{card.consultation_id}.").public().order_by()
    comments: dict[str, int] = defaultdict(int)
    for about, first, answers in said.values_list("about").annotate(Count("pk"), Sum("comment_count")):
        comments[about.rsplit(".", 1)[-1]] += first + answers
    fields = [(field, *_words(card, field)) for field in CardField]
    return [ShownField(field, text, language, comments[field.value]) for field, text, language in fields if text]


def _words(card: ServiceCard, field: CardField) -> tuple[str, str]:
    by_language = card.words.get(field.value, {})
    text = in_language(by_language, get_language() or "")
    return text, next((code for code, words in by_language.items() if words == text), "")


def card_place(consultation: Consultation, field: CardField, number: int | None = None) -> Place | None:
    """One field as version ``number`` has it (the one that holds, unless given); None where it says nothing."""
    versions = list(consultation.service_cards.order_by("number"))
    chosen = versions[-1:] if number is None else [card for card in versions if card.number == number]
    text, language = _words(chosen[0], field) if chosen else ("", "")
    if not text:
        return None
    earlier = {card.subject_of(field): _words(card, field)[0] for card in versions}
    address = reverse("deliberation:service", args=[consultation.slug])
    return Place(
        subject=chosen[0].subject_of(field),
        consultation=consultation,
        words=text,
        within=in_language(chosen[0].words.get(CardField.NAME.value, {}), get_language() or ""),
        url=f"{address}#{field.value}",
        page=reverse("deliberation:service_field", args=[consultation.slug, field.value]),
        language=language,
        heading=str(field.label),
        subjects=tuple(earlier),
        earlier={subject: then for subject, then in earlier.items() if then and then != text},
    )


def find_card_field(key: str, visitor: Any) -> Place | None:
    """The place named ``<consultation>.<version>.<field>``."""
    parts = key.split(".")
    numbers = all(part.isascii() and part.isdigit() and len(part) < 10 for part in parts[:2])
    if len(parts) != 3 or not numbers or parts[2] not in CardField.values:
        return None
    found = Consultation.objects.visible_to(visitor).filter(pk=int(parts[0])).first()
    return card_place(found, CardField(parts[2]), int(parts[1])) if found else None
