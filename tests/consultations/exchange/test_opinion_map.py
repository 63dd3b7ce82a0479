"""The opinion map from the command line: of a Polis export, with or without votes.csv, and of what was imported."""

from __future__ import annotations

import json
from io import StringIO
from pathlib import Path
from random import Random

import pytest
from django.core.management import CommandError, call_command

from consultations.exchange.domain.polis_votes import Cast, read_cast
from tests.consultations.exchange.test_import_real_data import folder
from tests.consultations.opinions.polis import DATA, REFERENCES

COMMENTS = "timestamp,comment-id,author-id,agrees,disagrees,moderated,comment-body\n"
VOTES = "timestamp,comment-id,voter-id,vote\n"


def told(*arguments: str) -> dict:
    out = StringIO()
    call_command("opinion_map", *arguments, "--json", stdout=out, stderr=StringIO())
    found = json.loads(out.getvalue())
    assert found.pop("seconds") > 0
    return found


@pytest.fixture
def small(tmp_path: Path) -> Path:
    """Two camps of twelve on eight statements; statement 7 is rejected; somebody changed their mind."""
    place = tmp_path / "small"
    place.mkdir()
    comments = "".join(f"1500000000000,{s},1,0,0,{-1 if s == 7 else 1},text {s}\n" for s in range(8))
    (place / "comments.csv").write_text(COMMENTS + comments)
    rows = [(1500000000100 + p, s, p, 1 if (p < 12) == (s % 2 == 0) else -1) for p in range(24) for s in range(8)]
    rows.append((1500000000000, 0, 0, -1))
    Random(4).shuffle(rows)
    (place / "votes.csv").write_text(VOTES + "".join(",".join(map(str, row)) + "\n" for row in rows))
    return place


def same(one: Cast, other: Cast) -> bool:
    return one.rejected == other.rejected and all(
        list(getattr(one.votes, name)) == list(getattr(other.votes, name))
        for name in ("people", "statements", "person", "statement", "choice")
    )


class TestReading:
    @pytest.mark.parametrize("name", REFERENCES)
    def test_votes_and_participants_files_say_the_same(self, name: str, tmp_path: Path):
        place = folder(name)
        for file in ("comments.csv", "participants-votes.csv"):
            (tmp_path / file).symlink_to(place / file)
        assert same(read_cast(place), read_cast(tmp_path))

    @pytest.mark.parametrize("name", ["polis-brexit", "polis-seattle-15"])
    def test_quick_and_careful_reading_say_the_same(self, name: str, tmp_path: Path):
        """A quote anywhere leads to the reading row by row."""
        place = folder(name)
        (tmp_path / "comments.csv").symlink_to(place / "comments.csv")
        text = (place / "votes.csv").read_text()
        head, _, first = text.partition("\n")
        cell = first.partition(",")[0]
        (tmp_path / "votes.csv").write_text(f'{head}\n"{cell}"{first[len(cell) :]}')
        assert same(read_cast(place), read_cast(tmp_path))

    def test_the_last_vote_counts_and_equal_times_go_by_the_file(self, small: Path):
        votes = read_cast(small).votes
        assert (len(votes), int(votes.choice[0])) == (24 * 8, 1)
        with (small / "votes.csv").open("a") as file:
            file.write("1500000000900,0,0,0\n1500000000900,0,0,-1\n")
        assert int(read_cast(small).votes.choice[0]) == -1

    @pytest.mark.parametrize("row", ["1500000000000,99,1,1", "1500000000000,1,1,5", "soon,1,1,1", "1500000000000,1,,1"])
    def test_what_cannot_stand_is_left_out_and_counted(self, small: Path, row: str):
        before = read_cast(small)
        with (small / "votes.csv").open("a") as file:
            file.write(row + "\n")
        after = read_cast(small)
        assert same(before, after)
        assert after.refused == 1

    def test_a_nought_in_front_is_another_person(self, small: Path):
        with (small / "votes.csv").open("a") as file:
            file.write("1500000000000,1,07,1\n")
        assert len(read_cast(small).votes.people) == 25

    def test_statements_about_the_conversation_are_known(self, small: Path):
        header, rows = "comment-id,moderated,is-meta,comment-body\n", "0,1,false,a\n1,1,true,b\n2,-1,True,c\n"
        (small / "comments.csv").write_text(header + rows)
        cast = read_cast(small)
        assert (cast.rejected, cast.meta, cast.refused) == ({2}, {1, 2}, 5 * 24)


class TestTheCommand:
    def test_two_camps(self, small: Path):
        found = told(str(small))
        assert (found["people"], found["statements"], found["votes"]) == (24, 7, 24 * 7)
        assert (found["groups"], found["note"]) == ([{"id": 0, "size": 12}, {"id": 1, "size": 12}], None)
        assert found["labels"] == {str(person): int(person >= 12) for person in range(24)}
        assert found["stability"] == 1
        assert {each["id"] for each in found["representative"]["0"]} <= set("0123456")
        assert found["gic"].keys() == set("0123456")

    def test_polis_mode_keeps_rejected_statements_as_zeros(self, small: Path):
        found = told(str(small), "--mode", "polis")
        assert (found["statements"], found["votes"], found["gic"].keys()) == (8, 24 * 8, set("01234567"))

    def test_given_labels_are_those_of_independent_software(self, tmp_path: Path):
        name = "polis-nz-taxes"
        reference = json.loads((folder("reference") / f"polis.{REFERENCES[name]}.reddwarf.json").read_text())
        (tmp_path / "labels.json").write_text(json.dumps(reference["labels"]))
        found = told(str(DATA / name), "--mode", "polis", "--labels", str(tmp_path / "labels.json"))
        assert found["labels"] == reference["labels"]
        assert found["explained_variance"] == pytest.approx(reference["pca_explained_variance_ratio"], abs=1e-6)
        assert found["gic"] == pytest.approx(reference["group_informed_consensus"], abs=1e-6)
        for side in ("agree", "disagree"):
            assert set(found["consensus"][side]) == {str(each["tid"]) for each in reference["consensus"][side]}
        for group, marks in found["representative"].items():
            expected = {(str(each["tid"]), each["repful-for"]) for each in reference["repness"][group]}
            assert {(each["id"], each["side"]) for each in marks} == expected

    def test_few_people_form_no_clear_groups(self, small: Path):
        lines = (small / "votes.csv").read_text().splitlines(keepends=True)
        (small / "votes.csv").write_text(
            "".join(line for line in lines if line.split(",")[2] in ("voter-id", *"0123456"))
        )
        found = told(str(small))
        assert (found["note"], found["labels"], found["groups"], found["gic"], found["representative"]) == (
            "no clear groups", {}, [], {}, {},
        )  # fmt: skip

    @pytest.mark.django_db
    def test_what_was_imported_gives_the_same_map(self, small: Path):
        call_command("import_polis", str(small), "--slug", "camps", "--title", "Camps", stdout=StringIO())
        assert told("camps") == told(str(small))

    @pytest.mark.parametrize(
        ("labels", "words"),
        [
            ("{", "labels.json, line 1, column 2: not JSON"),
            ("[]", "labels.json is not an object of the form {person: group}."),
            ('{"99": 0}', "labels.json: there is no vote of person '99'."),
            ('{"1": [0]}', "labels.json: the group of person '1' is neither a number nor a name."),
        ],
    )
    def test_broken_labels_say_where(self, small: Path, labels: str, words: str):
        file = small.parent / "labels.json"
        file.write_text(labels)
        with pytest.raises(CommandError) as caught:
            told(str(small), "--labels", str(file))
        assert str(caught.value).startswith(words)

    def test_a_broken_file_says_where(self, small: Path):
        with (small / "votes.csv").open("a") as file:
            file.write("1500000000000,1\n")
        with pytest.raises(
            CommandError, match=r"votes.csv, line 195, column 3: the row has 2 cells where the header has 4"
        ):
            told(str(small))

    @pytest.mark.django_db
    def test_neither_a_folder_nor_a_consultation(self):
        with pytest.raises(CommandError, match="nowhere is neither a folder nor the address of a consultation here"):
            told("nowhere")
