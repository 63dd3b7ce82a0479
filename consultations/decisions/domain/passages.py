"""A decision's text as numbered passages, about a sentence or clause each."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape
from html.parser import HTMLParser
from itertools import groupby

from consultations.decisions.domain.sentences import sentences

HEADINGS = ("h2", "h3", "h4")
BLOCKS = {"p": "p", "h1": "h2", "h2": "h2", "h3": "h3", "h4": "h4", "h5": "h4", "h6": "h4", "div": "p", "pre": "p"}
LISTS = {"ul": "li", "ol": "oli"}
INLINE = {"strong": "strong", "b": "strong", "em": "em", "i": "em"}
DEEPEST_LIST = 4
WHITE = re.compile(r"[ \t\r\n\f]+")

Style = tuple[str, ...]
Run = tuple[str, Style]


@dataclass(frozen=True)
class Block:
    """A paragraph, heading, item or quotation. ``kind``: p, h2, h3, h4, li, oli, quote; ``depth``: of its list."""

    kind: str
    depth: int
    runs: tuple[Run, ...]


@dataclass(frozen=True)
class Piece:
    """One passage of a text that has no number yet.

    ``block`` counts the paragraphs of the text from 0. ``text`` is plain, with the address of a link in brackets, so
    that a changed address is a changed passage; ``html`` holds only strong, em, br and a[href].
    """

    block: int
    kind: str
    depth: int
    text: str
    html: str


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.blocks: list[Block] = []
        self.runs: list[Run] = []
        self.kind, self.quoted = "p", 0
        self.lists: list[str] = []
        self.styles: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in LISTS:
            self.flush()
            self.lists.append(LISTS[tag])
        elif tag == "blockquote":
            self.flush()
            self.quoted += 1
        elif tag == "li" or tag in BLOCKS:
            self.flush()
            self.kind = BLOCKS.get(tag, "p")
        elif tag == "br":
            self.runs.append(("\n", ()))
        elif tag == "a":
            self.styles.append("a " + (dict(attrs).get("href") or ""))
        elif tag in INLINE:
            self.styles.append(INLINE[tag])

    def handle_endtag(self, tag: str) -> None:
        if tag in LISTS:
            self.flush()
            if self.lists:
                self.lists.pop()
        elif tag == "blockquote":
            self.flush()
            self.quoted = max(0, self.quoted - 1)
        elif tag == "li" or tag in BLOCKS:
            self.flush()
        elif tag == "a" or tag in INLINE:
            opened = [style for style in self.styles if style.split(" ")[0] == INLINE.get(tag, tag)]
            if opened:
                self.styles.remove(opened[-1])

    def handle_data(self, data: str) -> None:
        if data:
            self.runs.append((WHITE.sub(" ", data), tuple(self.styles)))

    def flush(self) -> None:
        runs = tuple(_tidy(self.runs))
        if runs:
            kind = self.kind
            if kind == "p" and self.lists:
                kind = self.lists[-1]
            elif kind == "p" and self.quoted:
                kind = "quote"
            self.blocks.append(Block(kind, min(len(self.lists), DEEPEST_LIST), runs))
        self.runs, self.kind = [], "p"


def _tidy(runs: Sequence[Run]) -> Iterator[Run]:
    """Without white space at the ends of lines or twice in a row."""
    text = ""
    kept: list[Run] = []
    for words, style in runs:
        words = words.lstrip(" ") if not text or text[-1].isspace() else words
        if words == "\n" and not text:
            continue
        if words:
            kept.append((words, style))
            text += words
    while kept and not kept[-1][0].strip():
        kept.pop()
    if kept:
        kept[-1] = (kept[-1][0].rstrip(), kept[-1][1])
    yield from kept


def blocks(html: str) -> list[Block]:
    """The paragraphs, headings and items of clean HTML, in order; empty ones are left out."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    reader.flush()
    return reader.blocks


def pieces(html: str) -> list[Piece]:
    """The passages of clean HTML, in order. A heading is one passage, whatever its length."""
    found: list[Piece] = []
    for number, block in enumerate(blocks(html)):
        text = "".join(words for words, _style in block.runs)
        spans = [(0, len(text))] if block.kind in HEADINGS else sentences(text)
        for start, end in spans:
            runs = list(_cut(block.runs, start, end))
            broken = "<br>" if "\n" in text[len(text[:end].rstrip()) : end] else ""
            found.append(Piece(number, block.kind, block.depth, _plain(runs), _markup(runs) + broken))
    return found


def _cut(runs: Sequence[Run], start: int, end: int) -> Iterator[Run]:
    place = 0
    cut: list[Run] = []
    for words, style in runs:
        piece = words[max(0, start - place) : max(0, end - place)]
        place += len(words)
        if piece:
            cut.append((piece, style))
    yield from _tidy(cut)


def _address(style: Style) -> str:
    return next((mark[2:] for mark in style if mark.startswith("a ")), "")


def _plain(runs: Sequence[Run]) -> str:
    parts: list[str] = []
    for address, group in groupby(runs, key=lambda run: _address(run[1])):
        words = "".join(words for words, _style in group)
        if address and address != words.strip():
            bare = words.rstrip()
            words = f"{bare} ({address}){words[len(bare) :]}"
        parts.append(words)
    return " ".join("".join(parts).split())


def _markup(runs: Sequence[Run]) -> str:
    parts: list[str] = []
    for style, group in groupby(runs, key=lambda run: run[1]):
        words = "".join(words for words, _style in group)
        html = escape(words, quote=False).replace("\n", "<br>")
        for mark in reversed(style):
            name, _, address = mark.partition(" ")
            rel = ' rel="nofollow noopener ugc"' if address and not address.startswith(("/", "#")) else ""
            html = f'<a href="{escape(address)}"{rel}>{html}</a>' if name == "a" else f"<{name}>{html}</{name}>"
        parts.append(html)
    return "".join(parts)


def document(numbered: Sequence[tuple[str, Piece]]) -> bytes:
    """The text as it is hashed and kept on the record: UTF-8, one line a passage, tab-separated:
    number, block, kind, depth of its list, html.

    ``numbered`` pairs each passage with its stable number. Anyone can recompute the changes between two such texts.
    """
    lines = (f"{sid}\t{piece.block}\t{piece.kind}\t{piece.depth}\t{piece.html}\n" for sid, piece in numbered)
    return "".join(lines).encode("utf-8")


def sha256(body: bytes) -> str:
    return hashlib.sha256(body).hexdigest()
