"""The prime-order group of edwards25519 and Pedersen commitments in it: ``C = v·G + r·H``.

Points are their 32 bytes (RFC 8032, section 5.1.2), scalars are whole numbers modulo L. libsodium does the arithmetic
on points; it refuses to multiply an encoding that is not canonical, a point outside the prime-order group, the neutral
point, and by 0. So no scalar and no point here is neutral, which an honest ballot meets with chance 2^-252.
"""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Iterable, Sequence

from nacl import bindings as sodium
from nacl.exceptions import CryptoError

L = 2**252 + 27742317777372353535851937790883648493
SIZE = 32
NEUTRAL = (1).to_bytes(SIZE, "little")

G = sodium.crypto_scalarmult_ed25519_base_noclamp((1).to_bytes(SIZE, "little"))
# 8·P, where P is the first of SHA256("participate/pedersen/H/v1" ‖ byte i), i = 0, 1, …, that encodes a point of the
# curve (RFC 8032, section 5.1.3); nobody knows its logarithm to G. tests/…/ballots/test_group.py derives it again.
H = bytes.fromhex("d99870e8c6460d27958296b3d9bd956e8009666676141aa2deedea95d43f9fad")
# G plus the point of order two: on the curve, canonical, and not in the group (CVE-2025-69277).
_NOT_IN_THE_GROUP = bytes.fromhex("9599999999999999999999999999999999999999999999999999999999999999")


class NotInTheGroup(ValueError):
    """The bytes or the number are not a point or scalar that this group admits."""


def check_library() -> None:
    """Raises RuntimeError where libsodium lacks the functions, or takes points outside the group for points of it."""
    if not (sodium.has_crypto_core_ed25519 and sodium.has_crypto_scalarmult_ed25519):
        raise RuntimeError("its libsodium is a minimal one, without the functions of the group")
    if sodium.crypto_core_ed25519_is_valid_point(_NOT_IN_THE_GROUP):
        raise RuntimeError("its libsodium is too old: it accepts points outside the group (CVE-2025-69277)")


def read_point(data: bytes) -> bytes:
    """``data`` itself when it is the canonical encoding of a point of prime order; else NotInTheGroup."""
    if len(data) != SIZE or not sodium.crypto_core_ed25519_is_valid_point(data):
        raise NotInTheGroup("a point is not canonical or not of prime order")
    return data


def read_scalar(data: bytes) -> int:
    """The number from 1 to L − 1 that ``data`` holds, the smallest byte first; else NotInTheGroup."""
    number = int.from_bytes(data, "little")
    if len(data) != SIZE or not 0 < number < L:
        raise NotInTheGroup("a scalar is not between 0 and L")
    return number


def write_scalar(number: int) -> bytes:
    """Its 32 bytes, the smallest first."""
    return number.to_bytes(SIZE, "little")


def random_scalar() -> int:
    """From 1 to L − 1, each as likely."""
    return secrets.randbelow(L - 1) + 1


def hash_to_scalar(data: bytes) -> int:
    """SHA-512, the smallest byte first, modulo L."""
    return int.from_bytes(hashlib.sha512(data).digest(), "little") % L


def times(number: int, point: bytes) -> bytes:
    """``number``·``point``; raises NotInTheGroup where the number is 0 modulo L or the point is none of the group."""
    scalar = write_scalar(number % L)
    try:
        if point == G:
            return sodium.crypto_scalarmult_ed25519_base_noclamp(scalar)
        return sodium.crypto_scalarmult_ed25519_noclamp(scalar, point)
    except (CryptoError, TypeError) as error:
        raise NotInTheGroup("a product is not in the group") from error


def add(first: bytes, *others: bytes) -> bytes:
    """The sum of points that were read or computed here; it may be the neutral element."""
    for other in others:
        first = sodium.crypto_core_ed25519_add(first, other)
    return first


def subtract(first: bytes, other: bytes) -> bytes:
    """The difference of points that were read or computed here; it may be the neutral element."""
    return sodium.crypto_core_ed25519_sub(first, other)


def is_neutral(points: Iterable[bytes]) -> bool:
    """Whether points that were computed here add up to the neutral element."""
    return add(*points) == NEUTRAL


def total(points: Sequence[bytes]) -> bytes:
    """The sum of at least one point that was read; raises NotInTheGroup where it is the neutral element."""
    return read_point(add(*points)) if len(points) > 1 else points[0]


def commit(value: int, blinding: int) -> bytes:
    """``value``·G + ``blinding``·H for a value ≥ 0; raises NotInTheGroup where the blinding is 0 modulo L."""
    hidden = times(blinding, H)
    return add(hidden, times(value, G)) if value else hidden
