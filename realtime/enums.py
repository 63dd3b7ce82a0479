"""The room's words, with what a reader sees for each."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class RoomState(models.TextChoices):
    PREPARED = "prepared", _("Not open yet")
    OPEN = "open", _("Open now")
    CLOSED = "closed", _("Closed")


class Door(models.TextChoices):
    """Who may come in who was not in the room yet."""

    OPEN = "open", _("Anybody with the code comes in")
    ASK = "ask", _("I let people in myself")
    LOCKED = "locked", _("Nobody new comes in")


class SeatRole(models.TextChoices):
    """What a seat was given to be. What its person may do, is asked each time (realtime.permissions.role_of)."""

    FACILITATOR = "facilitator", _("Facilitator")
    COFACILITATOR = "cofacilitator", _("Co-facilitator")
    NOTETAKER = "notetaker", _("Note-taker")
    PARTICIPANT = "participant", _("Participant")


class SeatState(models.TextChoices):
    """``LEFT``: by their own choice; they may come back. ``REMOVED``: they may not."""

    WAITING = "waiting", _("Waiting to be let in")
    SEATED = "seated", _("In the room")
    LEFT = "left", _("Has left")
    REMOVED = "removed", pgettext_lazy("person", "Removed")


class GuestNews(models.TextChoices):
    """What a letter to a guest tells: whether they want any, the results, the answers to them."""

    CONFIRM = "confirm", _("Do you want these e-mails?")
    RESULTS = "results", _("Results of a live session")
    ANSWER = "answer", _("What became of a live session")


class CorrectionState(models.TextChoices):
    PROPOSED = "proposed", _("Proposed")
    ACCEPTED = "accepted", _("Accepted")
    DECLINED = "declined", _("Declined")
