"""How leaves and disclosures lie in the database: the same bytes in less room.

Both fields give back exactly what was put in, and what nobody here has written as it stands, so that an edit behind the
product's back is seen by those who check hashes instead of breaking the read.
"""

from __future__ import annotations

import zlib
from typing import Any

from django.db import models

from consultations.record.domain.disclosure import MalformedDisclosure, b64url, unb64url

# What a stored body begins with. A leaf as it is begins with "{".
DEFLATED = b"\x01"
# Leaves are short and much alike, so they are deflated (RFC 1951) from these words on. Never change them: bodies that
# were stored with them could not be read. Another dictionary needs another first byte.
DICTIONARY = (
    b'{"data":{"answered":"bytes":"case":"moderation/"cause":"contribution/"decision":"decision/"due":"2026-'
    b'"events":["fields":["supporter"]"in_scope":false,"into":"contribution/"kind":"changed""kind":"considered"'
    b'"kind":"supported""link":"link/"outcome":"adopted_in_part""outcome":"not_adopted""reason":"role":"'
    b'"revision":"sha256":"target":"change/"theme":"title":"language":"ar","language":"es","language":"fr",'
    b'"type":"opinion.given""sd":{"choice":"","participant":""}"type":"support.withdrawn""type":"contribution.revised"'
    b'"type":"disposition.given""type":"link.created""type":"content.erased""type":"moderation.decided"'
    b'{"data":{"channel":"room""channel":"paper""channel":"web","district":"","in_scope":false,"kind":"comment",'
    b'"parent":"contribution/","stance":"for"},"id":"0193","kind":"proposal","language":"en","theme":"'
    b'{"data":{},"id":"-4-8-9-a-b","process":"","refs":[],"sd":{"supporter":""},"sd_alg":"sha-256",'
    b'"subject":"contribution/1","time":"2026-11-0T00:00:00Z","type":"support.given","v":1}'
    b'{"data":{"channel":"web","in_scope":true,"kind":"proposal","language":"en"},"id":"019-7-8-9-a-b","process":"",'
    b'"refs":[{"i":1,"rel":"reply_to"}],"sd":{"author":"","body":"","title":""},"sd_alg":"sha-256",'
    b'"subject":"contribution/1","time":"2026-11-0T12:0:00Z","type":"contribution.published","v":1}'
)
MOST = 1 << 16


def pack(body: bytes) -> bytes:
    """``body`` deflated where that is shorter."""
    press = zlib.compressobj(4, zlib.DEFLATED, -11, 4, zlib.Z_DEFAULT_STRATEGY, DICTIONARY)
    packed = DEFLATED + press.compress(body) + press.flush()
    return packed if len(packed) < len(body) else body


def unpack(stored: bytes) -> bytes:
    """The body that was packed; other bytes as they are."""
    if not stored.startswith(DEFLATED):
        return stored
    press = zlib.decompressobj(-11, DICTIONARY)
    try:
        body = press.decompress(stored[1:], MOST)
    except zlib.error:
        return stored
    return body if press.eof and not press.unused_data else stored


class PackedLeaf(models.BinaryField):
    """A leaf's bytes."""

    _pyi_private_set_type: bytes
    _pyi_private_get_type: bytes

    def get_db_prep_value(self, value: Any, connection: Any, prepared: bool = False) -> Any:
        packed = value if value is None else pack(bytes(value))
        return super().get_db_prep_value(packed, connection, prepared)

    def from_db_value(self, value: Any, *args: Any) -> bytes | None:
        return None if value is None else unpack(bytes(value))


class EncodedDisclosure(models.BinaryField):
    """An encoded disclosure, a text of base64url, kept as the JSON that it encodes."""

    _pyi_private_set_type: str
    _pyi_private_get_type: str  # type: ignore[assignment]

    def get_db_prep_value(self, value: Any, connection: Any, prepared: bool = False) -> Any:
        return super().get_db_prep_value(value if value is None else _decoded(value), connection, prepared)

    def from_db_value(self, value: Any, *args: Any) -> str | None:
        if value is None:
            return None
        stored = value.encode() if isinstance(value, str) else bytes(value)
        return b64url(stored) if stored.startswith(b"[") else stored.decode("ascii", "replace")


def _decoded(encoded: str) -> bytes:
    try:
        data = unb64url(encoded)
    except MalformedDisclosure:
        data = b""
    return data if data.startswith(b"[") else encoded.encode()
