"""Markdown as the HTML that decisions are made of."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from markdown_it import MarkdownIt
from markdown_it.token import Token

FRONT_MATTER = re.compile(r"\A---\n.*?^---\n", re.DOTALL | re.MULTILINE)
TEMPLATE_MARK = re.compile(r"\{%.*?%\}|\{\{.*?\}\}", re.DOTALL)
OUTWARD = ("http://", "https://", "mailto:")
TITLE, SECTION = "h3", "h4"


def to_html(source: str) -> str:
    """The words of a CommonMark file, with its headings (first level h3, deeper ones h4), lists, emphasis and links.

    Front matter, template marks of a site generator, HTML and images are left out. A link to another file of the same
    text keeps its words only: its address would not lead anywhere here.
    """
    body = TEMPLATE_MARK.sub("", without_front_matter(source))
    parser = MarkdownIt("commonmark")
    tokens = list(_kept(parser.parse(body)))
    return str(parser.renderer.render(tokens, parser.options, {}))


def _kept(tokens: Iterable[Token]) -> Iterator[Token]:
    for token in tokens:
        if token.type in ("html_block", "html_inline", "image"):
            continue
        if token.type in ("heading_open", "heading_close"):
            token.tag = TITLE if token.tag == "h1" else SECTION
        if token.children:
            token.children = list(_kept(_without_inner_links(token.children)))
        yield token


def _without_inner_links(tokens: Iterable[Token]) -> Iterator[Token]:
    dropped = 0
    for token in tokens:
        if token.type == "link_open" and not str(token.attrGet("href")).startswith(OUTWARD):
            dropped += 1
        elif token.type == "link_close" and dropped:
            dropped -= 1
        else:
            yield token


def without_front_matter(source: str) -> str:
    """The text alone, its lines ended by \\n; a '#' above it is a comment, not a heading."""
    return FRONT_MATTER.sub("", source.replace("\r\n", "\n"), count=1)


def front_matter(source: str) -> dict[str, str]:
    """Its plain ``name: value`` lines; lists and nested values are left out."""
    found = FRONT_MATTER.match(source.replace("\r\n", "\n"))
    lines = found.group().splitlines() if found else []
    pairs = (line.partition(":") for line in lines if line[:1].isalpha())
    return {name.strip(): value.strip() for name, _colon, value in pairs if value.strip()}
