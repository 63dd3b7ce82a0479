"""Where a sentence or clause ends, in the scripts that residents and officials write."""

from __future__ import annotations

import re
from collections.abc import Iterator

END = re.compile(r"(?:[.!?؟۔…]+[\"'”’)\]]*(?:[ \u00a0\u202f]?»)*(?=\s)|[。！？]+[」』）]*|[;؛](?=\s)|\n)")
CLAUSE_WORDS = 5
OPENING = (
    "e.g i.e cf vs viz approx ed al mr mrs ms dr prof st inc ltd dept ca resp incl m mme mlle éd env tél av bd sr sra "
    "srta dra d.ª ej p.ej ud uds vd ee.uu ee lic ing p.sh nj"
)
BEFORE_A_NUMBER = "no nos nr art arts sec ch par para fig vol pp p chap cap núm pág págs nº n° n.º"
ABBREVIATIONS = frozenset(OPENING.split())
NUMBERING = frozenset(BEFORE_A_NUMBER.split())


def sentences(text: str) -> list[tuple[int, int]]:
    """(start, end) of every sentence or long clause of ``text``; together they cover it without gaps.

    White space after a sentence belongs to it. A full stop after an abbreviation, a single letter or a number that
    opens a line ends nothing, nor one followed by a lower-case letter. A semicolon ends a clause where at least
    ``CLAUSE_WORDS`` words stand on both sides of it.
    """
    cuts = [0, *_cuts(text), len(text)]
    spans = list(zip(cuts, cuts[1:], strict=False))
    return [span for span in spans if text[slice(*span)].strip()] if text.strip() else []


def _cuts(text: str) -> Iterator[int]:
    start = 0
    for match in END.finditer(text):
        end = match.end()
        while end < len(text) and text[end].isspace():
            end += 1
        if end < len(text) and _ends(text, start, match, end):
            yield end
            start = end


def _ends(text: str, start: int, match: re.Match[str], after: int) -> bool:
    mark = match.group()
    if mark == "\n":
        return bool(text[start : match.start()].strip())
    if mark[0] in ";؛":
        left, right = text[start : match.start()], _clause(text[after:])
        return min(len(left.split()), len(right.split())) >= CLAUSE_WORDS
    if text[after].islower():
        return False
    return not mark.startswith(".") or len(mark) > 1 or not _abbreviated(text[start : match.start()], text[after])


def _clause(text: str) -> str:
    match = END.search(text)
    return text[: match.start()] if match else text


def _abbreviated(before: str, following: str) -> bool:
    words = before.split()
    if not words:
        return True
    last = words[-1].strip("([«“\"'¿¡").lower()
    if last.isdecimal():
        return len(words) == 1
    if last in NUMBERING:
        return following.isdecimal()
    return len(last) == 1 or last in ABBREVIATIONS
