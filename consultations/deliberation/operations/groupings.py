"""By what contributions are grouped: the themes of a consultation, the districts of the city."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext as _

from consultations.deliberation.errors import Unfit
from consultations.deliberation.models import Consultation, Contribution, District, Theme
from consultations.deliberation.permissions import may_prepare
from consultations.people.models import Participant

SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
LONGEST = 80


@dataclass(frozen=True)
class DistrictPlan:
    """``name``: language → words. ``outline``: a geometry as domain/outline.py reads it."""

    name: Mapping[str, str]
    outline: Mapping[str, Any] | None = field(default=None)


@transaction.atomic
def set_themes(
    *,
    actor: Participant | None,
    consultation: Consultation,
    themes: Mapping[str, Mapping[str, str]],
    now: datetime,
    asks_district: bool | None = None,
) -> list[Theme]:
    """The themes that people can choose from now on, in this order: slug → language → name. Returns them.

    One that is left out can be chosen no more; it goes only where nothing was ever given under it. ``asks_district``:
    whether people who propose can say a part of the city; None leaves it. Raises NotAllowed or Unfit.
    """
    may_prepare(actor).require()
    consultation = Consultation.objects.select_for_update(no_key=True).get(pk=consultation.pk)
    _check(themes, themes)
    standing = consultation.themes.all()
    _let_go(standing.exclude(slug__in=themes), Contribution.objects.filter(theme=OuterRef("pk")))
    for position, (slug, name) in enumerate(themes.items()):
        row = {"name": dict(name), "position": position, "retired": False, "merged_into": None}
        Theme.objects.update_or_create(consultation=consultation, slug=slug, defaults=row)
    if asks_district is not None and asks_district != consultation.asks_district:
        consultation.asks_district = asks_district
        consultation.save(update_fields=["asks_district"])
    return list(standing.filter(retired=False))


@transaction.atomic
def set_districts(*, actor: Participant | None, districts: Mapping[str, DistrictPlan], now: datetime) -> list[District]:
    """The parts of the city that people can choose from now on, in this order, for every consultation.

    Left out ones as in ``set_themes``. Raises NotAllowed or Unfit.
    """
    may_prepare(actor).require()
    list(District.objects.select_for_update().order_by("pk"))
    _check(districts, {slug: plan.name for slug, plan in districts.items()})
    standing = District.objects.all()
    _let_go(standing.exclude(slug__in=districts), Contribution.objects.filter(district=OuterRef("pk")))
    for position, (slug, plan) in enumerate(districts.items()):
        row = {"name": dict(plan.name), "position": position, "retired": False, "merged_into": None}
        District.objects.update_or_create(slug=slug, defaults={**row, "outline": plan.outline})
    return list(standing.filter(retired=False))


@transaction.atomic
def merge_themes(*, actor: Participant | None, theme: Theme, into: Theme, now: datetime) -> Theme:
    """What was given under ``theme`` stands under ``into``, to which its address leads; the record keeps what people
    chose. Raises NotAllowed or Unfit.
    """
    may_prepare(actor).require()
    list(Theme.objects.select_for_update().filter(consultation=theme.consultation_id).order_by("pk"))
    theme, into = Theme.objects.get(pk=theme.pk), Theme.objects.get(pk=into.pk)
    if theme.consultation_id != into.consultation_id:
        raise Unfit("into", _("Choose one of the themes of this consultation."))
    _check_merge(theme, into)
    theme.contributions.update(theme=into)
    Theme.objects.filter(Q(pk=theme.pk) | Q(merged_into=theme)).update(merged_into=into, retired=True)
    return into


@transaction.atomic
def merge_districts(*, actor: Participant | None, district: District, into: District, now: datetime) -> District:
    """As ``merge_themes``, in every consultation. Raises NotAllowed or Unfit."""
    may_prepare(actor).require()
    list(District.objects.select_for_update().order_by("pk"))
    district, into = District.objects.get(pk=district.pk), District.objects.get(pk=into.pk)
    _check_merge(district, into)
    district.contributions.update(district=into)
    District.objects.filter(Q(pk=district.pk) | Q(merged_into=district)).update(merged_into=into, retired=True)
    return into


def _check(slugs: Mapping[str, object], names: Mapping[str, Mapping[str, str]]) -> None:
    for slug in slugs:
        if not SLUG.fullmatch(slug) or len(slug) > LONGEST:
            raise Unfit("themes", _("A theme's short name may hold small letters, digits and hyphens, at most 80."))
    if any(len(words) > LONGEST for name in names.values() for words in name.values()):
        raise Unfit("themes", _("A name may have at most %(n)s characters.") % {"n": LONGEST})


def _check_merge(thing: Theme | District, into: Theme | District) -> None:
    if thing.pk == into.pk:
        raise Unfit("into", _("Choose two different ones."))
    if thing.merged_into_id or into.retired:
        raise Unfit("into", _("One of them cannot be chosen any more."))


def _let_go(left: QuerySet[Any], given: QuerySet[Contribution]) -> None:
    """Deletes those under which nothing was given and into which none was merged; retires the others."""
    found = left.annotate(used=Exists(given), holds=Exists(left.model.objects.filter(merged_into=OuterRef("pk"))))
    unused = [row.pk for row in found if not (row.used or row.holds or row.merged_into_id)]
    left.filter(pk__in=unused).delete()
    left.exclude(pk__in=unused).update(retired=True)
