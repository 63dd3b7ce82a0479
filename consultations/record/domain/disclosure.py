"""Salted disclosures of single fields (SD-JWT, RFC 9901, section 4.2)."""

from __future__ import annotations

import base64
import binascii
import hashlib
import json
import secrets


class MalformedDisclosure(ValueError):
    """The text is not a disclosure that prints back to itself."""


def b64url(data: bytes) -> str:
    """Base64url without padding (RFC 7515, section 2)."""
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode("ascii")


def unb64url(text: str) -> bytes:
    """The bytes of ``text``; raises MalformedDisclosure unless they encode back to it."""
    try:
        data = base64.urlsafe_b64decode(text.encode("ascii") + b"=" * (-len(text) % 4))
    except (UnicodeEncodeError, binascii.Error, ValueError) as error:
        raise MalformedDisclosure("not base64url") from error
    if b64url(data) != text:
        raise MalformedDisclosure("not canonical base64url")
    return data


def disclose(name: str, value: str, *, salt: bytes | None = None) -> str:
    """D = b64url(JSON([salt, name, value])); 16 fresh random bytes of salt unless given."""
    fresh = secrets.token_bytes(16) if salt is None else salt
    text = json.dumps([b64url(fresh), name, value], ensure_ascii=False, separators=(", ", ": "))
    return b64url(text.encode("utf-8"))


def digest(encoded: str) -> str:
    """b64url(SHA-256(ASCII(D)))."""
    return b64url(hashlib.sha256(encoded.encode("ascii")).digest())


def read(encoded: str) -> tuple[str, str]:
    """(name, value) of a disclosure; raises MalformedDisclosure."""
    try:
        parts = json.loads(unb64url(encoded))
    except (ValueError, RecursionError) as error:
        raise MalformedDisclosure("not a disclosure") from error
    if not (isinstance(parts, list) and len(parts) == 3 and all(isinstance(part, str) for part in parts)):
        raise MalformedDisclosure("a disclosure holds salt, name and value")
    if any("\ud800" <= c <= "\udfff" for part in parts for c in part):
        raise MalformedDisclosure("a lone surrogate is not text")
    return parts[1], parts[2]
