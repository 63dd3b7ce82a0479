"""Files are read strictly: a broken one is refused whole and says where."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from consultations.exchange.domain.account import Account, BrokenFileError
from consultations.exchange.domain.items import Item, parents_first
from consultations.exchange.domain.tables import read_json_lines, read_table

AT = datetime(2026, 1, 1, tzinfo=UTC)


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "notes.csv is empty: it has not even a line of column names."),
        (b"id,body\n1\n", "notes.csv, line 2, column 2: the row has 1 cells where the header has 2."),
        (b"id,body\n1,a,b\n", "notes.csv, line 2, column 3: the row has 3 cells where the header has 2."),
        (b"number,body\n1,a\n", "notes.csv, line 1: no column named id. It has: number, body."),
        (b"id,body,id\n1,a,1\n", "notes.csv, line 1: two columns have the name id."),
        (b'id,body\n1,"a" b\n', "notes.csv, line 2: ',' expected after '\"'."),
        (b'id,body\n1,"open\n', "notes.csv, line 2: unexpected end of data."),
        ("id,body\n1,caf\xe9\n".encode("latin-1"), "notes.csv is not UTF-8: line 2, byte 6 is 0xe9."),
        ("id,body\n".encode("utf-16"), "notes.csv is UTF-16."),
        (b"id,body\n1,a\0b\n", "notes.csv holds a NUL character in line 2"),
    ],
)
def test_a_broken_table_says_where(tmp_path: Path, content: bytes, words: str):
    file = tmp_path / "notes.csv"
    file.write_bytes(content)
    with pytest.raises(BrokenFileError) as caught:
        list(read_table(file, ("id", "body")))
    assert str(caught.value).startswith(words)


def test_a_row_is_a_record_not_a_line(tmp_path: Path):
    file = tmp_path / "notes.csv"
    file.write_bytes(b'\xef\xbb\xbfid,body\r\n1,"two\nlines"\r\n\r\n2,one\r\n')
    assert list(read_table(file, ("id", "body"))) == [
        (1, {"id": "1", "body": "two\nlines"}),
        (2, {"id": "2", "body": "one"}),
    ]


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ('{"id": 1}\n{"id": }\n', "opinions.jsonl, line 2, column 8: not JSON"),
        ("[1]\n", "opinions.jsonl, line 1, column 1: not a JSON object."),
    ],
)
def test_broken_json_lines_say_where(tmp_path: Path, content: str, words: str):
    file = tmp_path / "opinions.jsonl"
    file.write_text(content)
    with pytest.raises(BrokenFileError) as caught:
        list(read_json_lines(file))
    assert str(caught.value).startswith(words)


def item(key: str, parent: str) -> Item:
    return Item(key=key, file="f", row=1, kind="comment", body="x", at=AT, parent_key=parent)


keys = st.sampled_from(["", "a", "b", "c", "d", "e", "nowhere"])


@given(st.lists(keys, min_size=5, max_size=5))
def test_parents_come_before_their_replies_and_nothing_is_lost(parents: list[str]):
    items = [item(key, parent) for key, parent in zip("abcde", parents, strict=True)]
    given_order = list(parents_first(items, set()))
    assert sorted(entry.key for entry, _ in given_order) == list("abcde")
    before: set[str] = set()
    for entry, present in given_order:
        assert present == (not entry.parent_key or entry.parent_key in before)
        before.add(entry.key)


def test_a_circle_is_cut_once_and_nobody_else_loses_a_parent():
    items = [item("leaf", "b"), item("a", "b"), item("b", "a")]
    orphans = [entry.key for entry, present in parents_first(items, set()) if not present]
    assert len(orphans) == 1
    assert orphans[0] in {"a", "b"}


def test_an_account_balances_only_when_every_row_is_told():
    account = Account()
    ledger = account.of("votes.csv")
    ledger.rows, ledger.imported = 3, 1
    ledger.refuse(2, "it has no voter-id")
    assert not account.balances()
    ledger.unchanged = 1
    assert account.balances()
    assert account.as_json() == {
        "votes.csv": {
            "rows": 3,
            "imported": 1,
            "unchanged": 1,
            "refused": [{"row": 2, "reason": "it has no voter-id"}],
        }
    }
