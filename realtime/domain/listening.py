"""The link in a letter to a guest: it says who they are without a cookie, and opens nothing but the choice to hear."""

from __future__ import annotations

import uuid

from django.core.signing import BadSignature, Signer

SALT = "realtime.listener"


def make(public_id: uuid.UUID) -> str:
    """What stands in the address."""
    return Signer(salt=SALT).sign(public_id.hex)


def read(token: str) -> uuid.UUID | None:
    """The listener's public id, or None when the token was not made here."""
    try:
        return uuid.UUID(hex=Signer(salt=SALT).unsign(token))
    except (BadSignature, ValueError):
        return None
