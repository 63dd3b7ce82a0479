"""The group: the second generator, and what is refused as a point or a scalar."""

import hashlib
from itertools import count

import pytest

from consultations.record.ballots import group
from consultations.record.ballots.group import G, H, L
from consultations.record.tlog import ed25519

# The eight points whose order divides 8, encoded canonically (RFC 7748's curve has the same).
SMALL = [
    "0100000000000000000000000000000000000000000000000000000000000000",
    "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
    "0000000000000000000000000000000000000000000000000000000000000080",
    "0000000000000000000000000000000000000000000000000000000000000000",
    "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a",
    "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac03fa",
    "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05",
    "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc85",
]


def test_the_second_generator_is_the_one_that_the_text_derives():
    for i in count():
        found = ed25519._decode(hashlib.sha256(b"participate/pedersen/H/v1" + bytes([i])).digest())
        if found:
            break
    for _ in range(3):
        found = ed25519._double(found)
    assert ed25519._encode(found) == H
    assert H.hex() == "d99870e8c6460d27958296b3d9bd956e8009666676141aa2deedea95d43f9fad"
    assert group.read_point(H) == H
    assert ed25519._encode(ed25519.BASE) == G


def test_the_library_is_one_that_keeps_to_the_group():
    group.check_library()


@pytest.mark.parametrize("small", SMALL)
def test_points_of_small_order_are_none(small):
    with pytest.raises(group.NotInTheGroup):
        group.read_point(bytes.fromhex(small))


@pytest.mark.parametrize("small", SMALL[1:])
def test_points_that_are_a_good_one_and_a_small_one_are_none(small):
    mixed = group.add(H, bytes.fromhex(small))
    assert ed25519._decode(mixed) is not None
    with pytest.raises(group.NotInTheGroup):
        group.read_point(mixed)
    with pytest.raises(group.NotInTheGroup):
        group.times(5, mixed)


def test_every_point_has_one_spelling():
    too_large = (2**255 - 19 + 1).to_bytes(32, "little")  # y = 1 written as p + 1
    for wrong in (too_large, bytes(31), bytes(33), b"\xff" * 32, G[:-1] + bytes([G[-1] ^ 0x80]) + b"\x00"):
        with pytest.raises(group.NotInTheGroup):
            group.read_point(wrong)


@pytest.mark.parametrize("wrong", [0, L, L + 1, 2**256 - 1])
def test_scalars_lie_between_zero_and_the_order(wrong):
    with pytest.raises(group.NotInTheGroup):
        group.read_scalar(wrong.to_bytes(32, "little"))


def test_scalars_are_written_with_the_smallest_byte_first():
    assert group.read_scalar(group.write_scalar(258)) == 258
    assert group.write_scalar(258)[:2] == b"\x02\x01"
    assert group.read_scalar((L - 1).to_bytes(32, "little")) == L - 1


def test_a_commitment_is_what_independent_arithmetic_makes_of_it():
    value, blinding = 3, group.random_scalar()
    h = ed25519._decode(H)
    assert group.commit(value, blinding) == ed25519._encode(ed25519._sum_of_multiples(value, ed25519.BASE, blinding, h))
    assert group.commit(0, blinding) == ed25519._encode(ed25519._sum_of_multiples(0, ed25519.BASE, blinding, h))


def test_commitments_add_up_as_their_values_do():
    parts = [(1, group.random_scalar()), (0, group.random_scalar()), (1, group.random_scalar())]
    together = group.total([group.commit(*part) for part in parts])
    assert together == group.commit(2, sum(blinding for _, blinding in parts))


def test_a_sum_that_is_neutral_is_refused():
    point = group.commit(1, 7)
    opposite = group.times(L - 1, point)
    assert group.is_neutral([point, opposite])
    with pytest.raises(group.NotInTheGroup):
        group.total([point, opposite])


def test_nothing_is_multiplied_by_zero():
    for zero in (0, L):
        with pytest.raises(group.NotInTheGroup):
            group.times(zero, H)
        with pytest.raises(group.NotInTheGroup):
            group.times(zero, G)
