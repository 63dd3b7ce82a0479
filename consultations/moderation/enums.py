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


class Assessment(models.TextChoices):
    """What a fact note finds of a claim."""

    ACCURATE = "accurate", _("The sources confirm it")
    INCOMPLETE = "incomplete", _("Something important is missing")
    DISPUTED = "disputed", _("The sources disagree")
    UNPROVEN = "unproven", _("No source shows it")
    WRONG = "wrong", _("The sources say otherwise")


class NoteStep(models.TextChoices):
    """What happened to a fact note; the values are those of ``action`` on the record, but for ``kept``."""

    WRITTEN = "note", _("Fact note")
    KEPT = "kept", _("Fact note kept after an objection")
    CHANGED = "note_changed", _("Fact note changed after an objection")
    WITHDRAWN = "note_withdrawn", _("Fact note withdrawn after an objection")


class NoteAnswer(models.TextChoices):
    """How an objection to a fact note is answered."""

    KEEP = "kept", _("Keep the note as it is")
    CHANGE = "note_changed", _("Change the note")
    WITHDRAW = "note_withdrawn", _("Take the note away")
