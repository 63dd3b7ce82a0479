"""What lies in less room comes back byte for byte, and what nobody here wrote comes back as it stands."""

from __future__ import annotations

import sqlite3

import pytest
from django.db import connection
from hypothesis import given
from hypothesis import strategies as st

from consultations.record.domain.disclosure import disclose
from consultations.record.models import Disclosure, Leaf
from consultations.record.models.packed import DEFLATED, pack, unpack
from consultations.record.operations import sequence
from consultations.record.sequencer.lockstore import LockStore
from tests.consultations.record.story import NOW, propose


@given(st.binary(max_size=2000).map(lambda tail: b"{" + tail))
def test_every_leaf_comes_back(body):
    assert unpack(pack(body)) == body


@given(st.binary(max_size=200))
def test_what_was_not_packed_here_is_given_as_it_stands(stored):
    for other in (b"{" + stored, DEFLATED + b"\xff" + stored):
        assert unpack(other) == other


def test_a_bomb_stays_packed():
    stored = pack(b"{" + b"a" * (1 << 20))
    assert (unpack(stored), len(stored) < 10_000) == (stored, True)


def test_leaves_lie_in_less_room_and_are_served_as_they_were_hashed(db):
    propose()
    sequence(now=NOW)
    with connection.cursor() as cursor:
        cursor.execute('SELECT body FROM record_leaf WHERE "index" = 1')
        stored = bytes(cursor.fetchone()[0])
    body = Leaf.objects.get(index=1).body
    assert (stored[:1], unpack(stored), body[:8]) == (DEFLATED, body, b'{"data":')
    assert len(stored) < len(body) * 0.7


@pytest.mark.parametrize(
    "encoded",
    [
        disclose("body", "Let buses wait. \u062a\u0646\u0642\u0644"),
        "WyJhIl0",  # somebody else's: a list of one
        "bm90IGEgbGlzdA",  # base64url of something else
        "not base64url!",
        "",
    ],
    ids=["ours", "a list of one", "no list", "no base64url", "empty"],
)
def test_a_disclosure_comes_back_as_it_was_given(db, encoded):
    event = propose()
    row = Disclosure.objects.get(event=event, name="body")
    Disclosure.objects.filter(pk=row.pk).update(encoded=encoded)
    assert Disclosure.objects.get(pk=row.pk).encoded == encoded


def test_a_lock_store_of_the_first_release_is_read_and_written(tmp_path):
    place = tmp_path / "lock.sqlite3"
    old = sqlite3.connect(place)
    old.execute(
        "CREATE TABLE epoch (number INTEGER PRIMARY KEY, origin TEXT NOT NULL, vkey TEXT NOT NULL, "
        "size INTEGER NOT NULL, root BLOB NOT NULL, note TEXT NOT NULL)"
    )
    old.execute("INSERT INTO epoch VALUES (1, 'city', 'key', 7, x'00', 'note')")
    old.commit()
    old.close()
    found = LockStore(place).newest()
    assert (found.size, found.vkey, found.first_vkey) == (7, "key", "key")
    with LockStore(place) as store:
        store.swap(found, type(found)(1, "city", "key2", 8, b"\1", "note2", found.first_vkey))
    assert (LockStore(place).newest().vkey, LockStore(place).newest().first_vkey) == ("key2", "key")
