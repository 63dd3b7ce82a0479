"""The lines that stand for imported contributions."""

from __future__ import annotations

import pytest

from consultations.record.domain import disclosure
from consultations.record.tlog import import_lines

FACTS = {"kind": "proposal", "channel": "import", "in_scope": True, "theme": "transport"}
SD = {"body": disclosure.digest(disclosure.disclose("body", "Night buses"))}
LINE = import_lines.write(subject="contribution/17", facts=FACTS, sd=SD)


def test_a_line_is_canonical_and_read_back():
    assert (
        b'{"channel":"import","in_scope":true,"kind":"proposal","sd":{"body":"%s"},'
        b'"subject":"contribution/17","theme":"transport"}\n' % SD["body"].encode()
    ) == LINE
    assert list(import_lines.read(LINE)) == [("contribution/17", FACTS, SD)]
    assert list(import_lines.read(b"")) == []


@pytest.mark.parametrize(
    ("blob", "says"),
    [
        (LINE[:-1], "the last line does not end"),
        (LINE + LINE, "line 2: contribution/17 stands twice"),
        (b"\n", "line 1: not JSON"),
        (LINE.replace(b":true", b": true"), "line 1: not an object in canonical form, or longer than 16 KiB"),
        (LINE.replace(b"contribution/", b"decision/"), "line 1: subject is not that of a contribution"),
        (LINE.replace(b'"body":"', b'"body":"x'), "line 1: sd is not names with digests"),
        (LINE.replace(b'"body"', b'"mail"'), "line 1: contribution.published: not declared: mail"),
        (LINE.replace(b"true", b"1.5"), "line 1: contribution.published: in_scope is not true or false"),
    ],
)
def test_other_lines_are_refused_by_number(blob, says):
    with pytest.raises(import_lines.MalformedLine, match=says.replace(".", r"\.")):
        list(import_lines.read(blob))


def test_what_could_not_be_read_is_not_written():
    with pytest.raises(import_lines.MalformedLine):
        import_lines.write(subject="contribution/17", facts={**FACTS, "votes": 3}, sd=SD)
    with pytest.raises(import_lines.MalformedLine):
        import_lines.write(subject="contribution/17", facts={**FACTS, "in_scope": object()}, sd=SD)
