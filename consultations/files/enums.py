"""What kinds of file people may hand in, and why one is refused."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class FileKind(models.TextChoices):
    PICTURE = "picture", _("Picture")
    PDF = "pdf", "PDF"


class Refusal(models.TextChoices):
    """The words that sieve/program.py prints, each with a sentence for whoever chose the file."""

    EMPTY = "empty", _("This file is empty.")
    TOO_BIG = "too_big", _("This file is too big. It may have up to 10 MB.")
    UNKNOWN = "unknown", _("Choose a picture (JPEG, PNG or WebP) or a PDF.")
    BROKEN = "broken", _("This file cannot be read. It may be damaged.")
    TOO_LARGE = "too_large", _("This picture has too many pixels. Save it smaller and try again.")
    MOVING = "moving", _("Moving pictures are not taken. Choose one that stands still.")
    ACTIVE = "active", _("This PDF holds programs or other files. Print it as a new PDF and try again.")
    LOCKED = "locked", _("This PDF is locked. Save it without a password and try again.")
