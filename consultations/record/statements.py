"""Statements that are compiled once, for the few that every vote and every comment waits for.

Django's queries and ``save`` compile their SQL anew each time, which takes several times as long as sending it. What is
here sends the same SQL and gives the same rows.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cached_property, lru_cache
from typing import Any, Generic, TypeVar

from django.db import connection, models

M = TypeVar("M", bound=models.Model)


@lru_cache(maxsize=32)
def _shape(model: type[models.Model]) -> tuple[Sequence[models.Field], str, str, str]:
    """(fields that are written, INSERT without its values, one row of placeholders, what gives the key back)."""
    meta, quote = model._meta, connection.ops.quote_name
    fields = [field for field in meta.local_concrete_fields if not field.generated and field is not meta.auto_field]
    columns = ", ".join(quote(str(field.column)) for field in fields)
    head = f"INSERT INTO {quote(meta.db_table)} ({columns}) VALUES "
    key = f" RETURNING {quote(str(meta.auto_field.column))}" if meta.auto_field else ""
    return fields, head, f"({', '.join(['%s'] * len(fields))})", key


def insert(*rows: models.Model) -> None:
    """Writes new rows of one model in one statement and gives them their keys. Signals are not sent.

    Fields with SQL of their own (``get_placeholder``) and defaults of the database are not for this.
    """
    if not rows:
        return
    fields, head, placeholders, key = _shape(type(rows[0]))
    values = [field.get_db_prep_save(field.pre_save(row, add=True), connection) for row in rows for field in fields]
    with connection.cursor() as cursor:
        cursor.execute(head + ", ".join([placeholders] * len(rows)) + key, values)
        keys = [found[0] for found in cursor.fetchall()] if key else []
    for row, made in zip(rows, keys, strict=False):
        row.pk = made
    for row in rows:
        row._state.adding, row._state.db = False, connection.alias


class Prepared(Generic[M]):
    """``build(*numbers)``: a query of whole rows of one model, for keys that are whole numbers."""

    def __init__(self, build: Callable[..., models.QuerySet[M]], keys: int = 1) -> None:
        self._build = build
        # Numbers that stand nowhere else in the statement, by which each key's place is found.
        self._marks = [-8_370_000_001 - key for key in range(keys)]

    @cached_property
    def _compiled(self) -> tuple[str, list[Any], type[M], list[str], dict[Any, Any], Any]:
        compiler = self._build(*self._marks).query.get_compiler(connection=connection)
        sql, values = compiler.as_sql()
        model, fields = compiler.query.model, [each[0].target for each in compiler.select]
        converters = compiler.get_converters([each[0] for each in compiler.select])
        return sql, list(values), model, [field.attname for field in fields], converters, compiler

    def __call__(self, *keys: int) -> list[M]:
        sql, values, model, names, converters, compiler = self._compiled
        given = dict(zip(self._marks, keys, strict=True))
        with connection.cursor() as cursor:
            cursor.execute(sql, [given.get(value, value) for value in values])
            rows = cursor.fetchall()
        found = compiler.apply_converters(rows, converters) if converters else rows
        return [model.from_db(connection.alias, names, row) for row in found]
