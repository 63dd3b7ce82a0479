"""Telling who takes part, without telling who: the city's list, and counters raised once by each person."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.db.models import F, Sum
from django.utils.translation import gettext as _

from consultations.deliberation.domain.census import CensusLine, traits_of
from consultations.deliberation.domain.small_cells import LEAST
from consultations.deliberation.errors import Unfit
from consultations.deliberation.models import Consultation, ToldOnce, Trait, TraitCount, TraitValue
from consultations.deliberation.permissions import may_prepare, may_tell_about_oneself
from consultations.people.models import Participant
from consultations.people.operations.account import as_they_stand


@transaction.atomic
def set_census(*, actor: Participant | None, lines: Sequence[CensusLine], now: datetime) -> list[Trait]:
    """Makes the city's list what ``lines`` say. What people have told already cannot go. Raises NotAllowed or Unfit."""
    may_prepare(actor).require()
    wanted = {(line.trait, line.value) for line in lines}
    for value in TraitValue.objects.select_related("trait"):
        if (value.trait.key, value.key) not in wanted:
            if value.counts.exists():
                words = _("People have told “%(value)s” already. It must stay in the table.")
                raise Unfit("file", words % {"value": value.label})
            value.delete()
    kept = []
    for position, (key, rows) in enumerate(traits_of(lines).items()):
        held = {"position": position, "words": {"en": key, **rows[0].trait_words}}
        trait, _new = Trait.objects.update_or_create(key=key, defaults=held)
        for place, row in enumerate(rows):
            held = {"position": place, "words": {"en": row.value, **row.value_words}, "people": row.people}
            TraitValue.objects.update_or_create(trait=trait, key=row.value, defaults=held)
        kept.append(trait)
    Trait.objects.exclude(pk__in=[trait.pk for trait in kept]).delete()
    return kept


@transaction.atomic
def tell_about_oneself(
    *, actor: Participant | None, consultation: Consultation, values: Sequence[TraitValue], now: datetime
) -> None:
    """Raises the counters of ``values``, one for each trait at most; the person can do so once in a consultation.

    No row joins the person to what they told. Raises NotAllowed or Unfit.
    """
    person = as_they_stand(actor)
    consultation = Consultation.objects.select_for_update(no_key=True).get(pk=consultation.pk)
    may_tell_about_oneself(person, consultation).require()
    if not values or len({value.trait_id for value in values}) != len(values):
        raise Unfit("", _("Choose an answer."))
    assert person is not None
    ToldOnce.objects.create(consultation=consultation, participant=person)
    for value in sorted(values, key=lambda value: value.pk):
        TraitCount.objects.get_or_create(consultation=consultation, value=value)
        TraitCount.objects.filter(consultation=consultation, value=value).update(number=F("number") + 1)
        _bring_up(consultation, value.trait_id)


def _bring_up(consultation: Consultation, trait: int) -> None:
    """Figures of a trait change ten people at a time, so that nobody's answer can be read from a change."""
    counts = TraitCount.objects.filter(consultation=consultation, value__trait=trait)
    told = counts.aggregate(number=Sum("number"), shown=Sum("shown"))
    if told["number"] - told["shown"] >= LEAST:
        counts.update(shown=F("number"))
