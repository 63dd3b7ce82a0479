"""What a fact note must have."""

from __future__ import annotations

import re
from collections.abc import Sequence
from urllib.parse import urlsplit

from django.utils.translation import gettext as _

from consultations.moderation.enums import Assessment
from consultations.moderation.errors import Incomplete

LONGEST_CLAIM, LONGEST_TEXT, LONGEST_SIGNED, LONGEST_SOURCE = 500, 2000, 80, 1000
MOST_SOURCES = 10


def sources_in(typed: str) -> list[str]:
    """Addresses, each on a line, once each. Raises Incomplete."""
    found = list(dict.fromkeys(line.strip() for line in typed.splitlines() if line.strip()))
    if not found:
        raise Incomplete("sources", _("Give a source: the address of a page that people can read."))
    if len(found) > MOST_SOURCES:
        raise Incomplete("sources", _("Give at most %(most)d sources.") % {"most": MOST_SOURCES})
    for address in found:
        if not is_source(address):
            raise Incomplete("sources", _("Each source begins with https:// or http://, one on a line."))
    return found


def is_source(address: str) -> bool:
    """Whether it is an address on the web, without anybody's password in it."""
    if len(address) > LONGEST_SOURCE or re.search(r"[\s\x00-\x20\x7f-\xa0\\<>\"']", address):
        return False
    try:
        parts = urlsplit(address)
        return parts.scheme in ("http", "https") and "." in (parts.hostname or "") and "@" not in parts.netloc
    except ValueError:
        return False


def is_quoted(claim: str, words: Sequence[str]) -> bool:
    """Whether ``claim`` stands in one of ``words``, whatever its spaces."""
    return any(_plain(claim) in _plain(each) for each in words)


def _plain(text: str) -> str:
    return " ".join(text.split())


def check_words(assessment: str, text: str) -> None:
    """Raises Incomplete."""
    if assessment not in Assessment.values:
        raise Incomplete("assessment", _("Choose what the sources say."))
    if not text.strip():
        raise Incomplete("text", _("Say in a few words what the sources show."))
    if len(text) > LONGEST_TEXT:
        raise Incomplete("text", _("Use at most %(longest)d letters.") % {"longest": LONGEST_TEXT})
