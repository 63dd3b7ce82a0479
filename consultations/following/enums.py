"""How something is a person's own, with the words that tell them so."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class Way(models.TextChoices):
    """In the order in which a message tells of them."""

    WROTE = "wrote", _("You wrote this.")
    ROOM = "room", _("It came from a live session in which you took part.")
    COMMENTED = "commented", _("You commented on this.")
    SUPPORTED = "supported", _("You support this.")
    FOLLOWED = "followed", _("You follow this.")
