"""What people type: tidied without changing what they said, and refused with a sentence when it cannot be kept."""

from __future__ import annotations

import re

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

TITLE_LIMIT = 200
BODY_LIMIT = 10_000
TAG_LIMIT = 40
TAGS_LIMIT = 5

# Controls other than tab and newline, halves of characters, and the overrides that make text read as what it is not
# (U+202D, U+202E). Marks and isolates that right-to-left writing needs are kept.
FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202d\u202e\ud800-\udfff\ufffe\uffff]")


def tidy(text: str) -> str:
    """Line ends as newlines, nothing at either end."""
    return text.replace("\r\n", "\n").replace("\r", "\n").strip()


def one_line(text: str) -> str:
    """For titles and tags: any run of white space is one space."""
    return " ".join(text.split())


def fault(text: str, *, limit: int, required: bool = True) -> str | None:
    """A sentence saying why ``text`` (already tidied) cannot be kept; None when it can. ``limit`` in characters."""
    if required and not text:
        return _("Write something first.")
    if found := FORBIDDEN.search(text):
        before = text[max(0, found.start() - 20) : found.start()].strip()
        if before:
            return _("After “%(before)s” stands an invisible character that cannot be kept. Delete it.") % {
                "before": before
            }
        return _("Your text begins with an invisible character that cannot be kept. Delete it.")
    if len(text) > limit:
        return ngettext(
            "Your text has %(length)s characters; at most %(limit)s character fits.",
            "Your text has %(length)s characters; at most %(limit)s characters fit.",
            limit,
        ) % {"length": len(text), "limit": limit}
    return None


def tags_of(typed: str) -> list[str]:
    """Tags typed with commas (Latin, Arabic or full-width) between, each once, in order."""
    tags: dict[str, str] = {}
    for part in re.split("[,،，;؛\n]", typed):
        tag = one_line(part).lstrip("#").strip()
        if tag:
            tags.setdefault(tag.casefold(), tag)
    return list(tags.values())


def tags_fault(tags: list[str]) -> str | None:
    """A sentence saying why these tags cannot be kept; None when they can."""
    if len(tags) > TAGS_LIMIT:
        return ngettext("At most %(limit)s tag fits.", "At most %(limit)s tags fit.", TAGS_LIMIT) % {
            "limit": TAGS_LIMIT
        }
    for tag in tags:
        if problem := fault(tag, limit=TAG_LIMIT):
            return problem
    return None
