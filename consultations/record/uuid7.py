"""UUIDv7 (RFC 9562, section 5.7) until the standard library has it: 48 bits of Unix milliseconds, then random bits."""

from __future__ import annotations

import secrets
import time
import uuid


def uuid7(milliseconds: int | None = None) -> uuid.UUID:
    """A version-7 UUID for the given Unix time in milliseconds (now by default)."""
    stamp = time.time_ns() // 1_000_000 if milliseconds is None else milliseconds
    if not 0 <= stamp < 1 << 48:
        raise ValueError("a UUIDv7 holds 48 bits of milliseconds")
    bits = stamp << 80 | 0x7 << 76 | secrets.randbits(12) << 64 | 0b10 << 62 | secrets.randbits(62)
    return uuid.UUID(int=bits)
