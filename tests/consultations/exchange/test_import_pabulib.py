"""Votes of Pabulib become closed questions with published ballots, and leave again as the same file."""

from __future__ import annotations

import json
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.urls import reverse

from consultations.deliberation.models import Consultation, Contribution
from consultations.exchange.domain.kept_columns import joined, parted
from consultations.exchange.domain.pabulib import read_pabulib
from consultations.record.models import Event
from consultations.voting.models import Ballot, Question
from tests.consultations.exchange.test_import_real_data import folder

SMALL = (
    """META
key;value
description;Our park
num_projects;3
num_votes;12
budget;10.5
vote_type;cumulative
rule;equalshares
date_begin;01.02.2024
date_end;10.02.2024
language;en
currency;EUR
max_sum_points;5
comment;Two words
PROJECTS
project_id;category;cost;name;description
park/1;green;6.50;"Park; with trees";Shade for all
b;;4;B;
10;"play; sport";0.25;C;
VOTES
voter_id;points;vote;age
"""
    + "".join(f"{n};2,1;park/1,b;3{n}\n" for n in range(10))
    + "10;3;10;\n11;;;\n"
)


def run(file: Path, slug: str = "budget") -> dict[str, tuple[int, int, int, int]]:
    out = StringIO()
    call_command("import_pabulib", str(file), "--slug", slug, "--json", stdout=out, stderr=StringIO())
    return {
        name.rpartition("#")[2]: (a["rows"], a["imported"], a["unchanged"], len(a["refused"]))
        for name, a in json.loads(out.getvalue()).items()
    }


@pytest.fixture
def small(tmp_path: Path) -> Path:
    file = tmp_path / "small.pb"
    file.write_text(SMALL)
    return file


def facts(question: Question) -> dict[str, object]:
    fields = ("language", "title", "text", "method", "rule", "limit", "total", "currency")
    options = [(each.position, each.key, each.title, each.text, each.cost) for each in question.options.all()]
    ballots = sorted(question.ballots.order_by().values_list("choice", flat=True))
    assert question.phase is not None
    span = (question.phase.starts_at, question.phase.ends_at)
    return {**{name: getattr(question, name) for name in fields}, "o": options, "b": ballots, "span": span}


def test_a_file_becomes_a_closed_question_counted_here(db, small: Path):
    assert run(small) == {"projects": (3, 3, 0, 0), "meta": (12, 12, 0, 0), "votes": (12, 12, 0, 0)}
    question = Question.objects.get()
    assert (question.state, question.method, question.rule, question.limit) == ("closed", "points", "equal_shares", 5)
    assert question.text == {"en": "vote_type: cumulative\nrule: equalshares\nmax_sum_points: 5\ncomment: Two words"}
    park = question.options.get(key="park/1")
    assert (park.text, park.contribution.title) == ({"en": "Shade for all\n\ncategory: green"}, "Park; with trees")
    assert (question.tally.ballots, question.tally.winners) == (12, ["park/1", "10"])
    assert Event.objects.filter(type="ballot.cast", subject=question.subject).count() == 12
    assert Event.objects.filter(type="import.batch").count() == 1
    assert not any("age" in json.dumps(ballot.choice) for ballot in Ballot.objects.all())


def test_its_pages_show_the_projects_and_who_was_funded(db, small: Path, client):
    run(small)
    question = Question.objects.get()
    for address in ("/consultations/budget/", reverse("voting:results", args=["budget", question.pk])):
        page = client.get(address)
        assert (page.status_code, "Park; with trees" in page.content.decode()) == (200, True)


def test_again_it_is_unchanged_and_another_vote_is_refused(db, small: Path):
    run(small)
    assert run(small) == {"projects": (3, 0, 3, 0), "meta": (12, 0, 12, 0), "votes": (12, 0, 12, 0)}
    small.write_text(SMALL.replace("10;3;10;", "10;4;10;"))
    assert run(small) == {"projects": (3, 0, 3, 0), "meta": (12, 0, 0, 12), "votes": (12, 0, 0, 12)}
    assert Question.objects.count() == 1
    assert Event.objects.filter(type="import.batch").count() == 1


def test_it_leaves_as_a_file_that_comes_back_without_loss(db, small: Path, tmp_path: Path):
    run(small)
    first = Question.objects.get()
    call_command("export_pabulib", str(first.pk), str(tmp_path / "out.pb"), stdout=StringIO())
    run(tmp_path / "out.pb", "again")
    again = Question.objects.exclude(pk=first.pk).get()
    assert facts(again) == facts(first)
    assert again.tally.count == first.tally.count
    call_command("export_pabulib", str(again.pk), str(tmp_path / "twice.pb"), stdout=StringIO())
    assert (tmp_path / "twice.pb").read_text() == (tmp_path / "out.pb").read_text()
    with pytest.raises(CommandError, match="File exists. Nothing was written."):
        call_command("export_pabulib", str(again.pk), str(tmp_path / "out.pb"), stdout=StringIO())


def test_a_least_number_of_votes_is_counted_kept_and_told(db, small: Path, tmp_path: Path, client):
    least = "rule;greedy\nmin_project_score_threshold;9.5"
    small.write_text(SMALL.replace("rule;equalshares", least))
    run(small)
    question = Question.objects.get()
    assert (question.threshold, question.tally.winners) == (10, ["park/1", "b"])
    steps = question.tally.count["rules"][0]["steps"]
    assert [(step["option"], step["verdict"]) for step in steps][-1] == (3, "below_threshold")
    results = client.get(reverse("voting:results", args=["budget", question.pk])).content.decode()
    assert "A project needs at least 10 votes or points." in results
    download = client.get(f"/consultations/budget/vote/{question.pk}/results/budget.pb")
    assert f"/consultations/budget/vote/{question.pk}/results/budget.pb" in results
    (tmp_path / "out.pb").write_bytes(download.content)
    assert "min_project_score_threshold;10\n" in download.content.decode()
    run(tmp_path / "out.pb", "again")
    again = Question.objects.exclude(pk=question.pk).get()
    assert (again.threshold, again.tally.count) == (10, question.tally.count)
    call_command("sequencer", "--once", stdout=StringIO())
    call_command("verify_record", stdout=StringIO())


@pytest.mark.parametrize("name", [pytest.param("pb-assen-2024", marks=pytest.mark.once), "pb-zurich-s5d10"])
def test_real_votes(db, name: str, tmp_path: Path):
    file = next(folder(name).glob("*.pb"))
    read = read_pabulib(file)
    account = run(file)
    assert account["votes"] == (len(read.votes.rows), len(read.votes.rows), 0, 0)
    assert run(file)["votes"] == (len(read.votes.rows), 0, len(read.votes.rows), 0)
    question = Question.objects.get()
    if "selected" in read.projects.header:
        official = {row.cells["project_id"] for row in read.projects.rows if row.cells["selected"] == "1"}
        assert set(question.tally.winners) == official
    call_command("export_pabulib", str(question.pk), str(tmp_path / "out.pb"), stdout=StringIO())
    run(tmp_path / "out.pb", "again")
    assert facts(Question.objects.exclude(pk=question.pk).get()) == facts(question)
    call_command("sequencer", "--once", stdout=StringIO())
    call_command("verify_record", stdout=StringIO())


@pytest.mark.parametrize(
    ("was", "becomes", "words"),
    [
        ("6.50", "0", "line 17, column 3 (cost): a project of a question costs something."),
        ("6.50", "6.505", "line 17, column 3 (cost): an amount has two decimals"),
        ("10;3;10;", "10;3.5;10;", "line 32, column 2 (points): 7/2 is no whole number of points from 0 on."),
        (
            "cumulative",
            "sealed",
            "vote_type is sealed; it is none of approval, choose-1, ordinal, cumulative, scoring.",
        ),
        ("budget;10.5", "budget;0", "the budget is nothing"),
        ("num_votes;12", "num_votes;13", "It may have been cut off."),
    ],
)
def test_a_broken_file_imports_nothing(db, small: Path, was: str, becomes: str, words: str):
    small.write_text(SMALL.replace(was, becomes, 1))
    with pytest.raises(CommandError) as caught:
        run(small)
    assert words in str(caught.value)
    assert str(caught.value).endswith("Nothing was imported.")
    assert not any(model.objects.exists() for model in (Consultation, Contribution, Question))


@pytest.mark.parametrize(
    ("text", "words", "columns"),
    [
        ("a: b\nc: d", "", {"a": "b", "c": "d"}),
        ("Words\n\na: b", "Words", {"a": "b"}),
        ("Words\n\nmore\na: b", "Words\n\nmore\na: b", {}),
        ("a: b\na: c", "a: b\na: c", {}),
        ("taken: b", "taken: b", {}),
        ("", "", {}),
    ],
)
def test_what_a_question_has_no_place_for_is_found_again(text: str, words: str, columns: dict[str, str]):
    assert parted(text, {"taken"}) == (words, columns)
    assert joined(words, columns) == text
