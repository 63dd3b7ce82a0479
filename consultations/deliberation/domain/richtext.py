"""The one place where text becomes HTML: residents' plain text, and editors' HTML through two sanitisers.

bleach makes its last release, nh3 alone lets ``href="&nbsp;javascript:…"`` through; so each cleans what the other left,
addresses must fit a pattern, and the result must be stable (quality.md, "Input").
"""

from __future__ import annotations

import html
import re

import bleach
import nh3
from django.utils.translation import gettext as _

TAGS = frozenset({"p", "br", "strong", "em", "ul", "ol", "li", "a", "blockquote", "h3", "h4"})
SCHEMES = frozenset({"http", "https", "mailto"})
REL = "nofollow noopener ugc"
LENGTH_LIMIT = 400_000
DEPTH_LIMIT = 32

_HREF = re.compile(r"(?:https?://|mailto:|/(?![/\\])|#)[^\s\x00-\x20\x7f-\xa0\\]*", re.IGNORECASE)
_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]*)")
_VOID = frozenset(
    {"br", "hr", "img", "input", "meta", "link", "area", "base", "col", "embed", "source", "track", "wbr"}
)
_SAME_WORD = (
    (re.compile(r"<(/?)b>", re.IGNORECASE), r"<\1strong>"),
    (re.compile(r"<(/?)i>", re.IGNORECASE), r"<\1em>"),
)
_LINK = re.compile(r"https?://[^\s<>\"'\x00-\x20\x7f-\xa0\\]+", re.IGNORECASE)


class RichTextRefused(ValueError):
    """Too long or nested too deep to be cleaned. ``str()`` is a sentence for the editor."""


def _cap(source: str) -> None:
    if len(source) > LENGTH_LIMIT:
        raise RichTextRefused(
            _("The text has %(length)s characters; at most %(limit)s fit.")
            % {"length": len(source), "limit": LENGTH_LIMIT}
        )
    depth = 0
    last = ""
    for found in _TAG.finditer(source):
        closing, name = found[1], found[2].lower()
        if name in _VOID:
            continue
        if closing:
            depth, last = max(0, depth - 1), ""
        elif not (name == last and name in ("p", "li")):
            depth, last = depth + 1, name
        if depth > DEPTH_LIMIT:
            raise RichTextRefused(_("The text has lists or quotes within each other, too deep to be kept."))


def _attribute(tag: str, name: str, value: str) -> str | None:
    """The value when it may stand. ``rel`` passes because nh3 asks about the one that it sets itself."""
    fits = tag == "a" and ((name == "href" and _HREF.fullmatch(value)) or (name == "rel" and value == REL))
    return value if fits else None


def _bleach_allows(tag: str, name: str, value: str) -> bool:
    return _attribute(tag, name, value) is not None


def _once(source: str) -> str:
    bleached = bleach.clean(source, tags=TAGS, attributes=_bleach_allows, protocols=SCHEMES, strip=True)
    return nh3.clean(
        bleached,
        tags=set(TAGS),
        attributes={"a": {"href"}},
        attribute_filter=_attribute,
        url_schemes=set(SCHEMES),
        link_rel=REL,
    )


def clean(source: str) -> str:
    """Editor's HTML with nothing but TAGS and plain links in it; the same when cleaned again.

    Raises RichTextRefused before any parsing when longer than LENGTH_LIMIT characters or deeper than DEPTH_LIMIT.
    """
    _cap(source)
    for pattern, replacement in _SAME_WORD:
        source = pattern.sub(replacement, source)
    for _round in range(4):
        cleaned = _once(source)
        if cleaned == source:
            return cleaned
        source = cleaned
    return html.escape(source, quote=False)


def _linked(line: str) -> str:
    """One line, escaped, with its addresses as links; a full stop or bracket after an address is not part of it."""
    parts: list[str] = []
    end = 0
    for found in _LINK.finditer(line):
        address = found[0].rstrip(".,;:!?…،؛؟»”’*_~")
        while address.endswith(")") and address.count(")") > address.count("("):
            address = address[:-1].rstrip(".,;:!?…،؛؟")
        if address.lower() in ("http://", "https://") or "://" not in address:
            continue
        parts.append(html.escape(line[end : found.start()], quote=False))
        parts.append(f'<a href="{html.escape(address)}" rel="{REL}">{html.escape(address, quote=False)}</a>')
        end = found.start() + len(address)
    parts.append(html.escape(line[end:], quote=False))
    return "".join(parts)


def render(source: str) -> str:
    """Plain text as paragraphs: a blank line parts them, a newline breaks the line, http(s) addresses become links."""
    paragraphs = re.split(r"\n[ \t]*\n\s*", source.replace("\r\n", "\n").replace("\r", "\n").strip("\n"))
    return "".join(
        f"<p>{'<br>'.join(_linked(line) for line in paragraph.split(chr(10)))}</p>"
        for paragraph in paragraphs
        if paragraph.strip()
    )
