"""The words that surveys are made of."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class Kind(models.TextChoices):
    """What stands in a survey: a new page, words, or a question and how it is answered."""

    ONE = "one", _("One choice")
    SEVERAL = "several", _("Several choices")
    YES_NO = "yes_no", _("Yes or no")
    SCALE = "scale", _("Scale")
    MATRIX = "matrix", _("Statements on one scale")
    RANKING = "ranking", _("Ranking")
    NUMBER = "number", _("Number")
    DATE = "date", _("Date")
    SHORT = "short", _("Short text")
    LONG = "long", _("Long text")
    WORDS = "words", _("Information, no question")
    PAGE = "page", _("New page")


CLOSED_KINDS = (Kind.ONE, Kind.SEVERAL, Kind.YES_NO, Kind.SCALE)
"""Those on whose answers other questions may depend: each answer is one of a few."""

TEXT_KINDS = (Kind.SHORT, Kind.LONG)
"""Those whose answers a person may publish as a contribution."""

SILENT_KINDS = (Kind.WORDS, Kind.PAGE)
"""Those that ask nothing."""


class ResultsWhen(models.TextChoices):
    """When the results are shown."""

    CLOSING = "closing", _("To everybody, when it closes")
    ANSWERED = "answered", _("At once to who answered, to everybody when it closes")
