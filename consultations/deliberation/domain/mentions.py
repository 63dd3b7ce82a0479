"""``@River Linden 42`` in a text: which public names may be meant. Names may hold spaces, so every beginning counts."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection

from consultations.people.domain.pseudonym import LONGEST

MOST_IN_A_TEXT = 5
# More signs than that are not names; what stands behind them is not looked at.
MOST_LOOKED_AT = 50

_SIGN = re.compile(r"(?<![\w@./])@(?=\w)")


def candidates(body: str) -> list[list[str]]:
    """For each ``@`` the names that may stand behind it, longest first."""
    found = []
    for sign in list(_SIGN.finditer(body))[:MOST_LOOKED_AT]:
        rest = body[sign.end() : sign.end() + 2 * LONGEST].split("\n")[0]
        line = " ".join(unicodedata.normalize("NFKC", rest).split())
        ends = [end for end in range(2, min(len(line), LONGEST) + 1) if _ends_here(line, end)]
        found.append([line[:end] for end in reversed(ends)])
    return found


def _ends_here(line: str, end: int) -> bool:
    return not line[end - 1].isspace() and (end == len(line) or not line[end].isalnum())


def chosen(body: str, known: Collection[str]) -> list[str]:
    """Which of ``known`` names, in lower case, the text means, in its order, each once, MOST_IN_A_TEXT at most."""
    meant: list[str] = []
    for names in candidates(body):
        name = next((each.lower() for each in names if each.lower() in known), None)
        if name is not None and name not in meant:
            meant.append(name)
    return meant[:MOST_IN_A_TEXT]
