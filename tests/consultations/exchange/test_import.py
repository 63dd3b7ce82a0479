"""Imports that go wrong say what and where, and leave nothing behind."""

from __future__ import annotations

import json
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from consultations.deliberation.models import Consultation, Contribution
from consultations.deliberation.operations import create_consultation, describe_consultation, open_consultation
from consultations.exchange.models import ImportedFigure
from consultations.exchange.operations import polis as polis_import
from consultations.opinions.models import Opinion, Respondent
from consultations.opinions.queries import Totals, totals_of
from consultations.record.models import Event

COMMENTS = "timestamp,comment-id,author-id,agrees,disagrees,moderated,comment-body\n"
VOTES = "timestamp,comment-id,voter-id,vote\n"


def export(folder: Path, *, comments: str = "", votes: str | None = None, people: str | None = None) -> Path:
    (folder / "comments.csv").write_text(COMMENTS + comments)
    if votes is not None:
        (folder / "votes.csv").write_text(VOTES + votes)
    if people is not None:
        (folder / "participants-votes.csv").write_text(people)
    return folder


def polis(folder: Path) -> dict:
    out = StringIO()
    call_command("import_polis", str(folder), "--slug", "town", "--title", "Town", "--json", stdout=out)
    return json.loads(out.getvalue())


def test_rows_that_cannot_stand_are_refused_with_their_reason(db, tmp_path: Path):
    account = polis(
        export(
            tmp_path,
            comments="1000,1,7,0,0,1,Trams\n1000,1,7,0,0,1,Again\n1000,2,7,0,0,1, \nnoon,3,7,0,0,1,Buses\n",
            votes="2000,1,5,1\n2000,9,5,1\n2000,1,5,2\n2000,1,,1\nlate,1,5,1\n",
            people="participant,group-id,1\n5,,1\n6,,1\n5,,1\n",
        )
    )
    assert account["comments.csv"] == {
        "rows": 4,
        "imported": 1,
        "unchanged": 0,
        "refused": [
            {"row": 2, "reason": "comment-id 1 stands in an earlier row"},
            {"row": 3, "reason": "its text is empty"},
            {"row": 4, "reason": "timestamp 'noon' is not a number of milliseconds"},
        ],
    }
    assert account["votes.csv"]["refused"] == [
        {"row": 2, "reason": "statement 9 is not among the imported ones of comments.csv"},
        {"row": 3, "reason": "vote '2' is none of 1, 0, -1"},
        {"row": 4, "reason": "it has no voter-id"},
        {"row": 5, "reason": "timestamp 'late' is not a number of milliseconds"},
    ]
    assert account["participants-votes.csv"] == {
        "rows": 3,
        "imported": 0,
        "unchanged": 1,
        "refused": [
            {"row": 2, "reason": "participant 6 differs from votes.csv on statement 1"},
            {"row": 3, "reason": "participant 5 stands in an earlier row"},
        ],
    }


def test_the_last_vote_of_a_person_counts_and_all_are_kept(db, tmp_path: Path):
    votes = "3000,1,5,-1\n1000,1,5,1\n2000,1,5,0\n"
    account = polis(export(tmp_path, comments="1000,1,7,0,0,1,Trams\n", votes=votes))
    assert account["votes.csv"]["imported"] == 3
    assert [(o.choice, o.current) for o in Opinion.objects.order_by("at")] == [(1, False), (0, False), (-1, True)]


def test_a_later_export_of_the_same_consultation_adds_what_is_new(db, tmp_path: Path):
    polis(export(tmp_path, comments="1000,1,7,0,0,1,Trams\n", votes="1000,1,5,1\n"))
    account = polis(
        export(tmp_path, comments="1000,1,7,0,0,1,Trams\n1500,2,7,0,0,1,Buses\n", votes="1000,1,5,1\n2000,1,5,-1\n")
    )
    assert {file: (a["imported"], a["unchanged"]) for file, a in account.items()} == {
        "comments.csv": (1, 1),
        "votes.csv": (1, 1),
    }
    assert [o.choice for o in Opinion.objects.filter(current=True)] == [-1]
    assert Event.objects.filter(type="import.batch").count() == 2


def test_without_votes_each_person_is_imported(db, tmp_path: Path):
    people = "participant,group-id,1\n5,,1\n6,,\n"
    folder = export(tmp_path, comments="1000,1,7,0,0,1,Trams\n", people=people)
    assert polis(folder)["participants-votes.csv"]["imported"] == 2
    assert (Respondent.objects.count(), Opinion.objects.count()) == (2, 1)
    assert polis(folder)["participants-votes.csv"]["unchanged"] == 2


def test_fewer_than_ten_opinions_are_not_told(db, tmp_path: Path):
    votes = "".join(f"1000,1,{person},1\n" for person in range(9)) + "".join(f"1000,2,{p},0\n" for p in range(10))
    polis(export(tmp_path, comments="1000,1,7,0,0,1,Trams\n1000,2,7,0,0,1,Buses\n", votes=votes))
    few, many = Contribution.objects.order_by("source_key")
    assert totals_of([few.pk, many.pk]) == {few.pk: Totals(None), many.pk: Totals(10, 0, 0, 10)}


def test_a_changed_text_is_refused_because_an_import_changes_nothing(db, tmp_path: Path):
    polis(export(tmp_path, comments="1000,1,7,0,0,1,Trams\n", votes=""))
    account = polis(export(tmp_path, comments="1000,1,7,0,0,1,Tanks\n", votes=""))
    assert account["comments.csv"]["refused"][0]["reason"].startswith("it differs from the statement imported before")
    assert Contribution.objects.get().body == "Trams"


@pytest.mark.parametrize(
    ("break_it", "words"),
    [
        (lambda folder: (folder / "comments.csv").unlink(), "has no comments.csv: it is not a Polis export."),
        (lambda folder: (folder / "votes.csv").unlink(), "has neither votes.csv nor participants-votes.csv"),
        (
            lambda folder: (folder / "votes.csv").write_text("a,b\n1,2\n"),
            "votes.csv, line 1: no column named timestamp",
        ),
        (
            lambda folder: (folder / "comments.csv").write_bytes(COMMENTS.encode() + b"1,1,1,0,0,1,caf\xe9\n"),
            "comments.csv is not UTF-8: line 2, byte 16 is 0xe9.",
        ),
    ],
)
def test_a_broken_export_imports_nothing(db, tmp_path: Path, break_it, words: str):
    folder = export(tmp_path, comments="1000,1,7,0,0,1,Trams\n", votes="1000,1,5,1\n")
    break_it(folder)
    with pytest.raises(CommandError) as caught:
        polis(folder)
    assert words in str(caught.value)
    assert str(caught.value).endswith("Nothing was imported.")
    assert not Consultation.objects.exists()


@pytest.mark.parametrize("stop", [KeyboardInterrupt, RuntimeError])
def test_nothing_stays_half_imported(db, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, stop: type[BaseException]):
    def interrupted(**_given: object) -> None:
        raise stop

    monkeypatch.setattr(polis_import, "record_batch", interrupted)
    with pytest.raises((CommandError, RuntimeError)):
        polis(export(tmp_path, comments="1000,1,7,0,0,1,Trams\n", votes="1000,1,5,1\n"))
    assert not Consultation.objects.exists()
    assert not Opinion.objects.exists()
    assert not Event.objects.exists()


def test_a_reply_whose_parent_is_missing_stands_under_its_proposal_and_says_so(db, tmp_path: Path):
    (tmp_path / "proposals.csv").write_text("id,title,date,text\n1,Trams,2016-01-01,More of them\n")
    (tmp_path / "comments.csv").write_text(
        "id,parentId,proposalId,date,text\n3,2,1,2016-01-02,Yes\n4,3,1,2016-01-02,No\n5,-1,8,2016-01-02,Lost\n"
    )
    out = StringIO()
    call_command("import_proposals", str(tmp_path), "--slug", "t", "--format", "decide-madrid", "--json", stdout=out)
    assert json.loads(out.getvalue())["comments.csv"]["refused"] == [
        {"row": 3, "reason": "its proposal 8 is not among those of proposals.csv"}
    ]
    replies = {
        c.source_key: (c.parent.source_key, c.root.source_key) for c in Contribution.objects.exclude(parent=None)
    }
    assert replies == {
        "comment/3": ("proposal/1", "proposal/1"),
        "comment/4": ("comment/3", "proposal/1"),
    }
    assert [(f.contribution.source_key, f.value) for f in ImportedFigure.objects.filter(name="reply_to_missing")] == [
        ("comment/3", 2)
    ]


def test_an_import_into_a_consultation_held_here_names_its_source_on_the_page(db, client, cast, now, tmp_path: Path):
    held = create_consultation(actor=cast.dana, slug="town", now=now)
    describe_consultation(actor=cast.dana, consultation=held, language="en", title="Town", question="Why?", now=now)
    open_consultation(actor=cast.dana, consultation=held, now=now)
    assert "Polis" not in client.get("/consultations/town/").content.decode()
    polis(export(tmp_path, comments="1000,1,7,0,0,1,Trams\n", votes="2000,1,5,1\n"))
    held.refresh_from_db()
    assert (held.attribution, held.state) == (polis_import.ATTRIBUTION, "open")
    page = client.get("/consultations/town/")
    assert "Polis" in page.content.decode()
    assert "exchange/panels/provenance.html" in [template.name for template in page.templates]
