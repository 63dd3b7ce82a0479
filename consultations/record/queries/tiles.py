"""The log as it is served: checkpoint, tiles and entry bundles of any size that was ever signed."""

from __future__ import annotations

from collections.abc import Iterator

from consultations.record.models import Checkpoint, Leaf
from consultations.record.sequencer.storage import fetcher
from consultations.record.tlog.tiles import ENTRIES, WIDTH, Tile, bundle, tile_at


class NotServed(LookupError):
    """The published tree does not hold this tile."""


def published(epoch: int) -> Checkpoint | None:
    """The newest published checkpoint of ``epoch``."""
    return Checkpoint.objects.filter(epoch=epoch).select_related("epoch").first()


def newest() -> Checkpoint | None:
    """The published checkpoint of the open epoch."""
    return Checkpoint.objects.order_by("-epoch_id").select_related("epoch").first()


def every_record() -> list[Checkpoint]:
    """The newest checkpoint of each epoch, the open one first."""
    return list(Checkpoint.objects.order_by("-epoch_id").select_related("epoch"))


def tile(epoch: int, wanted: Tile) -> bytes:
    """A tile or bundle, full or of any width that the published tree reaches; raises NotServed."""
    checkpoint = published(epoch)
    whole = tile_at(wanted.level, wanted.n, checkpoint.size) if checkpoint else None
    if whole is None or wanted.width > whole.width:
        raise NotServed(wanted.path)
    if wanted.level != ENTRIES:
        return fetcher(epoch)(wanted)
    first = wanted.n * WIDTH
    return bundle(_bodies(epoch, first, first + wanted.width))


def _bodies(epoch: int, low: int, high: int) -> Iterator[bytes]:
    chosen = Leaf.objects.filter(epoch=epoch, index__gte=low, index__lt=high)
    return (bytes(body) for body in chosen.order_by("index").values_list("body", flat=True))
