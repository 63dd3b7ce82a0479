"""The setting that names the witnesses: read whole, or the site does not start."""

from __future__ import annotations

import pytest
from django.core.checks import run_checks

from consultations.record.witness.configured import BadWitnesses, read
from tests.consultations.record.witness.serving import OTHER, WITNESS


@pytest.mark.parametrize(
    "text",
    [
        "nobody",
        f"A = {WITNESS.key}",
        f"A = {WITNESS.key} ftp://w.example",
        f"A = {WITNESS.key} https://user:secret@w.example",
        f"A = {WITNESS.key} https://w.example/?to=x",
        f"A = {WITNESS.key} file:///etc/passwd",
        f"A = {str(WITNESS.key)[:-4]} https://w.example",
        f"A = {WITNESS.key} https://a.example; B = {WITNESS.key} https://b.example",
    ],
)
def test_a_setting_that_cannot_be_read_stops_the_start(settings, text):
    with pytest.raises(BadWitnesses):
        read(text)
    settings.WITNESSES = text
    assert [each.id for each in run_checks() if each.id == "record.E001"] == ["record.E001"]


def test_the_setting_reads_lines_and_semicolons():
    text = f"# ours\nA b = {WITNESS.key} https://a.example/w/\n\nC = {OTHER.key} http://c.example:7380"
    assert [(each.words, each.url) for each in read(text)] == [
        ("A b", "https://a.example/w"),
        ("C", "http://c.example:7380"),
    ]
    assert read(text.replace("# ours\n", "").replace("\n\n", " ; ")) == read(text)
