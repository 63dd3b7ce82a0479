"""The files of a contribution as its page shows them."""

from __future__ import annotations

from dataclasses import dataclass

from consultations.deliberation.models import Contribution
from consultations.deliberation.queries.presence import has
from consultations.files.models import StoredFile


@dataclass(frozen=True)
class Files:
    """Pictures and documents apart, each in the order in which they were added."""

    pictures: list[StoredFile]
    documents: list[StoredFile]

    def __bool__(self) -> bool:
        return bool(self.pictures or self.documents)

    @property
    def all(self) -> list[StoredFile]:
        return [*self.pictures, *self.documents]


def apart(files: list[StoredFile]) -> Files:
    return Files([one for one in files if one.is_picture], [one for one in files if not one.is_picture])


def files_of(contribution: Contribution) -> Files:
    """One query where there are any, none where it is known that there are not."""
    if not has(contribution, "files"):
        return Files([], [])
    return apart(list(StoredFile.objects.filter(attachments__contribution=contribution).order_by("attachments__pk")))
