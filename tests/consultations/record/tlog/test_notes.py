"""Signed notes: what is accepted, what is refused, and whose signature counts."""

from __future__ import annotations

import pytest

from consultations.record.tlog import note as notes
from consultations.record.tlog.signing import SigningKey, new_key, parse_secret, sign_note

CITY = SigningKey("city.example/record/1", bytes(range(32)))
WITNESS = SigningKey("witness.example", bytes(range(1, 33)))
STRANGER = SigningKey("stranger.example", bytes(range(2, 34)))
TEXT = "city.example/record/1\n0\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n"
NOTE = bytes(sign_note(TEXT, [CITY]))


def test_a_note_prints_back():
    assert bytes(notes.parse(NOTE)) == NOTE


def test_a_note_of_several_keys_counts_those_that_are_known():
    note = notes.parse(bytes(sign_note(TEXT, [STRANGER, CITY, WITNESS])))
    verified = notes.verify(note, [CITY.verifier, WITNESS.verifier])
    assert [signature.name for signature in verified] == ["city.example/record/1", "witness.example"]


def test_only_unknown_signatures_are_not_enough():
    with pytest.raises(notes.NotSigned):
        notes.verify(notes.parse(bytes(sign_note(TEXT, [STRANGER]))), [CITY.verifier])


def test_a_false_signature_of_a_known_key_spoils_the_note():
    other = sign_note("other\n", [CITY]).signatures
    note = notes.Note(TEXT, sign_note(TEXT, [CITY, WITNESS]).signatures + other)
    with pytest.raises(notes.NotSigned):
        notes.verify(note, [CITY.verifier])


def test_the_same_name_with_another_key_is_unknown():
    impostor = SigningKey(CITY.name, bytes(32))
    with pytest.raises(notes.NotSigned):
        notes.verify(sign_note(TEXT, [impostor]), [CITY.verifier])


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\n",
        TEXT.encode(),
        TEXT.encode() + b"\n",
        NOTE[:-1],
        NOTE + b"\n",
        NOTE.replace(b"\n", b"\r\n"),
        NOTE + b"junk\n",
        NOTE.replace("\N{EM DASH}".encode(), b"-"),
        NOTE.replace(b"=\n", b"\n"),
        NOTE[:-2] + b" \n",
        NOTE.replace(b"0\n", b"0\x00\n"),
        NOTE.replace(b"0\n", b"0\xff\n"),
        b"\n" + NOTE.partition(b"\n\n")[2],
        "x\n\n\N{EM DASH} name AAAA\n".encode(),
        "x\n\n\N{EM DASH} na+me AAAAAAAA\n".encode(),
        "x\n\n\N{EM DASH} na\N{NO-BREAK SPACE}me AAAAAAAA\n".encode(),
        "x\n\n\N{EM DASH}  AAAAAAAA\n".encode(),
        b"x\n\n" + "\N{EM DASH} name AAAAAAAA\n".encode() * 101,
        b"x" * 1_000_001 + b"\n\n" + NOTE.partition(b"\n\n")[2],
    ],
)
def test_what_is_not_a_note_is_refused(data):
    with pytest.raises(notes.MalformedNote):
        notes.parse(data)


def test_a_text_may_hold_empty_lines():
    note = sign_note("one\n\ntwo\n", [CITY])
    assert notes.parse(bytes(note)) == note


def test_sixteen_signatures_are_accepted():
    note = sign_note(TEXT, [SigningKey(f"k{n}.example", bytes([n]) * 32) for n in range(16)])
    assert notes.parse(bytes(note)) == note


def test_vkeys_print_back():
    assert notes.parse_vkey(str(CITY.verifier)) == CITY.verifier
    assert parse_secret(CITY.secret()) == CITY
    assert new_key("a").seed != new_key("a").seed


@pytest.mark.parametrize(
    "change",
    [
        lambda vkey: vkey.replace("city", "town"),
        lambda vkey: vkey + "\n",
        lambda vkey: vkey.upper(),
        lambda vkey: vkey[:-4],
        lambda vkey: vkey.replace("+", "-"),
        lambda vkey: "+" + vkey,
        lambda vkey: "",
    ],
)
def test_what_is_not_a_vkey_is_refused(change):
    with pytest.raises(notes.MalformedNote):
        notes.parse_vkey(change(str(CITY.verifier)))


def test_secrets_do_not_show_in_logs():
    assert repr(CITY) == "SigningKey('city.example/record/1')"
