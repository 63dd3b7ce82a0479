"""How many rows there are, told in the query that reads some of them."""

from __future__ import annotations

from typing import Any

from django.db.models import Func, IntegerField, QuerySet, Subquery


def counted(rows: QuerySet[Any], different: str = "pk") -> Subquery:
    """The number of different ``different`` in ``rows``, a whole number; the database counts once, not for each row."""
    number = Func(different, template="COUNT(DISTINCT %(expressions)s)", output_field=IntegerField())
    return Subquery(rows.order_by().annotate(number=number).values("number"))
