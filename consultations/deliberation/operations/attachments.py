"""Files of a contribution: what may be added to how many, and the rows that hold them."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial

from django.utils.translation import gettext as _

from consultations.deliberation.domain import typed_text
from consultations.deliberation.errors import Unfit
from consultations.deliberation.models import Attachment, Contribution
from consultations.deliberation.permissions_together import may_hold_files
from consultations.files.domain.sizes import LIMIT_OF_WORDS
from consultations.files.models import StoredFile
from consultations.files.operations.keeping import forget_files, keep_file
from consultations.files.operations.taking_in import Sifted

MOST = 5


@dataclass(frozen=True)
class NewFile:
    """What came through the sieve, with the words that go with it."""

    sifted: Sifted
    words: str


@dataclass(frozen=True)
class FileChange:
    """``dropped``: names of files that go; ``added``: one more."""

    added: NewFile | None = None
    dropped: Collection[str] = ()

    def __bool__(self) -> bool:
        return bool(self.added or self.dropped)


NO_CHANGE = FileChange()


def fit_file_words(words: str) -> str:
    """A picture's description or a document's title as it will stand; raises Unfit."""
    fit = typed_text.one_line(typed_text.tidy(words))
    if not fit:
        raise Unfit("file_words", _("Say what the picture shows, or give the document a title."))
    if fault := typed_text.fault(fit, limit=LIMIT_OF_WORDS):
        raise Unfit("file_words", fault)
    return fit


def change_held(
    standing: Sequence[StoredFile],
    change: FileChange,
    now: datetime,
    *,
    let_go: Callable[[Sequence[StoredFile]], None] = forget_files,
) -> StoredFile | None:
    """Lets go of those of ``standing`` that go and keeps the new one, which the caller ties to what holds it.

    Within the transaction of whoever asked whether that may be. Raises Unfit for one too many or without words.
    """
    gone = [stored for stored in standing if stored.name in set(change.dropped)]
    words = fit_file_words(change.added.words) if change.added else ""
    if change.added and len(standing) - len(gone) >= MOST:
        raise Unfit("file", _("There are %(most)s files already. Remove one first.") % {"most": MOST})
    let_go(gone)
    return keep_file(sifted=change.added.sifted, words=words, now=now) if change.added else None


def change_files(contribution: Contribution, change: FileChange, now: datetime) -> bool:
    """Of a locked contribution whose author asks for it; tells whether anything changed. Raises NotAllowed or Unfit."""
    if not change:
        return False
    if change.added:
        may_hold_files(contribution.consultation, contribution.kind).require()
    standing = [one.file for one in contribution.attachments.select_related("file")]
    added = change_held(standing, change, now, let_go=partial(_let_go, contribution))
    hold_files(contribution, [added] if added else [])
    return added is not None or any(stored.name in set(change.dropped) for stored in standing)


def hold_files(contribution: Contribution, files: Sequence[StoredFile]) -> None:
    Attachment.objects.bulk_create(Attachment(contribution=contribution, file=stored) for stored in files)


def forget_files_of(contribution: Contribution) -> None:
    _let_go(contribution, list(StoredFile.objects.filter(attachments__contribution=contribution)))


def _let_go(contribution: Contribution, files: Sequence[StoredFile]) -> None:
    """What no other contribution holds is deleted."""
    keys = [stored.pk for stored in files]
    contribution.attachments.filter(file__in=keys).delete()
    forget_files(StoredFile.objects.filter(pk__in=keys, attachments=None))
