"""Prose in reStructuredText as HTML: headings, paragraphs and items; roles and marks within a line are taken off."""

from __future__ import annotations

import re
from html import escape

UNDERLINE = re.compile(r"^([=\-~^#*'\"])\1{2,}$")
LEVELS = "=-~^"
ITEM = re.compile(r"^\s*(?:[*-]|#\.|\d+\.)\s+")
ROLE = re.compile(r":[a-z-]+(?::[a-z-]+)?:`~?([^`<]+?)(?:\s*<[^`>]*>)?`")
LINK = re.compile(r"`([^`<]+?)\s*(?:<[^`>]*>)?`_{1,2}")
MARKS = re.compile(r"``|\*\*|`|\|")


def to_html(source: str) -> str:
    """Comments and targets (``.. name``) are no text."""
    made = []
    for block in re.split(r"\n\s*\n", source.replace("\r", "")):
        lines = [line for line in block.split("\n") if line.strip() and not line.lstrip().startswith("..")]
        lines = lines[1:] if lines and UNDERLINE.match(lines[0]) else lines
        if len(lines) > 1 and UNDERLINE.match(lines[1]):
            level = LEVELS.find(lines[1][0]) + 3
            made.append(f"<h{level}>{_plain(lines[0])}</h{level}>")
            lines = lines[2:]
        texts = list[tuple[str, str]]()
        for line in lines:
            if ITEM.match(line):
                texts.append(("li", ITEM.sub("", line)))
            elif texts:
                texts[-1] = (texts[-1][0], f"{texts[-1][1]} {line.strip()}")
            else:
                texts.append(("p", line.strip()))
        made += [
            f"<ul><li>{_plain(text)}</li></ul>" if tag == "li" else f"<p>{_plain(text)}</p>" for tag, text in texts
        ]
    return "".join(made)


def _plain(text: str) -> str:
    return escape(MARKS.sub("", LINK.sub(r"\1", ROLE.sub(r"\1", text))), quote=False)
