"""The link by which a person stops e-mails without signing in: their public id, signed, valid for ever."""

from __future__ import annotations

import uuid

from django.core.signing import BadSignature, Signer

SALT = "people.stop"


def make(public_id: uuid.UUID) -> str:
    """What stands in the address; it opens nothing but the choice of how to hear."""
    return Signer(salt=SALT).sign(public_id.hex)


def read(token: str) -> uuid.UUID | None:
    """The person's public id, or None when the token was not made here."""
    try:
        return uuid.UUID(hex=Signer(salt=SALT).unsign(token))
    except (BadSignature, ValueError):
        return None
