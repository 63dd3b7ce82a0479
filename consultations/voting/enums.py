"""The field's words, with what a reader sees for each."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class Method(models.TextChoices):
    """What a ballot says of the options."""

    APPROVAL = "approval", _("Choose some options")
    SCORE = "score", _("Give each option a score")
    RANKING = "ranking", _("Put options in order")
    POINTS = "points", _("Share out points")


class Rule(models.TextChoices):
    """How ballots are counted (docs/methods.md)."""

    SUM = "sum", _("Most votes or points")
    RUNOFF = "runoff", _("Instant run-off")
    SCHULZE = "schulze", _("Schulze")
    GREEDY = "greedy", _("Most votes first, as long as the money lasts")
    EQUAL_SHARES = "equal_shares", _("Equal shares")


class Bound(models.TextChoices):
    """What an approval ballot of a budget may not go over."""

    NUMBER = "number", _("A number of projects")
    COST = "cost", _("The money there is")


class Secrecy(models.TextChoices):
    CONFIDENTIAL = "confidential", _("Confidential")
    SECRET = "secret", _("Secret ballot, checkable count")


class Voters(models.TextChoices):
    """Who may vote: the least that a person has to show."""

    ACCOUNT = "account", _("Everybody with an account and a confirmed e-mail address")
    ROLL = "roll", _("Everybody with a code from the roll")


class Shown(models.TextChoices):
    """From when on the result is seen."""

    AT_CLOSING = "at_closing", _("When voting is over")
    AFTER_VOTING = "after_voting", _("As soon as one has voted")


class Paper(models.TextChoices):
    """Whether ballots on paper count, and which one where somebody voted here and on paper."""

    NONE = "none", _("No ballots on paper")
    LAST = "last", _("The last ballot counts")
    PAPER_FIRST = "paper_first", _("The ballot on paper counts")


class QuestionState(models.TextChoices):
    DRAFT = "draft", _("In preparation")
    OPEN = "open", _("Open")
    CLOSED = "closed", _("Counted")


class BallotState(models.TextChoices):
    STANDING = "standing", _("Counts")
    REPLACED = "replaced", _("Replaced by a later one")
    SPOILED = "spoiled", _("Opened to check it, does not count")
    WITHDRAWN = "withdrawn", _("Entered wrongly and taken back")
