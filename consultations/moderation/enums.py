"""The district's words, with what a reader sees for each."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class Concern(models.TextChoices):
    """What somebody says is wrong. Being critical of the city is not in the list, and cannot be."""

    HATE = "hate", _("Hate or incitement against people")
    THREAT = "threat", _("Threat or call for violence")
    HARASSMENT = "harassment", _("Insult or harassment of a person")
    PRIVACY = "privacy", _("Private details of a person")
    MINORS = "minors", _("Harmful for children")
    SPAM = "spam", _("Advertising, fraud or the same text again and again")
    COPYRIGHT = "copyright", _("Copied work of someone else")
    OTHER = "other", _("Something else")


class Action(models.TextChoices):
    """What a decision does, least restrictive first."""

    NONE = "none", _("Leave it as it is")
    LABEL = "label", _("Keep it and add a note beside it")
    HIDE = "hide", _("Hide it")
    RESTORE = "restore", _("Show it again")


class Ground(models.TextChoices):
    RULES = "rules", _("A rule of this site")
    LAW = "law", _("A law")


class CaseState(models.TextChoices):
    OPEN = "open", _("Waits for a decision")
    DECIDED = "decided", _("Decided")
    APPEALED = "appealed", _("Appealed, waits for another person")
    CLOSED = "closed", _("Closed after an appeal")


class Stage(models.TextChoices):
    DECISION = "decision", _("Decision")
    APPEAL = "appeal", _("Decision on the appeal")


class AppealBy(models.TextChoices):
    AUTHOR = "author", _("The author")
    REPORTER = "reporter", _("A person who reported it")
