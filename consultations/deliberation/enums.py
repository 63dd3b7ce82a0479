"""The field's words, with what a reader sees for each."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class ConsultationState(models.TextChoices):
    DRAFT = "draft", _("In preparation")
    OPEN = "open", _("Open")
    CLOSED = "closed", _("Closed")


class PhaseKind(models.TextChoices):
    INFORM = "inform", _("Information")
    PROPOSE = "propose", _("Proposals")
    DISCUSS = "discuss", _("Discussion")
    STATEMENTS = "statements", _("Statements")
    SURVEY = "survey", _("Survey")
    DRAFT_TEXT = "draft_text", _("Draft text")
    BUDGET = "budget", _("Budget")
    VOTE = "vote", _("Vote")
    LIVE = "live", _("Live session")
    DECISION = "decision", _("Decision")
    FOLLOW_UP = "follow_up", _("Follow-up")


class CardField(models.TextChoices):
    """What a service card tells, after the Eurocities algorithmic transparency standard 0.3.1 and the UK's ATRS."""

    NAME = "name", _("Name of the service")
    OWNER = "owner", _("Who is responsible")
    PURPOSE = "purpose", _("What it is for")
    LAWFUL_BASIS = "lawful_basis", _("The law that it rests on")
    DATA = "data", _("Which data it uses")
    MODEL = "model", _("How it works")
    RISKS = "risks", _("What can go wrong")
    OVERSIGHT = "oversight", _("Which people watch over it")
    OBJECTION = "objection", _("How to object")


class Act(models.TextChoices):
    """What a phase may open (``Phase.settings["may"]``)."""

    PROPOSE = "propose", _("Make proposals")
    COMMENT = "comment", _("Write comments")
    SUPPORT = "support", _("Support proposals")
    OPINE = "opine", _("Give an opinion on statements")
    ANSWER = "answer", _("Answer a survey")
    VOTE = "vote", _("Vote")


class Offer(models.TextChoices):
    """What a phase offers to those who write proposals (``Phase.settings["deliberation"]["offers"]``)."""

    COAUTHORS = "coauthors", _("Write a proposal together")
    SUGGESTIONS = "suggestions", _("Suggest other words for a passage")
    FILES = "files", _("Add pictures and documents")
    PLACE = "place", _("Say where it is")
    COST = "cost", _("Say what it might cost")
    SPLITTING = "splitting", _("Split a proposal into several")
    ENDORSEMENTS = "endorsements", _("Have it endorsed by organisations")


class Order(models.TextChoices):
    """How a list of contributions is ordered; the first is the default."""

    RANDOM = "random", _("Mixed anew every day")
    NEWEST = "newest", _("Newest first")
    SUPPORTED = "supported", _("Most supported first")
    LEAST_HEARD = "least-heard", _("Least heard first")
    DISCUSSED = "discussed", _("Most discussed first")


class ContributionKind(models.TextChoices):
    PROPOSAL = "proposal", _("Proposal")
    COMMENT = "comment", _("Comment")
    STATEMENT = "statement", _("Statement")
    AMENDMENT = "amendment", _("Amendment")
    SURVEY_ANSWER = "survey_answer", _("Survey answer")
    SESSION_OUTPUT = "session_output", _("Session result")


class Channel(models.TextChoices):
    WEB = "web", _("On this site")
    ROOM = "room", _("In a live session")
    DESK = "desk", _("At a desk")
    PAPER = "paper", _("On paper")
    IMPORT = "import", _("Imported")


class Stance(models.TextChoices):
    FOR = "for", _("In favour")
    AGAINST = "against", _("Against")
    NEUTRAL = "neutral", _("Neither for nor against")


class OrganisationKind(models.TextChoices):
    ASSOCIATION = "association", _("Association")
    BUSINESS = "business", _("Business")
    UNION = "union", _("Trade union")
    SCHOOL = "school", _("School or university")
    FAITH = "faith", _("Religious community")
    PARTY = "party", _("Political party")
    PUBLIC = "public", _("Public body")
    OTHER = "other", _("Other")


class SuggestionState(models.TextChoices):
    OPEN = "open", _("Waits for an answer")
    ACCEPTED = "accepted", _("Taken over")
    DECLINED = "declined", _("Not taken over")


class ContributionState(models.TextChoices):
    PUBLISHED = "published", _("Published")
    WITHDRAWN = "withdrawn", _("Withdrawn by its author")
    HIDDEN = "hidden", _("Hidden by moderation")
    MERGED = "merged", _("Merged with another")
    ERASED = "erased", _("Erased at the author's request")
