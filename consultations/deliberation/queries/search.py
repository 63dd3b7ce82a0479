"""Contributions that hold certain words; the one place where the two databases differ in how they look."""

from __future__ import annotations

from typing import Any

from django.contrib.postgres.search import SearchQuery, SearchVector
from django.db import connection
from django.db.models import QuerySet
from django.db.models.expressions import RawSQL

from consultations.deliberation.domain.search_words import query_words
from consultations.deliberation.triggers import INDEX

# Words are letters and digits only (normalise), so that they mean nothing else to either query language.


def _sqlite(contributions: QuerySet[Any], words: list[str], any_word: bool) -> QuerySet[Any]:
    match = (" OR " if any_word else " AND ").join(f'"{word}"*' for word in words)
    found = RawSQL(f"SELECT rowid FROM {INDEX} WHERE {INDEX} MATCH %s", [match])  # noqa: S608
    return contributions.filter(pk__in=found)


def _postgresql(contributions: QuerySet[Any], words: list[str], any_word: bool) -> QuerySet[Any]:
    match = (" | " if any_word else " & ").join(f"{word}:*" for word in words)
    vector = SearchVector("search_text", config="simple")
    query = SearchQuery(match, search_type="raw", config="simple")
    return contributions.annotate(found_by=vector).filter(found_by=query)


def having_words(contributions: QuerySet[Any], typed: str, *, any_word: bool = False) -> QuerySet[Any]:
    """Those with words that begin with every word typed (or any of them); all of them when no word was typed."""
    words = query_words(typed)
    if not words:
        return contributions
    return (_sqlite if connection.vendor == "sqlite" else _postgresql)(contributions, words, any_word)
