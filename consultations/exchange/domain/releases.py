"""Released versions of one text, each a folder of Markdown files: ``versions/<name>/**/*.md``."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from consultations.exchange.domain.account import Account, BrokenFileError
from consultations.exchange.domain.markdown import front_matter, to_html, without_front_matter
from consultations.exchange.domain.tables import read_text

VERSIONS = "versions"
FIRST = "index.md"
HEADING = re.compile(r"^# +(.+?)\s*$", re.MULTILINE)
LINKED = re.compile(r"\]\(([^)\s]+)\)")


@dataclass(frozen=True)
class Release:
    """``chapters``: (file, HTML) in reading order; ``blobs``: the git names of its files, by which an amendment tells
    what it began from and what it made; ``titles``: the first heading of each file."""

    name: str
    chapters: tuple[tuple[str, str], ...]
    blobs: frozenset[str]
    titles: Mapping[str, str]

    @property
    def html(self) -> str:
        return "".join(html for _file, html in self.chapters)


def read_releases(folder: Path, account: Account) -> list[Release]:
    """The releases in the order of their numbers; raises BrokenFileError where there is none."""
    parent = folder / VERSIONS
    names = sorted((path.name for path in parent.iterdir() if path.is_dir()), key=_number) if parent.is_dir() else []
    if not names:
        raise BrokenFileError(f"{folder} has no folder {VERSIONS} with a version in it.")
    return [_read(parent / name, account) for name in names]


def _number(name: str) -> tuple[tuple[int, str], ...]:
    return tuple((int(part), "") if part.isdigit() else (0, part) for part in re.split(r"[.-]", name.removeprefix("v")))


def _read(folder: Path, account: Account) -> Release:
    sources: dict[str, str] = {}
    blobs = set()
    for path in sorted(folder.rglob("*.md")):
        name = path.relative_to(folder).as_posix()
        sources[name] = read_text(path)
        blobs.add(git_blob(path.read_bytes()))
    if not sources:
        raise BrokenFileError(f"{VERSIONS}/{folder.name} has no .md file.")
    texts = in_reading_order(sources)
    ledger = account.of(f"{VERSIONS}/{folder.name}")
    for row, name in enumerate(sources, start=1):
        ledger.rows += 1
        if name not in texts:
            ledger.refuse(row, f"{name} is a template or a list of a folder's files, not part of the text")
    titles = {name: found.group(1) for name in texts if (found := HEADING.search(without_front_matter(sources[name])))}
    return Release(folder.name, tuple((name, to_html(sources[name])) for name in texts), frozenset(blobs), titles)


def git_blob(data: bytes) -> str:
    """The name that git gives to a file's bytes."""
    return hashlib.sha1(b"blob %d\0" % len(data) + data, usedforsecurity=False).hexdigest()


def in_reading_order(sources: dict[str, str]) -> list[str]:
    """``index.md`` and the files beside it in the order in which it links to them, then each folder's files by the
    ``order`` of their front matter. Templates (``_name.md``) and tables of contents of folders are no text."""
    linked = [target.partition("#")[0] for target in LINKED.findall(sources.get(FIRST, ""))]

    def place(name: str) -> tuple[str, int, int, str]:
        parent, _slash, file = name.rpartition("/")
        if not parent:
            return ("", 0 if file == FIRST else 1, linked.index(name) if name in linked else len(linked), name)
        order = front_matter(sources[name]).get("order", "")
        return (parent, 0, int(order) if order.isdigit() else len(sources), name)

    return sorted(_texts(sources), key=place)


def _texts(sources: dict[str, str]) -> Iterator[str]:
    for name in sources:
        file = name.rpartition("/")[2]
        if not file.startswith("_") and (name == FIRST or file != FIRST):
            yield name
