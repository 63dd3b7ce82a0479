"""The contributions of a consultation as a visitor asked for them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import (
    BigIntegerField,
    Count,
    Exists,
    ExpressionWrapper,
    F,
    OuterRef,
    Prefetch,
    Q,
    QuerySet,
    Value,
    prefetch_related_objects,
)

from consultations.deliberation.domain.ordering import PRIME, read_seed
from consultations.deliberation.enums import ContributionKind, ContributionState, Order
from consultations.deliberation.models import CoAuthor, Consultation, Contribution, District, TaggedContribution, Theme
from consultations.deliberation.queries.search import having_words

PAGE_SIZE = 20
TOP_KINDS = (
    ContributionKind.PROPOSAL,
    ContributionKind.AMENDMENT,
    ContributionKind.STATEMENT,
    ContributionKind.SESSION_OUTPUT,
)


@dataclass(frozen=True)
class Wish:
    """What the address asks for: words to find, short names of a tag, theme, district, a kind, an order."""

    words: str = ""
    tag: str = ""
    theme: str = ""
    district: str = ""
    kind: str = ""
    order: Order = Order.RANDOM
    seed: int = 1

    @property
    def narrows(self) -> bool:
        return bool(self.words or self.tag or self.theme or self.district or self.kind)


def read_wish(asked: Mapping[str, str], seed: int) -> Wish:
    """The wish in a query string; what it does not know it leaves out. ``seed`` serves where the address has none."""
    kind, order = asked.get("kind", ""), asked.get("order", "")
    return Wish(
        words=asked.get("q", "").replace("\x00", "")[:200].strip(),
        tag=asked.get("tag", "").replace("\x00", "")[:100],
        theme=asked.get("theme", "").replace("\x00", "")[:80],
        district=asked.get("district", "").replace("\x00", "")[:80],
        kind=kind if kind in TOP_KINDS else "",
        order=Order(order) if order in Order.values else Order.RANDOM,
        seed=read_seed(asked.get("seed", "")) or seed,
    )


def _order(order: Order, seed: int) -> list[Any]:
    """A total order: ties go by the place drawn for each contribution, then by its number."""
    if order is Order.NEWEST:
        return ["-created_at", "-id"]
    first = {Order.SUPPORTED: "-total_support", Order.LEAST_HEARD: "attention", Order.DISCUSSED: "-comment_count"}
    if order in first:
        return [first[order], "shuffle", "id"]
    place = (F("shuffle") * Value(seed, BigIntegerField())) % Value(PRIME, BigIntegerField())
    return [ExpressionWrapper(place, BigIntegerField()), "id"]


def contributions_of(consultation: Consultation, wish: Wish) -> QuerySet[Contribution]:
    """Listed contributions that answer none and are about no place, narrowed and ordered as wished."""
    found = Contribution.objects.filter(consultation=consultation, parent__isnull=True, about="").listed()
    if wish.kind:
        found = found.filter(kind=wish.kind)
    if wish.theme:
        found = found.filter(theme__in=_named(Theme.objects.filter(consultation=consultation), wish.theme))
    if wish.district:
        found = found.filter(district__in=_named(District.objects.all(), wish.district))
    if wish.tag:
        found = found.filter(tagged__tag__slug=wish.tag)
    return having_words(found, wish.words).order_by(*_order(wish.order, wish.seed))


def _named(things: QuerySet[Any], slug: str) -> QuerySet[Any]:
    """The theme or district with this short name, and what it was merged into."""
    return things.filter(Q(slug=slug) | Q(merged__slug=slug)).values("pk")


def districts_of(consultation: Consultation) -> list[District]:
    """Those under which something is listed, in their order."""
    given = Contribution.objects.filter(consultation=consultation, parent__isnull=True, about="").listed()
    return list(District.objects.filter(pk__in=given.order_by().values("district")))


class FoundPage(Paginator[Any]):
    """Pages of numbers, whose contributions are then read: the order is found in an index, without the texts."""

    def page(self, number: int | str) -> Page[Any]:
        page = super().page(number)
        numbers = list(page.object_list)
        together = Exists(CoAuthor.objects.filter(contribution=OuterRef("pk")))
        found = Contribution.objects.select_related("author", "theme", "district").annotate(is_shared=together)
        rows = found.in_bulk(numbers)
        if shared := [row for row in rows.values() if row.is_shared]:
            prefetch_related_objects(shared, Prefetch("coauthors", CoAuthor.objects.select_related("participant")))
        page.object_list = [rows[number] for number in numbers if number in rows]
        return page


def page_of(found: QuerySet[Contribution], number: str, size: int = PAGE_SIZE) -> Page[Contribution]:
    """The page ``number`` of an address; the nearest one when it is out of range.

    Three queries, four where some have several authors.
    """
    return FoundPage(found.values_list("pk", flat=True), size).get_page(number)


def tags_of(consultation: Consultation, limit: int = 12) -> list[dict[str, Any]]:
    """The tags used most on what is listed: ``tag__name``, ``tag__slug`` and ``uses``."""
    tagged = TaggedContribution.objects.filter(
        content_object__consultation=consultation,
        content_object__state=ContributionState.PUBLISHED,
        content_object__parent__isnull=True,
    )
    return list(
        tagged.values("tag__name", "tag__slug").annotate(uses=Count("pk")).order_by("-uses", "tag__name")[:limit]
    )
