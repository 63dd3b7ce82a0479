"""The command of the office that makes codes: files that fit together, and no database."""

from __future__ import annotations

import csv

import pytest
from django.core.management import CommandError, call_command

from consultations.record.ballots import roll


def column(place):
    with place.open(encoding="utf-8", newline="") as file:
        (heading, *_), *rows = csv.reader(file)
    return heading, [row[0] for row in rows]


def test_the_hashes_for_the_site_are_those_of_the_codes_in_the_letters(tmp_path):
    folder = tmp_path / "codes"
    call_command("make_codes", "question/5", "30", str(folder), title="Trees & buses", verbosity=0)
    heading, hashes = column(folder / "hashes.csv")
    assert (heading, hashes, len(set(hashes))) == ("hash", sorted(hashes), 30)
    heading, codes = column(folder / "letters.csv")
    assert heading == "code"
    assert sorted(roll.entry("question/5", roll.read_code(code)) for code in codes) == hashes
    letters = (folder / "letters.txt").read_text("utf-8").split("\f")
    assert [code in letter and "Trees & buses" in letter for code, letter in zip(codes, letters, strict=True)] == [
        True
    ] * 30
    assert roll.read(roll.write(hashes)) == tuple(hashes)


def test_letters_can_be_in_another_language(tmp_path):
    call_command("make_codes", "question/5", "1", str(tmp_path / "codes"), language="ar", verbosity=0)
    assert column(tmp_path / "codes" / "letters.csv")[1][0] in (tmp_path / "codes" / "letters.txt").read_text("utf-8")


@pytest.mark.parametrize(("question", "number"), [("5", 1), ("contribution/5", 1), ("question/5", 0)])
def test_what_cannot_be_a_roll_is_refused(tmp_path, question, number):
    with pytest.raises(CommandError):
        call_command("make_codes", question, str(number), str(tmp_path / "codes"))


def test_it_writes_into_no_folder_that_holds_something(tmp_path):
    (tmp_path / "letters.csv").write_text("codes of another question")
    with pytest.raises(CommandError, match="holds other files"):
        call_command("make_codes", "question/5", "1", str(tmp_path))
    assert (tmp_path / "letters.csv").read_text() == "codes of another question"
