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
a about after again all already also always an and another any anybody anyone anything are as at be because been
before being both but by can cannot could each even every everybody everyone everything for from get had has have he
her here him his how however i if in into is it its just many may me more most much must my never no nobody not
nothing now of off on once one only or other others our out over said same say says shall she should since so some
somebody someone something still such than that the their them then there these they this those though through to too
under until up us very was we were what when where whether which while who whoever why will with within without would
yet you your
apres au aussi aux avant avec avoir bien ce ces cette chaque comme dans de deja depuis des deux du elle en encore est
et etre fait faire fois il ils je la le les leur leurs lorsque mais meme moins ne nos notre nous on ont ou par pas peu
peut peuvent plus pour qu quand que quelque qui rien sa sans se ses si son sont sous sur tous tout toute toutes tres
un une vos votre vous
al antes asi aun cada como con cuando de debe deben del desde donde dos el ella en entre es esta este esto fue ha han
hasta hay la las le les lo los mas me mi mis muy nada ni no nos o otra otras otro otros para pero por porque puede
pueden que se ser si sin sobre son su sus tambien tan tiene tienen toda todas todo todos tu un una y ya yo
ai ajo apo asgje asnje ata ate ato cdo cila dhe dikush do duhet e edhe eshte gjithe i jane jo ju ka kane kete kjo ky
ku kur me mos mund mundet ne nese nga nje nuk ose pa para pas per qe se secili shume si sipas te tek tij tone tyre u
une vetem
ان ايضا الي التي الذي او اي بعد بل به بها بين تكون تلك ثم حتي ذلك علي عن عند غير في فيه فيها قبل قد كان كانت كذلك كل
كما لا لان لانه لكن له لها لم لن ليس ما مثل مع من منذ نحن هذا هذه هل هم هو هي و يا يكون
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
