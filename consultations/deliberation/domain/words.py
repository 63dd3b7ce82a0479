"""Words kept in several languages as a map from language to words."""

from __future__ import annotations

from collections.abc import Mapping


def in_language(words: Mapping[str, str], language: str) -> str:
    """The words in ``language``, else in English, else in the first language that has any; empty without words."""
    return words.get(language) or words.get("en") or next((text for text in words.values() if text), "")
