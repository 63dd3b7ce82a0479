"""The field's words, with what a reader sees for each."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class WriterState(models.TextChoices):
    INVITED = "invited", _("Invited")
    WRITING = "writing", _("Writes with you")
