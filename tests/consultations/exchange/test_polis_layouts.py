"""Polis exports of every age: what the README of the data warns of, each in a small export of its own."""

from __future__ import annotations

from pathlib import Path

import pytest

from consultations.deliberation.enums import ContributionState
from consultations.deliberation.models import Contribution
from consultations.exchange.models import ImportedFigure
from consultations.opinions.enums import Look
from consultations.opinions.models import Opinion, Respondent, Statement
from consultations.opinions.queries.votes import votes_of_consultation
from tests.consultations.exchange.test_import import polis

pytestmark = pytest.mark.django_db
OLD = "timestamp,comment-id,author-id,agrees,disagrees,moderated,comment-body\n"
DATED = "timestamp,datetime,comment-id,author-id,agrees,disagrees,moderated,comment-body\n"
NEW = "timestamp,datetime,comment-id,author-id,agrees,disagrees,moderated,comment-body,is-seed,is-meta\n"
PEOPLE = "participant,group-id,n-comments,n-votes,n-agree,n-disagree,1,2\n"


def written(folder: Path, **files: str) -> Path:
    for name, text in files.items():
        (folder / f"{name.replace('_', '-')}.csv").write_text(text, encoding="utf-8", newline="")
    return folder


def current() -> dict[tuple[str, str], int]:
    rows = Opinion.objects.filter(current=True).values_list("person__key", "statement__source_key", "choice")
    return {(person, key.partition("/")[2]): choice for person, key, choice in rows}


def test_votes_out_of_the_order_of_time(tmp_path):
    votes = "timestamp,datetime,comment-id,voter-id,vote\n3000,x,1,5,-1\n1000,x,1,5,1\n2000,x,1,5,0\n2500,x,1,6,1\n"
    people = "participant,group-id,n-comments,n-votes,n-agree,n-disagree,1\n5,0,0,1,0,1,-1\n6,1,0,1,1,0,1\n"
    account = polis(written(tmp_path, comments=DATED + "1,x,1,9,2,1,1,Trams\n", votes=votes, participants_votes=people))
    assert current() == {("5", "1"): -1, ("6", "1"): 1}
    assert account["participants-votes.csv"] == {"rows": 2, "imported": 0, "unchanged": 2, "refused": []}


def test_signs_and_cells_that_nobody_saw(tmp_path):
    people = PEOPLE + "5,0,0,2,1,1,1,-1\n6,,0,1,0,0,0,\n7,,0,0,0,0,,\n"
    polis(written(tmp_path, comments=OLD + "1,1,9,0,0,1,Trams\n1,2,9,0,0,1,Buses\n", participants_votes=people))
    assert current() == {("5", "1"): 1, ("5", "2"): -1, ("6", "1"): 0}
    assert Respondent.objects.count() == 3


def test_counts_of_vote_events_are_kept_as_the_source_states_them_and_not_as_counts(tmp_path):
    votes = "timestamp,comment-id,voter-id,vote\n1,1,5,1\n2,1,5,-1\n3,1,5,1\n"
    polis(written(tmp_path, comments=OLD + "1,1,9,2,1,1,Trams\n", votes=votes))
    statement = Statement.objects.get()
    assert (statement.agree, statement.disagree) == (1, 0)
    assert dict(ImportedFigure.objects.values_list("name", "value")) == {"agrees": 2, "disagrees": 1}


@pytest.mark.parametrize("header", [OLD, DATED, NEW], ids=["old", "with datetime", "with is-meta and is-seed"])
def test_column_sets_of_all_ages(tmp_path, header):
    cells = {"datetime": "Mon Jul 17", "comment-id": "1", "comment-body": "Trams", "is-seed": "true", "is-meta": "true"}
    row = ",".join(cells.get(name, "1") for name in header.strip().split(","))
    polis(written(tmp_path, comments=f"{header}{row}\n", votes="timestamp,comment-id,voter-id,vote\n1,1,5,1\n"))
    statement = Statement.objects.get()
    assert (statement.words, statement.seed, statement.meta) == ("Trams", header == NEW, header == NEW)
    _votes, rejected, meta = votes_of_consultation(statement.consultation)
    assert (rejected, meta) == (set(), {statement.contribution_id} if header == NEW else set())


def test_a_column_of_consensus_in_newer_ones_is_no_statement(tmp_path):
    header = NEW.strip() + ",group-informed-consensus\n"
    people = "participant,group-id,n-comments,n-votes,n-agree,n-disagree,group-informed-consensus,1\n5,,0,1,1,0,0.5,1\n"
    polis(written(tmp_path, comments=f"{header}1,x,1,9,0,0,1,Trams,false,false,0.81\n", participants_votes=people))
    assert current() == {("5", "1"): 1}


@pytest.mark.parametrize("name", ["participants_votes", "participant_votes"])
@pytest.mark.parametrize("with_votes", [True, False])
def test_either_name_of_the_peoples_file_with_votes_or_without(tmp_path, name, with_votes):
    files = {"comments": OLD + "1,1,9,0,0,1,Trams\n", name: "participant,group-id,1\n5,,1.0\n"}
    if with_votes:
        files["votes"] = "timestamp,comment-id,voter-id,vote\n1,1,5,1\n"
    polis(written(tmp_path, **files))
    assert current() == {("5", "1"): 1}


def test_what_moderators_said(tmp_path):
    rows = "1,1,9,0,0,-1,Spam\n1,2,9,0,0,0,Trams\n1,3,9,0,0,1,Buses\n"
    polis(written(tmp_path, comments=OLD + rows, votes="timestamp,comment-id,voter-id,vote\n"))
    told = Statement.objects.order_by("contribution_id").values_list("look", "contribution__state")
    assert list(told) == [
        (Look.REJECTED, ContributionState.HIDDEN),
        (Look.NONE, ContributionState.PUBLISHED),
        (Look.ACCEPTED, ContributionState.PUBLISHED),
    ]


def test_texts_with_newlines_quotes_and_letters_of_all_scripts(tmp_path):
    text = 'First line,\nsecond "line"\nمحطة الحافلات — 公車'
    row = '1,1,9,0,0,1,"' + text.replace('"', '""') + '"\n'
    polis(written(tmp_path, comments="\ufeff" + OLD + row, votes="timestamp,comment-id,voter-id,vote\n"))
    assert Contribution.objects.get().body == text


def test_importing_the_same_again_changes_nothing(tmp_path):
    folder = written(
        tmp_path,
        comments=NEW + "1,x,1,9,0,0,1,Trams,true,false\n1,x,2,9,0,0,0,Buses,false,true\n",
        votes="timestamp,comment-id,voter-id,vote\n1,1,5,1\n2,2,5,0\n",
        participants_votes=PEOPLE + "5,,0,2,1,0,1,0\n",
    )
    polis(folder)
    before = list(Statement.objects.order_by("pk").values())
    account = polis(folder)
    assert [ledger["imported"] for ledger in account.values()] == [0, 0, 0]
    assert list(Statement.objects.order_by("pk").values()) == before
