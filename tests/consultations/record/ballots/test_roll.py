"""Codes and the roll made of them."""

import hashlib

import pytest

from consultations.record.ballots import roll


def test_a_code_is_the_credential_however_it_is_typed():
    credential = bytes(range(1, 17))
    code = roll.code(credential)
    assert len(code.replace("-", "")) == 26
    for typed in (code, code.lower(), code.replace("-", " "), f"  {code}\n", code.replace("0", "o").replace("1", "l")):
        assert roll.read_code(typed) == credential


@pytest.mark.parametrize("wrong", ["", "0", "Z" * 26, "U" * 26, "0" * 27, "0" * 25 + "é"])
def test_what_cannot_be_a_code_is_none(wrong):
    assert roll.read_code(wrong) is None


def test_the_ends_of_the_range_come_back():
    for credential in (bytes(16), b"\xff" * 16):
        assert roll.read_code(roll.code(credential)) == credential


def test_an_entry_is_the_hash_that_the_text_names():
    credential = bytes(range(16))
    expected = hashlib.sha256(b"participate/roll/v1" + b"question/17" + credential).hexdigest()
    assert roll.entry("question/17", credential) == expected


def test_a_roll_rises_and_prints_back():
    entries = [roll.entry("question/17", roll.new_credential()) for _ in range(5)]
    raw = roll.write(entries)
    assert roll.read(raw) == tuple(sorted(entries))
    assert roll.read(b"") == ()


@pytest.mark.parametrize(
    "raw",
    [b"ab\n", b"A" * 64 + b"\n", b"a" * 64, b"b" * 64 + b"\n" + b"a" * 64 + b"\n", (b"a" * 64 + b"\n") * 2, b"\n"],
)
def test_what_is_not_a_roll_is_refused(raw):
    with pytest.raises(roll.MalformedRoll):
        roll.read(raw)
