"""Writing the card of the service that a consultation is about."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from consultations.deliberation.domain import typed_text
from consultations.deliberation.enums import CardField
from consultations.deliberation.errors import ChangedMeanwhile, Unfit
from consultations.deliberation.models import Consultation, ServiceCard
from consultations.deliberation.operations.consultations import locked
from consultations.deliberation.permissions import may_prepare
from consultations.people.models import Participant

FIELD_LIMIT = 2000


@transaction.atomic
def describe_service(
    *,
    actor: Participant | None,
    consultation: Consultation,
    language: str,
    words: Mapping[CardField, str],
    seen: int,
    now: datetime,
) -> ServiceCard:
    """A new version: ``words`` in ``language``, the other languages as they stood; the same words change nothing.

    ``seen``: the number of the version that the person had before them, 0 for none. Earlier versions stay, because
    comments are about them. Raises NotAllowed, Unfit naming the field, or ChangedMeanwhile.
    """
    may_prepare(actor).require()
    consultation = locked(consultation)
    fit = _fit(words)
    last = consultation.service_cards.order_by("-number").first()
    if seen != (last.number if last else 0):
        raise ChangedMeanwhile("name", _("Somebody else saved this card meanwhile. Compare with its newest text."))
    standing = last.words if last else {}
    merged = {field.value: _with(standing.get(field.value, {}), language, fit[field]) for field in CardField}
    if last and merged == standing:
        return last
    return ServiceCard.objects.create(consultation=consultation, number=seen + 1, words=merged, by=actor, at=now)


def _fit(words: Mapping[CardField, str]) -> dict[CardField, str]:
    fit = {field: typed_text.tidy(words.get(field, "")) for field in CardField}
    for field, text in fit.items():
        limit = typed_text.TITLE_LIMIT if field is CardField.NAME else FIELD_LIMIT
        if fault := typed_text.fault(text, limit=limit, required=field is CardField.NAME):
            raise Unfit(field.value, fault)
    return fit


def _with(standing: Mapping[str, str], language: str, text: str) -> dict[str, str]:
    others = {code: words for code, words in standing.items() if code != language}
    return {**others, language: text} if text else others
