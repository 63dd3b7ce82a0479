"""The words of decisions, with what a reader sees for each."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class DecisionState(models.TextChoices):
    DRAFT = "draft", _("In preparation")
    PUBLISHED = "published", _("Published")


class RevisionState(models.TextChoices):
    DRAFT = "draft", _("Draft")
    PUBLISHED = "published", _("Published")


class PassageKind(models.TextChoices):
    PARAGRAPH = "p", _("Paragraph")
    HEADING_2 = "h2", _("Heading")
    HEADING_3 = "h3", _("Heading")
    HEADING_4 = "h4", _("Heading")
    ITEM = "li", _("List item")
    NUMBERED_ITEM = "oli", _("Numbered item")
    QUOTE = "quote", _("Quotation")


class ChangeKind(models.TextChoices):
    EDITED = "edited", _("Words changed")
    SPLIT = "split", _("Split in two or more")
    MERGED = "merged", _("Put together")
    MOVED = "moved", _("Moved")
    ADDED = "added", _("Added")
    REMOVED = "removed", _("Removed")


class LinkKind(models.TextChoices):
    CHANGED = "changed", _("Led to this change")
    SUPPORTED = "supported", _("Supported this")
    CONSIDERED = "considered", _("Was considered")
    CONTRADICTED = "contradicted", _("Asked for something else")
    OWN_INITIATIVE = "own_initiative", _("The city's own initiative")


EXPLAINING = (LinkKind.CHANGED, LinkKind.SUPPORTED, LinkKind.OWN_INITIATIVE)
CAUSES = (LinkKind.CHANGED, LinkKind.SUPPORTED)


class Outcome(models.TextChoices):
    PENDING = "pending", _("Waiting for an answer")
    ADOPTED = "adopted", _("Taken up")
    ADOPTED_IN_PART = "adopted_in_part", _("Taken up in part")
    NOT_ADOPTED = "not_adopted", _("Not taken up")
    ALREADY_PROVIDED_FOR = "already_provided_for", _("Already provided for")
    OUT_OF_SCOPE = "out_of_scope", _("Outside this decision")
    MERGED = "merged", _("Answered together with another")
    WITHDRAWN = "withdrawn", _("Withdrawn by its author")


class PromiseState(models.TextChoices):
    OPEN = "open", _("Under way")
    KEPT = "kept", _("Kept")
    LATE = "late", _("Late")
    BROKEN = "broken", _("Not kept")


class ReviewState(models.TextChoices):
    ASKED = "asked", _("Waiting for a second person")
    APPROVED = "approved", _("Read and approved")
    RETURNED = "returned", _("Sent back")


class PlanState(models.TextChoices):
    WAITING = "waiting", _("Will be published")
    DONE = "done", _("Published")
    STOPPED = "stopped", _("Not published")
    DROPPED = "dropped", _("Called off")
