"""Text as search compares it: without case, accents and the Arabic letter forms that people mix (methods.md)."""

from __future__ import annotations

import re
import unicodedata

_ARABIC_DROPPED = dict.fromkeys([*range(1611, 1619), 1648, 1600])
_ARABIC_FOLDED = str.maketrans("أإآٱىئةؤ", "ااااييهو")
_LATIN_FOLDED = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i", "ħ": "h"}
)
_LATIN_BASE = re.compile(r"[a-zͰ-Ͽа-џ]")


def _without_accents(text: str) -> str:
    """Marks go only after Latin, Greek and Cyrillic letters: elsewhere they are part of the word."""
    kept: list[str] = []
    base = ""
    for char in unicodedata.normalize("NFKD", text):
        if unicodedata.category(char) != "Mn":
            base = char
            kept.append(char)
        elif not _LATIN_BASE.match(base):
            kept.append(char)
    return unicodedata.normalize("NFC", "".join(kept))


def normalise(text: str) -> str:
    """Words of letters, their marks and digits, one space between; stable when applied twice."""
    folded = text.casefold().translate(_ARABIC_FOLDED).translate(_ARABIC_DROPPED).translate(_LATIN_FOLDED)
    folded = _without_accents(folded).casefold()
    folded = "".join(str(unicodedata.digit(char, char)) if char.isdigit() else char for char in folded)
    return " ".join("".join(char if unicodedata.category(char)[0] in "LMN" else " " for char in folded).split())


def query_words(typed: str, limit: int = 8) -> list[str]:
    """The first ``limit`` different words of a search, normalised."""
    return list(dict.fromkeys(normalise(typed[:500]).split()))[:limit]
