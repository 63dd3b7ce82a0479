"""Tiles (C2SP tlog-tiles): the tree in files of up to 256 hashes, the entries in bundles of up to 256."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from consultations.record.tlog.tree import HASH_SIZE, fold

WIDTH = 256
FULL = WIDTH * HASH_SIZE
MAX_ENTRY = 0xFFFF
ENTRIES = -1


class MalformedTile(ValueError):
    """The path or the bytes are not those of a tile or bundle."""


@dataclass(frozen=True, order=True)
class Tile:
    """Which tile. ``level``: 0 to 63, or ENTRIES for a bundle; ``n``: its number; ``width``: 1 to 256 hashes."""

    level: int
    n: int
    width: int = WIDTH

    @property
    def path(self) -> str:
        """``tile/<L>/<N>[.p/<W>]`` with N in groups of three digits, all but the last with an x before."""
        digits = f"{self.n:03d}"
        groups = [digits[max(at - 3, 0) : at] for at in range(len(digits), 0, -3)][::-1]
        number = "/".join([f"x{group:>03}" for group in groups[:-1]] + groups[-1:])
        level = "entries" if self.level == ENTRIES else str(self.level)
        return f"tile/{level}/{number}" + (f".p/{self.width}" if self.width < WIDTH else "")


_PATH = re.compile(
    r"tile/(?P<level>entries|0|[1-5]?[0-9]|6[0-3])/(?P<n>(?:x[0-9]{3}/){0,5}[0-9]{3})(?:\.p/(?P<w>[1-9][0-9]{0,2}))?"
)


def parse_path(path: str) -> Tile:
    """The tile of a path; raises MalformedTile unless it prints back."""
    match = _PATH.fullmatch(path)
    if match is None:
        raise MalformedTile("not the path of a tile")
    level = ENTRIES if match["level"] == "entries" else int(match["level"])
    width = int(match["w"]) if match["w"] else WIDTH
    tile = Tile(level, int(match["n"].replace("x", "").replace("/", "")), width)
    if tile.path != path:
        raise MalformedTile("not the one path of this tile")
    return tile


def tile_at(level: int, n: int, size: int) -> Tile | None:
    """Tile ``n`` of ``level`` (or ENTRIES) as a tree of ``size`` has it: full, partial, or None."""
    hashes = size >> 8 * max(level, 0)
    width = min(WIDTH, hashes - n * WIDTH)
    return Tile(level, n, width) if width > 0 else None


def tiles_of(size: int, levels: Iterable[int] | None = None) -> Iterator[Tile]:
    """Every hash tile of a tree of ``size``, level by level."""
    for level in range(8) if levels is None else levels:
        for n in range((size >> 8 * max(level, 0)) + WIDTH - 1 >> 8):
            tile = tile_at(level, n, size)
            if tile is not None:
                yield tile


def bundle(entries: Iterable[bytes]) -> bytes:
    """Entries, each after its length in two bytes, the larger first; raises MalformedTile for one over 65,535 bytes."""
    parts = []
    for entry in entries:
        if len(entry) > MAX_ENTRY:
            raise MalformedTile("an entry has at most 65,535 bytes")
        parts += [len(entry).to_bytes(2, "big"), entry]
    return b"".join(parts)


def read_bundle(data: bytes, width: int) -> list[bytes]:
    """The ``width`` entries of a bundle; raises MalformedTile when there are more, fewer or a part of one."""
    entries: list[bytes] = []
    at, end = 0, len(data)
    for _ in range(width):
        start = at + 2
        at = start + int.from_bytes(data[at:start], "big")
        if at > end or start > end:
            raise MalformedTile(f"the bundle ends within its entry {len(entries)}")
        entries.append(data[start:at])
    if at != end:
        raise MalformedTile("the bundle has bytes after its last entry")
    return entries


class Edge:
    """The growing right edge of the tree: at each level the hashes of the tile that is not full yet.

    Holds at most 255 hashes a level, so a log of any size is carried on from a few files.
    """

    def __init__(self, size: int = 0, rows: Iterable[bytes] = ()) -> None:
        """``rows``: the partial tile of each level from 0 up, as ``partials`` gave them for ``size``."""
        self.size = size
        self._rows = [bytearray(row) for row in rows]
        depth = max(1, (size.bit_length() + 7) // 8)
        self._rows += [bytearray() for _ in range(depth - len(self._rows))]
        for level, row in enumerate(self._rows):
            if len(row) != (size >> 8 * level) % WIDTH * HASH_SIZE:
                raise MalformedTile(f"the edge does not fit a tree of {size} at level {level}")

    @classmethod
    def load(cls, size: int, fetch: Callable[[Tile], bytes]) -> Edge:
        """The edge of a tree of ``size``, its partial tiles read by ``fetch``."""
        rows = []
        for level in range(max(1, (size.bit_length() + 7) // 8)):
            width = (size >> 8 * level) % WIDTH
            tile = Tile(level, size >> 8 * (level + 1), width)
            rows.append(fetch(tile)[: width * HASH_SIZE] if width else b"")
        return cls(size, rows)

    def extend(self, leaf_hashes: bytes) -> list[tuple[Tile, bytes]]:
        """Adds concatenated leaf hashes; returns the tiles that became full, each level 0 before the one above it."""
        full: list[tuple[Tile, bytes]] = []
        n = self.size // WIDTH
        row = self._rows[0]
        row += leaf_hashes
        self.size += len(leaf_hashes) // HASH_SIZE
        while len(row) >= FULL:
            data = bytes(row[:FULL])
            del row[:FULL]
            full.append((Tile(0, n), data))
            self._carry(1, n, fold(data), full)
            n += 1
        return full

    def _carry(self, level: int, n: int, node: bytes, full: list[tuple[Tile, bytes]]) -> None:
        """Puts the root of full tile ``n`` of the level below into the row of ``level``."""
        while True:
            if level == len(self._rows):
                self._rows.append(bytearray())
            row = self._rows[level]
            row += node
            if len(row) < FULL:
                return
            data = bytes(row)
            row.clear()
            n //= WIDTH
            full.append((Tile(level, n), data))
            level, node = level + 1, fold(data)

    def partials(self) -> list[tuple[Tile, bytes]]:
        """The tiles that are not full, from level 0 up; none is empty."""
        return [
            (Tile(level, self.size >> 8 * (level + 1), len(row) // HASH_SIZE), bytes(row))
            for level, row in enumerate(self._rows)
            if row
        ]

    def root(self) -> bytes:
        """The root of the tree so far."""
        rest = b""
        for row in self._rows:
            hashes = bytes(row) + rest
            rest = fold(hashes) if hashes else b""
        return rest or fold(b"")


def hash_tiles(leaf_hashes: bytes) -> dict[str, bytes]:
    """Path → bytes of every hash tile over concatenated leaf hashes."""
    edge = Edge()
    full = edge.extend(leaf_hashes)
    return {tile.path: data for tile, data in full + edge.partials()}


class TiledTree:
    """A node reader (tree.py) over the tiles of a tree of ``size``; ``fetch(path)`` gives a tile's bytes.

    Nothing read is trusted: whoever uses it holds the result against a signed root.
    """

    def __init__(self, size: int, fetch: Callable[[Tile], bytes]) -> None:
        self.size = size
        self._fetch = fetch
        self._kept: dict[tuple[int, int], bytes] = {}

    def _tile(self, level: int, n: int) -> bytes:
        if (level, n) not in self._kept:
            tile = tile_at(level, n, self.size)
            if tile is None:
                raise IndexError(f"a tree of {self.size} has no tile {n} at level {level}")
            data = self._fetch(tile)
            if len(data) != tile.width * HASH_SIZE:
                raise MalformedTile(f"{tile.path} has {len(data)} bytes, not {tile.width * HASH_SIZE}")
            self._kept[level, n] = data
        return self._kept[level, n]

    def __call__(self, level: int, n: int) -> bytes:
        up, within = divmod(level, 8)
        first = n << within
        data = self._tile(up, first // WIDTH)
        start = first % WIDTH * HASH_SIZE
        piece = data[start : start + (HASH_SIZE << within)]
        if len(piece) != HASH_SIZE << within:
            raise IndexError(f"a tree of {self.size} has no complete subtree {n} at level {level}")
        return fold(piece)

    def root(self) -> bytes:
        """The root that the tiles of the right edge give."""
        return Edge.load(self.size, lambda tile: self._tile(tile.level, tile.n)).root()
