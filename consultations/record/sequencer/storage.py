"""The tree's hashes in the database, as full and growing tiles."""

from __future__ import annotations

from collections.abc import Callable

from consultations.record.models import Leaf
from consultations.record.models import Tile as Row
from consultations.record.tlog.tiles import WIDTH, Edge, MalformedTile, Tile, TiledTree
from consultations.record.tlog.tree import HASH_SIZE


def fetcher(epoch: int) -> Callable[[Tile], bytes]:
    """Reads one tile of an epoch, cut to the width asked for; raises MalformedTile when it holds fewer hashes."""

    def fetch(tile: Tile) -> bytes:
        row = Row.objects.filter(epoch=epoch, level=tile.level, number=tile.n).values_list("hashes", flat=True).first()
        data = bytes(row or b"")[: tile.width * HASH_SIZE]
        if len(data) != tile.width * HASH_SIZE:
            raise MalformedTile(f"{tile.path} of epoch {epoch} does not stand in the database")
        return data

    return fetch


def tree_of(epoch: int, size: int) -> TiledTree:
    """A node reader for the epoch's tree of ``size``."""
    return TiledTree(size, fetcher(epoch))


def edge_at(epoch: int, size: int) -> Edge:
    """The right edge that the epoch's tree had at ``size``; raises MalformedTile when the tiles do not reach it."""
    return Edge.load(size, fetcher(epoch))


def tree_size(epoch: int) -> int:
    """How many leaves the epoch has; raises MalformedTile when leaves and tiles disagree about it."""
    leaf = Leaf.objects.filter(epoch=epoch).order_by("-index").values_list("index", flat=True).first()
    size = 0 if leaf is None else leaf + 1
    tile = Row.objects.filter(epoch=epoch, level=0).order_by("-number").values_list("number", "hashes").first()
    hashed = 0 if tile is None else tile[0] * WIDTH + len(tile[1]) // HASH_SIZE
    if size != hashed:
        raise MalformedTile(f"epoch {epoch} has {size} leaves and {hashed} leaf hashes")
    return size


def write_tiles(epoch: int, tiles: list[tuple[Tile, bytes]]) -> None:
    """Puts tiles in place, new ones and the grown ones."""
    Row.objects.bulk_create(
        [Row(epoch_id=epoch, level=tile.level, number=tile.n, hashes=data) for tile, data in tiles],
        update_conflicts=True,
        unique_fields=["epoch", "level", "number"],
        update_fields=["hashes"],
    )
