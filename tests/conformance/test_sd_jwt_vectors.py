"""The disclosures that RFC 9901 prints in sections 4.2 and 5.1 (text values, which is what the record discloses)."""

from __future__ import annotations

from consultations.record.domain import disclosure

SALT = "_26bc4LT-ac6q2KI6cBW5es"
DISCLOSURE = "WyJfMjZiYzRMVC1hYzZxMktJNmNCVzVlcyIsICJmYW1pbHlfbmFtZSIsICJNw7ZiaXVzIl0"
DIGEST = "X9yH0Ajrdm1Oij4tWso9UzzKJvPoDxwmuEcO3XAdRC0"
SAME_FIELD_WRITTEN_OTHERWISE = [
    "WyJfMjZiYzRMVC1hYzZxMktJNmNCVzVlcyIsICJmYW1pbHlfbmFtZSIsICJNXHUwMGY2Yml1cyJd",
    "WyJfMjZiYzRMVC1hYzZxMktJNmNCVzVlcyIsImZhbWlseV9uYW1lIiwiTcO2Yml1cyJd",
]


def test_digest_of_the_example():
    assert disclosure.digest(DISCLOSURE) == DIGEST


def test_the_example_is_read():
    assert disclosure.read(DISCLOSURE) == ("family_name", "Möbius")


def test_other_spellings_are_read_and_have_other_digests():
    for encoded in SAME_FIELD_WRITTEN_OTHERWISE:
        assert disclosure.read(encoded) == ("family_name", "Möbius")
        assert disclosure.digest(encoded) != DIGEST


def test_the_issuer_example_is_written_byte_by_byte():
    encoded = disclosure.disclose("given_name", "John", salt=disclosure.unb64url("2GLC42sKQveCfGfryNRN9w"))
    assert encoded == "WyIyR0xDNDJzS1F2ZUNmR2ZyeU5STjl3IiwgImdpdmVuX25hbWUiLCAiSm9obiJd"
    assert disclosure.digest(encoded) == "jsu9yVulwQQlhFlM_3JlzMaSFzglhQG0DpfayQwLUK4"
