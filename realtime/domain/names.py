"""Names that name no person: an animal and a number, in the language of whoever is given one."""

from __future__ import annotations

import secrets

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

ANIMALS = (
    gettext_lazy("Bee"),
    gettext_lazy("Butterfly"),
    gettext_lazy("Deer"),
    gettext_lazy("Dolphin"),
    gettext_lazy("Dove"),
    gettext_lazy("Falcon"),
    gettext_lazy("Gazelle"),
    gettext_lazy("Hedgehog"),
    gettext_lazy("Heron"),
    gettext_lazy("Horse"),
    gettext_lazy("Otter"),
    gettext_lazy("Rabbit"),
    gettext_lazy("Sparrow"),
    gettext_lazy("Squirrel"),
    gettext_lazy("Stork"),
    gettext_lazy("Swan"),
    gettext_lazy("Turtle"),
    gettext_lazy("Whale"),
)


def given_name() -> str:
    """One of about 1,800, drawn anew each time; two people may have the same."""
    number = 2 + secrets.randbelow(98)
    return _("%(animal)s %(number)d") % {"animal": secrets.choice(ANIMALS), "number": number}
