"""Ranked ballots of a Pabulib file are counted from the command line, and a broken file says where."""

from __future__ import annotations

import json
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from tests.consultations.exchange.test_import_real_data import folder

SMALL = """META
key;value
num_projects;3
num_votes;3
vote_type;ordinal
PROJECTS
project_id;cost;name
park/1;100;"Park; with trees"
b;200;B
c;300;C
VOTES
voter_id;age;vote
1;20;park/1,b
2;;b,park/1
3;40;
"""


def count(file: Path) -> dict[str, object]:
    out = StringIO()
    call_command("count_ranked", str(file), "--json", stdout=out, stderr=StringIO())
    told = json.loads(out.getvalue())
    assert told.pop("seconds") >= 0
    return told


def test_rochester_2019():
    file = next(folder("pb-rochester-rankings").glob("*.pb"))
    assert count(file) == {"irv": "994", "schulze": ["994"], "plurality": ["995"]}


def test_names_may_be_text_and_ties_are_told(tmp_path: Path):
    file = tmp_path / "small.pb"
    file.write_text(SMALL)
    assert count(file) == {"irv": "b", "schulze": ["b", "park/1"], "plurality": ["b", "park/1"]}


@pytest.mark.parametrize(
    ("was", "becomes", "words"),
    [
        ("1;20;park/1,b", "1;20;park/1,x", "line 13, column 3 (vote): choice 2, 'x', is none of the projects."),
        ("1;20;park/1,b", "1;20;b,c,b", "line 13, column 3 (vote): choice 3, 'b', is named twice."),
        ("1;20;park/1,b", "1;park/1,b", "line 13, column 3: the row has 2 cells where the header has 3."),
        ("2;;", "1;;", "line 14, column 1 (voter_id): '1' stands in line 13 of VOTES already."),
        ("c;300;C", "b;300;C", "line 10, column 1 (project_id): 'b' stands in line 9 of PROJECTS already."),
        ("3;40;\n", "", "num_votes says 3 and the file holds 2. It may have been cut off."),
        ('"Park; with', 'Park "; with', "line 8, column 4: the row has 4 cells where the header has 3."),
        ('trees"', "trees", "unexpected end of data."),
        ("voter_id;age;vote", "voter_id;age;choice", "section VOTES has no column named vote."),
        ("voter_id;age", "age;voter_id", "line 12, column 1: the first column of VOTES is voter_id, not 'age'."),
        ("project_id;cost;name", "project_id;cost;cost", "line 7, column 3: two columns have the name 'cost'."),
        ("PROJECTS\n", "META\n", "line 6, column 1: section META begins twice."),
        ("META\n", "", "line 1, column 1: a .pb file begins with META, not 'key'."),
        (SMALL[SMALL.index("VOTES") :], "", "has no section VOTES"),
        ("ordinal", "approval", "vote_type is approval; only ordinal ballots rank projects."),
    ],
)
def test_a_broken_file_says_where_and_counts_nothing(tmp_path: Path, was: str, becomes: str, words: str):
    file = tmp_path / "broken.pb"
    file.write_text(SMALL.replace(was, becomes))
    with pytest.raises(CommandError) as caught:
        count(file)
    assert words in str(caught.value)
    assert str(caught.value).endswith("Nothing was counted.")
