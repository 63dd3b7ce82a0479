"""Public names: two friendly words and a number as a suggestion, and what a name may look like."""

from __future__ import annotations

import random
import unicodedata

from django.core.exceptions import ValidationError
from django.utils.translation import gettext, pgettext
from django.utils.translation import gettext_lazy as _

LONGEST = 40


def _places() -> list[str]:
    return [
        pgettext("word of a public name", "River"),
        pgettext("word of a public name", "Meadow"),
        pgettext("word of a public name", "Bridge"),
        pgettext("word of a public name", "Garden"),
        pgettext("word of a public name", "Harbour"),
        pgettext("word of a public name", "Hill"),
        pgettext("word of a public name", "Market"),
        pgettext("word of a public name", "Orchard"),
        pgettext("word of a public name", "Valley"),
        pgettext("word of a public name", "Fountain"),
        pgettext("word of a public name", "Forest"),
        pgettext("word of a public name", "Island"),
    ]


def _beings() -> list[str]:
    return [
        pgettext("word of a public name", "Linden"),
        pgettext("word of a public name", "Swallow"),
        pgettext("word of a public name", "Olive"),
        pgettext("word of a public name", "Heron"),
        pgettext("word of a public name", "Jasmine"),
        pgettext("word of a public name", "Robin"),
        pgettext("word of a public name", "Cedar"),
        pgettext("word of a public name", "Stork"),
        pgettext("word of a public name", "Almond"),
        pgettext("word of a public name", "Dolphin"),
        pgettext("word of a public name", "Maple"),
        pgettext("word of a public name", "Finch"),
    ]


def suggestion(choose: random.Random) -> str:
    """A name in the active language, such as 'River Linden 42'; says nothing about the person."""
    return gettext("%(place)s %(being)s %(number)d") % {
        "place": choose.choice(_places()),
        "being": choose.choice(_beings()),
        "number": choose.randint(10, 999),
    }


def clean_pseudonym(typed: str) -> str:
    """The name as it is kept: NFKC, single spaces. Raises ValidationError with a sentence for the person."""
    name = " ".join(unicodedata.normalize("NFKC", typed).split())
    if any(unicodedata.category(letter) in {"Cc", "Cf", "Co", "Cn", "Cs"} for letter in name):
        raise ValidationError(_("Use letters, numbers and spaces only."), code="letters")
    if not any(letter.isalnum() for letter in name) or len(name) < 2:
        raise ValidationError(_("Use at least two letters or numbers."), code="short")
    if len(name) > LONGEST:
        raise ValidationError(_("Use at most %(longest)d letters."), code="long", params={"longest": LONGEST})
    if "@" in name:
        raise ValidationError(_("This name is public: do not use your e-mail address."), code="email")
    return name
