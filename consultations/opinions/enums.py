"""The words of opinion rounds, with what a reader sees for each."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class Choice(models.IntegerChoices):
    AGREE = 1, _("Agree")
    DISAGREE = -1, _("Disagree")
    PASS = 0, _("Pass")

    @property
    def word(self) -> str:
        """As the record and exports name it."""
        return self.name.lower()


class Look(models.TextChoices):
    """What somebody at the city made of a statement."""

    NONE = "none", _("Not looked at")
    ACCEPTED = "accepted", _("Accepted")
    REJECTED = "rejected", _("Not taken up")


class Ground(models.TextChoices):
    """Why a statement is not put to others; nothing here lets criticism be turned down."""

    SAME = "same", _("It says the same as another statement")
    SEVERAL = "several", _("It says several things at once")
    OTHER_MATTER = "other_matter", _("It is not about the question")
    NO_STATEMENT = "no_statement", _("Nobody can agree or disagree with it")
    RULES = "rules", _("It breaks the rules of this site")


class Results(models.TextChoices):
    """When those who took part see what people think; everybody does once the round has closed."""

    TAKING_PART = "taking_part", _("At once for those who took part")
    CLOSING = "closing", _("When the round has closed")
