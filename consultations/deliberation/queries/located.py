"""What people said about places of the city: by district and address, and as points."""

from __future__ import annotations

from dataclasses import dataclass

from django.core.paginator import Page, Paginator
from django.db.models import F, Q, QuerySet

from consultations.deliberation.models import Consultation, Contribution, District

PAGE_SIZE = 50
MOST_POINTS = 5_000

SOMEWHERE = ~Q(address="") | Q(latitude__isnull=False)


@dataclass(frozen=True)
class Area:
    """A district with what lies in it, or what names none (``district`` None)."""

    district: District | None
    contributions: list[Contribution]


def located_in(consultation: Consultation) -> QuerySet[Contribution]:
    """What stands in its lists and says where it is."""
    return Contribution.objects.filter(SOMEWHERE, consultation=consultation, parent__isnull=True, about="").listed()


def districts_with_places(consultation: Consultation) -> list[District]:
    """Those of which something is said."""
    return list(District.objects.filter(pk__in=located_in(consultation).values("district")))


def outlined() -> QuerySet[District]:
    """Districts in use whose outline the city gave."""
    return District.objects.filter(retired=False, outline__isnull=False)


def by_district(consultation: Consultation, district: str, number: str) -> tuple[Page[Contribution], list[Area]]:
    """A page of them in the order of districts and addresses; ``district``: its slug, empty for all. Two queries."""
    found = located_in(consultation)
    if district:
        found = found.filter(district__slug=district)
    place = F("district__position").asc(nulls_last=True)
    ordered = found.select_related("district", "theme").order_by(place, "district__slug", "address", "pk")
    page = Paginator(ordered, PAGE_SIZE).get_page(number)
    areas: list[Area] = []
    for one in page.object_list:
        if not areas or areas[-1].district != one.district:
            areas.append(Area(one.district, []))
        areas[-1].contributions.append(one)
    return page, areas


def points_of(consultation: Consultation) -> list[Contribution]:
    """The newest first, at most MOST_POINTS."""
    found = located_in(consultation).filter(latitude__isnull=False)
    return list(found.only("pk", "title", "address", "latitude", "longitude").order_by("-pk")[:MOST_POINTS])
