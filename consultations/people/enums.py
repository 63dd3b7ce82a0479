"""The words of how people are told things, and of how sure the city is who somebody is."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class Hears(models.TextChoices):
    """How a person wants to hear what became of theirs. What the site owes them by law comes in any case."""

    EACH = "each", _("An e-mail for each outcome")
    WEEKLY = "weekly", _("One e-mail a week, if there is news")
    SITE = "site", _("No e-mail, only on this site")
    NOTHING = "nothing", _("No messages at all")


class LetterState(models.TextChoices):
    """``GOING``: handed to the mail server at this moment, or when the process was cut off."""

    WAITING = "waiting", _("Waiting to be sent")
    GOING = "going", _("Being sent")
    SENT = "sent", _("Sent")
    UNKNOWN = "unknown", _("Perhaps sent: we were cut off and do not send it twice")
    FAILED = "failed", _("Could not be sent")


class Level(models.TextChoices):
    """How sure the city is that an account is one resident's, from the least to the most."""

    ACCOUNT = "account", _("An account with a confirmed e-mail address")
    ADDRESS = "address", _("Address confirmed by letter")
    PERSON = "person", _("Confirmed in person or by electronic identity")

    @property
    def rank(self) -> int:
        """0 for the least."""
        return list(Level).index(self)

    def reaches(self, needed: Level) -> bool:
        return self.rank >= needed.rank


class Method(models.TextChoices):
    """How an account was verified."""

    LETTER = "letter", _("Code from a letter")
    DESK = "desk", _("At a desk, by looking at a document")
    EID = "eid", _("Electronic identity")
