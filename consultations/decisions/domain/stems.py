"""Words as hints compare them: without endings and articles, without words that say nothing by themselves.

Light stemming on purpose: Arabic loses its article, one-letter conjunctions and common endings (light10: Larkey,
Ballesteros and Connell 2007, "Light Stemming for Arabic Information Retrieval"); other scripts lose a plural s and
all letters after the sixth (truncation: McNamee and Mayfield 2004). Nothing is claimed about grammar.
"""

from __future__ import annotations

import re
from functools import lru_cache

ARABIC = re.compile(r"[\u0621-\u064a]")
ARTICLES = ("وال", "بال", "كال", "فال", "ال", "لل")
ENDINGS = ("ها", "ان", "ات", "ون", "ين", "يه", "ه", "ي")
LONGEST, SHORTEST = 6, 2

# English, French, Spanish, Albanian, Arabic, as search normalises them (deliberation/domain/search_words.py).
SILENT_WORDS = """
a about all also an and any are as at be been but by can for from has have how if in into is it its may more must
no not of on one only or our out shall should so such than that the their them then there these they this those
to up was we were what when which who will with would you your
au aux avec ce ces cette dans de des du elle en est et il ils je la le les leur leurs ne nous ou par pas plus
pour qu que qui sa se ses son sont sur un une vous
al como con de del donde el ella en es esta este esto la las le lo los mas no o para pero por que se sin sobre su
sus un una y
ai ajo ata dhe do e edhe eshte i ka kete ky me mund ne nga nje nuk per qe se si te tek tij u
ان الي التي الذي او اي بعد بين تلك ثم حتي ذلك علي عن عند غير في قد قبل كان كل كما لا لم لن ما مع من منذ نحن هذا
هذه هل هم هو هي و يا
"""
SILENT = frozenset(SILENT_WORDS.split())


@lru_cache(maxsize=100_000)
def stem(word: str) -> str:
    """The part of a normalised ``word`` that is compared; '' for one that says nothing by itself."""
    if word in SILENT or (len(word) < SHORTEST and not word.isdigit()):
        return ""
    if ARABIC.search(word):
        return _arabic(word)
    if len(word) > SHORTEST + 1 and word.endswith("s") and not word.endswith("ss"):
        word = word[:-1]
    return word[:LONGEST]


def _arabic(word: str) -> str:
    if word.startswith("و") and len(word) >= 4:  # noqa: PLR2004
        word = word[1:]
    for article in ARTICLES:
        if word.startswith(article) and len(word) - len(article) >= SHORTEST:
            word = word[len(article) :]
            break
    for ending in ENDINGS * 2:
        if word.endswith(ending) and len(word) - len(ending) > SHORTEST:
            word = word[: -len(ending)]
    return word


def stems(normalised: str) -> list[str]:
    """The telling stems of normalised text, in order, each as often as it stands there."""
    return [found for word in normalised.split() if (found := stem(word))]
