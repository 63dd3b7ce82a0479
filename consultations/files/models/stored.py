"""A file that somebody handed in, as it was made harmless and kept."""

from __future__ import annotations

import secrets

from django.db import models

from consultations.files.domain.sizes import widths_of
from consultations.files.enums import FileKind

SHOWN = 900


def draw_name() -> str:
    """A name that nobody guesses and nobody chose; letters and digits that no file system reads otherwise."""
    return secrets.token_hex(16)


class StoredFile(models.Model):
    """``words``: what a picture shows, or a document's title. ``sha256``: of the largest kept bytes, in hex.

    Its bytes lie in the folder of storage.py. Who may read them is a matter of whatever holds it: rows of other
    districts with a foreign key to it. What nothing holds any more is deleted (operations/keeping.py).
    """

    name = models.CharField(max_length=32, unique=True, default=draw_name, editable=False)
    kind = models.CharField(max_length=10, choices=FileKind)
    words = models.CharField(max_length=400)
    sha256 = models.CharField(max_length=64)
    size = models.PositiveIntegerField()
    width = models.PositiveIntegerField(null=True, blank=True)
    height = models.PositiveIntegerField(null=True, blank=True)
    kept_at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(condition=~models.Q(words=""), name="a_file_has_words"),
            models.CheckConstraint(
                condition=models.Q(kind=FileKind.PDF, width__isnull=True, height__isnull=True)
                | models.Q(kind=FileKind.PICTURE, width__isnull=False, height__isnull=False),
                name="a_picture_and_nothing_else_has_a_width_and_a_height",
            ),
        ]

    def __str__(self) -> str:
        return f"file {self.name}"

    @property
    def is_picture(self) -> bool:
        return self.kind == FileKind.PICTURE

    @property
    def widths(self) -> tuple[int, ...]:
        """In which it is kept, the smallest first; of a document none."""
        return widths_of(self.width) if self.width else ()

    @property
    def shown_width(self) -> int:
        """The width for browsers that cannot choose one."""
        return min((width for width in self.widths if width >= SHOWN), default=self.width or 0)
