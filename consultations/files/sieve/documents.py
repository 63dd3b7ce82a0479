"""What a PDF must not hold. It is never opened here: only its words are looked through, the packed ones too.

This is no proof that a PDF does nothing, only that it does not say so; therefore it is handed out as a file to keep,
with no right to run anything in the site's name (web/handing_out.py).
"""

from __future__ import annotations

import re
import zlib

UNPACKED_AT_MOST = 32_000_000
ACTIVE = re.compile(
    rb"/(?:JavaScript|JS|Launch|EmbeddedFiles?|RichMedia|XFA|SubmitForm|ImportData|Rendition|Movie|GoToE)(?![A-Za-z0-9])"
)
LOCKED = re.compile(rb"/Encrypt(?![A-Za-z0-9])")
ESCAPED = re.compile(rb"#([0-9A-Fa-f]{2})")
STREAM = re.compile(rb"stream\r?\n")
PACKED_OBJECTS = re.compile(rb"/Type\s*/ObjStm(?![A-Za-z0-9])")
FILTER = re.compile(rb"/Filter\s*(\[[^\]]*\]|/[A-Za-z0-9]+)")
LONGEST_DICTIONARY = 2000


def fault(content: bytes) -> str:
    """The refusal (enums.Refusal) of a PDF, or nothing."""
    if not re.match(rb"%PDF-[12]\.\d", content) or b"%%EOF" not in content[-2048:]:
        return "broken"
    try:
        texts = [_plain(content), *_packed(content)]
    except (zlib.error, ValueError):
        return "active"
    if any(LOCKED.search(text) for text in texts):
        return "locked"
    return "active" if any(ACTIVE.search(text) for text in texts) else ""


def _plain(content: bytes) -> bytes:
    """With the letters of names that are written as numbers."""
    return ESCAPED.sub(lambda found: bytes([int(found[1], 16)]), content)


def _packed(content: bytes) -> list[bytes]:
    """The objects that stand packed; raises ValueError or zlib.error for what cannot be looked into."""
    found, left = [], UNPACKED_AT_MOST
    for start in STREAM.finditer(content):
        head = content[max(0, start.start() - LONGEST_DICTIONARY) : start.start()]
        head = _plain(head.rpartition(b" obj")[2])
        if not PACKED_OBJECTS.search(head):
            continue
        how = FILTER.search(head)
        if how is None:
            continue  # They stand there in clear.
        if how[1].strip(b"[] /") != b"FlateDecode":
            raise ValueError("packed in another way")
        unpacked = zlib.decompressobj().decompress(content[start.end() :], left)
        left -= len(unpacked)
        if left <= 0:
            raise ValueError("too much is packed in it")
        found.append(_plain(unpacked))
    return found
