"""The log as the database holds it, for the same check that a stranger makes over the network."""

from __future__ import annotations

from consultations.record.models import Blob, Checkpoint, Leaf
from consultations.record.models import Tile as Row
from consultations.record.queries import witnessed as seen
from consultations.record.tlog.tiles import ENTRIES, WIDTH, bundle, parse_path
from consultations.record.tlog.tree import HASH_SIZE
from consultations.record.verify.sources import Missing


class DatabaseSource:
    """Reads rows and not the views over them, so that nothing stands between the check and what is stored."""

    def __init__(self, epoch: int) -> None:
        self.name = "the database"
        self._epoch = epoch

    def read(self, path: str, limit: int) -> bytes:
        kind, _, rest = path.partition("/")
        reads = {"checkpoint": self._checkpoint, "witnessed": self._witnessed, "tile": self._tile, "blob": self._blob}
        data = reads[kind](path, rest)
        if data is None:
            raise Missing(path)
        return data[: limit + 1]

    def _checkpoint(self, path: str, rest: str) -> bytes | None:
        note = Checkpoint.objects.filter(epoch=self._epoch).values_list("note", flat=True).first()
        return note.encode() if note else None

    def _witnessed(self, path: str, rest: str) -> bytes | None:
        found = seen.best(self._epoch)
        return found.note.encode() if found else None

    def _tile(self, path: str, rest: str) -> bytes | None:
        tile = parse_path(path)
        if tile.level == ENTRIES:
            first = tile.n * WIDTH
            rows = Leaf.objects.filter(epoch=self._epoch, index__gte=first, index__lt=first + tile.width)
            bodies = [bytes(body) for body in rows.order_by("index").values_list("body", flat=True)]
            return bundle(bodies) if bodies else None
        rows_of_level = Row.objects.filter(epoch=self._epoch, level=tile.level, number=tile.n)
        hashes = rows_of_level.values_list("hashes", flat=True).first()
        return None if hashes is None else bytes(hashes)[: tile.width * HASH_SIZE]

    def _blob(self, path: str, rest: str) -> bytes | None:
        body = Blob.objects.filter(pk=rest).values_list("body", flat=True).first()
        return None if body is None else bytes(body)
