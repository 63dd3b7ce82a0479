"""The room's words, with what a reader sees for each."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class RoomState(models.TextChoices):
    PREPARED = "prepared", _("Not open yet")
    OPEN = "open", _("Open now")
    CLOSED = "closed", _("Closed")


class SeatRole(models.TextChoices):
    FACILITATOR = "facilitator", _("Facilitator")
    PARTICIPANT = "participant", _("Participant")


class Method(models.TextChoices):
    COLLECT = "collect", _("Collect notes")
    GROUP = "group", _("Group into themes")
    PRIORITISE = "prioritise", _("Prioritise with dots")
    POLL = "poll", _("Ask and count answers")
