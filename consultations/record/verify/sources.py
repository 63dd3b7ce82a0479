"""Where a log is read from: an address or a folder of the same files."""

from __future__ import annotations

import hashlib
import http.client
import urllib.error
import urllib.request
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Protocol

from consultations.record.tlog.note import MAX_NOTE
from consultations.record.tlog.tiles import ENTRIES, FULL, MAX_ENTRY, WIDTH, Tile
from consultations.record.verify.findings import CouldNotCheck, Report

MAX_BLOB = 1 << 30
MAX_BUNDLE = WIDTH * (2 + MAX_ENTRY)
TIMEOUT = 30
AT_ONCE = 4
AHEAD = 64


class Missing(LookupError):
    """The source answers, and does not have the file."""


class Source(Protocol):
    """``name``: as the person gave it; ``read``: a file's bytes by its path.

    Of a file longer than ``limit`` it gives ``limit`` + 1 bytes, which no format here takes for whole.
    """

    name: str

    def read(self, path: str, limit: int) -> bytes:
        """Raises Missing or CouldNotCheck."""
        ...


class Folder:
    """A log as a folder of static files."""

    def __init__(self, place: str) -> None:
        self.name = place
        self._place = Path(place)
        if not self._place.is_dir():
            raise CouldNotCheck(f"There is no folder {place}.")

    def read(self, path: str, limit: int) -> bytes:
        try:
            with (self._place / path).open("rb") as file:
                return file.read(limit + 1)
        except (FileNotFoundError, NotADirectoryError, IsADirectoryError) as error:
            raise Missing(path) from error
        except OSError as error:
            raise CouldNotCheck(f"{path} cannot be read: {error.strerror}.") from error


class Site:
    """A log at an http or https address."""

    def __init__(self, address: str) -> None:
        self.name = address.rstrip("/")

    def read(self, path: str, limit: int) -> bytes:
        request = urllib.request.Request(  # noqa: S310 - open_source admits http and https only
            f"{self.name}/{path}", headers={"User-Agent": "participate-verify", "Accept-Encoding": "identity"}
        )
        try:
            with urllib.request.urlopen(request, timeout=TIMEOUT) as answer:
                data: bytes = answer.read(limit + 1)
                return data
        except urllib.error.HTTPError as error:
            if error.code in (404, 410):
                raise Missing(path) from error
            raise CouldNotCheck(f"{self.name}/{path} answers with {error.code}.") from error
        except (OSError, ValueError, http.client.HTTPException) as error:
            reason = getattr(error, "reason", None) or error
            raise CouldNotCheck(f"{self.name}/{path} does not answer: {reason}.") from error


def open_source(name: str) -> Source:
    """The source of an http(s) address or a folder; raises CouldNotCheck."""
    if name.startswith(("http://", "https://")):
        return Site(name)
    if "://" in name:
        raise CouldNotCheck("The address must begin with http:// or https://.")
    return Folder(name)


def read_checkpoint(source: Source) -> bytes:
    """The signed checkpoint; raises CouldNotCheck, because without one there is nothing to hold a log against."""
    try:
        return source.read("checkpoint", MAX_NOTE)
    except Missing as error:
        raise CouldNotCheck(f"There is no checkpoint at {source.name}.") from error


def read_tile(source: Source, tile: Tile) -> bytes:
    """A tile's or bundle's bytes; a full one is taken where the partial one is gone. Raises Missing."""
    limit = MAX_BUNDLE if tile.level == ENTRIES else FULL
    try:
        return source.read(tile.path, limit)
    except Missing:
        if tile.width == WIDTH:
            raise
    whole = source.read(Tile(tile.level, tile.n).path, limit)
    return cut_bundle(whole, tile.width) if tile.level == ENTRIES else whole[: tile.width * 32]


def cut_bundle(whole: bytes, width: int) -> bytes:
    """The first ``width`` entries of a bundle, as far as they are there."""
    at = 0
    for _ in range(width):
        at += 2 + int.from_bytes(whole[at : at + 2], "big")
    return whole[:at]


def read_tiles(source: Source, tiles: Iterable[Tile]) -> Iterator[tuple[Tile, bytes | None]]:
    """Each tile with its bytes, None for a missing one; over the network several at once, in order."""

    def read(tile: Tile) -> tuple[Tile, bytes | None]:
        try:
            return tile, read_tile(source, tile)
        except Missing:
            return tile, None

    if not isinstance(source, Site):
        yield from map(read, tiles)
        return
    waiting = list(tiles)
    with ThreadPoolExecutor(AT_ONCE) as pool:
        for start in range(0, len(waiting), AHEAD):
            yield from pool.map(read, waiting[start : start + AHEAD])


def read_blob(source: Source, report: Report, sha256: str, length: int, index: int) -> bytes | None:
    """A text or file that entry ``index`` names, when it is the one that was recorded; else the report says so."""
    path = f"blob/{sha256}"
    if length > MAX_BLOB:
        raise CouldNotCheck(f"{path} is larger than this program reads.")
    try:
        data = source.read(path, length)
    except Missing:
        report.refute("The text that it names is not given.", index, path)
        return None
    if len(data) != length or hashlib.sha256(data).hexdigest() != sha256:
        report.refute("The text that it names is not the one that was recorded.", index, path)
        return None
    return data
