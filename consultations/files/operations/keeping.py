"""Keeping what was sifted, and deleting what nobody holds any more."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db import transaction

from consultations.files import storage
from consultations.files.models import StoredFile
from consultations.files.models.stored import draw_name
from consultations.files.operations.taking_in import Sifted

UNHELD_FOR = timedelta(days=1)


def keep_file(*, sifted: Sifted, words: str, now: datetime) -> StoredFile:
    """Within the transaction of whoever holds it from now on, who asked whether that may be.

    If that fails, the bytes stay without a row until ``forget_unheld`` finds them.
    """
    name = draw_name()
    storage.write(name, sifted.parts)
    largest = sifted.parts[max(sifted.parts)]
    return StoredFile.objects.create(
        name=name,
        kind=sifted.kind,
        words=words,
        sha256=hashlib.sha256(largest).hexdigest(),
        size=len(largest),
        width=sifted.width,
        height=sifted.height,
        kept_at=now,
    )


def forget_files(files: Iterable[StoredFile]) -> None:
    """Deletes rows (with those that hold them) now and bytes when that is certain."""
    gone = list(files)
    paths = [path for stored in gone for path in storage.paths_of(stored)]
    StoredFile.objects.filter(pk__in=[stored.pk for stored in gone]).delete()
    if paths:
        transaction.on_commit(lambda: storage.remove(paths))


@transaction.atomic
def forget_unheld(*, now: datetime) -> int:
    """Rows that nothing holds, and bytes without a row, a day old: what an interrupted act left. Returns how many."""
    before = now - UNHELD_FOR
    held = {f"{relation.name}__isnull": True for relation in StoredFile._meta.related_objects}
    unheld = list(StoredFile.objects.filter(kept_at__lt=before, **held))
    old = [(name, path) for name, path in storage.lying() if path.stat().st_mtime < before.timestamp()]
    known = set(StoredFile.objects.values_list("name", flat=True))
    lost = [path for name, path in old if name not in known]
    forget_files(unheld)
    storage.remove(lost)
    return len(unheld) + len(lost)
