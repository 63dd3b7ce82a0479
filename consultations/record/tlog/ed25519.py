"""Ed25519 verification (RFC 8032, section 5.1.7) in plain Python, so that a verifier needs no compiled package.

Where the RFC leaves room, this is the strict reading that browsers have too: S below L; A and R canonically encoded
and not of small order; the equation without cofactor, compared on the encoded R. Nothing here is secret, so nothing
needs to run in constant time. Signing is in ``signing``.
"""

from __future__ import annotations

import hashlib
from functools import lru_cache

P = 2**255 - 19
L = 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, -1, P) % P
SQRT_MINUS_ONE = pow(2, (P - 1) // 4, P)

Point = tuple[int, int, int, int]  # extended coordinates X, Y, Z, T with x = X/Z, y = Y/Z, xy = T/Z

NEUTRAL: Point = (0, 1, 1, 0)


def _add(a: Point, b: Point) -> Point:
    x1, y1, z1, t1 = a
    x2, y2, z2, t2 = b
    m, n = (y1 - x1) * (y2 - x2) % P, (y1 + x1) * (y2 + x2) % P
    c, d = 2 * t1 * t2 * D % P, 2 * z1 * z2 % P
    e, f, g, h = n - m, d - c, d + c, n + m
    return e * f % P, g * h % P, f * g % P, e * h % P


def _double(a: Point) -> Point:
    x, y, z, _ = a
    m, n = x * x % P, y * y % P
    h = m + n
    e = h - (x + y) * (x + y) % P
    g = m - n
    f = 2 * z * z % P + g
    return e * f % P, g * h % P, f * g % P, e * h % P


def _decode(data: bytes) -> Point | None:
    """The point of a canonical encoding (RFC 8032, section 5.1.3), else None."""
    number = int.from_bytes(data, "little")
    sign, y = number >> 255, number & ((1 << 255) - 1)
    if y >= P:
        return None
    u, v = (y * y - 1) % P, (D * y * y + 1) % P
    x = u * pow(v, 3, P) * pow(u * pow(v, 7, P), (P - 5) // 8, P) % P
    if (v * x * x - u) % P:
        x = x * SQRT_MINUS_ONE % P
        if (v * x * x - u) % P:
            return None
    if x == 0 and sign:
        return None
    if x & 1 != sign:
        x = P - x
    return x, y, 1, x * y % P


def _encode(point: Point) -> bytes:
    x, y, z, _ = point
    inverse = pow(z, -1, P)
    x, y = x * inverse % P, y * inverse % P
    return (y | (x & 1) << 255).to_bytes(32, "little")


def _is_small(point: Point) -> bool:
    """Whether the point's order divides 8."""
    x, y, z, _ = _double(_double(_double(point)))
    return x == 0 and (y - z) % P == 0


def _sum_of_multiples(s: int, a: Point, k: int, b: Point) -> Point:
    """[s]a + [k]b in one pass over the bits (Straus)."""
    table = (NEUTRAL, a, b, _add(a, b))
    total = NEUTRAL
    for bit in range(max(s.bit_length(), k.bit_length()) - 1, -1, -1):
        total = _double(total)
        chosen = (s >> bit & 1) | (k >> bit & 1) << 1
        if chosen:
            total = _add(total, table[chosen])
    return total


def _base() -> Point:
    point = _decode((4 * pow(5, -1, P) % P).to_bytes(32, "little"))
    if point is None:
        raise ArithmeticError("the base point of edwards25519 decodes")
    return point


BASE = _base()


@lru_cache(maxsize=64)
def verify(public_key: bytes, message: bytes, signature: bytes) -> bool:
    """Whether ``signature`` (64 bytes) of ``message`` is by ``public_key`` (32 bytes).

    The last answers are kept: many receipts carry the same checkpoint, and one answer takes milliseconds.
    """
    if len(public_key) != 32 or len(signature) != 64:
        return False
    r_bytes, s = signature[:32], int.from_bytes(signature[32:], "little")
    a, r = _decode(public_key), _decode(r_bytes)
    if s >= L or a is None or r is None or _is_small(a) or _is_small(r):
        return False
    k = int.from_bytes(hashlib.sha512(r_bytes + public_key + message).digest(), "little") % L
    minus_a = (P - a[0], a[1], 1, P - a[3])
    return _encode(_sum_of_multiples(s, BASE, k, minus_a)) == r_bytes
