"""Real consultations become browsable ones, every row accounted for, again and again the same."""

from __future__ import annotations

import json
import os
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from consultations.deliberation.models import Consultation, Contribution
from consultations.exchange.models import ImportedFigure, ImportedPart
from consultations.opinions.models import Opinion, Respondent
from consultations.record.models import Blob, Event
from consultations.record.tlog import import_lines
from tests.conventions.project_files import ROOT

DATA = Path(os.environ.get("DATA_DIR", ROOT.parent / "shared" / "data"))


def folder(name: str) -> Path:
    if not (DATA / name).is_dir():
        pytest.skip(f"DATA_DIR has no {name}")
    return DATA / name


def run(command: str, name: str, *options: str) -> dict[str, dict[str, int]]:
    out = StringIO()
    call_command(command, str(folder(name)), "--slug", name, "--json", *options, stdout=out)
    account = json.loads(out.getvalue())
    for file, ledger in account.items():
        assert ledger["imported"] + ledger["unchanged"] + len(ledger["refused"]) == ledger["rows"], file
    return {f: {**ledger, "refused": len(ledger["refused"])} for f, ledger in account.items()}


def ledger(imported: int = 0, unchanged: int = 0, refused: int = 0) -> dict[str, int]:
    return {"rows": imported + unchanged + refused, "imported": imported, "unchanged": unchanged, "refused": refused}


@pytest.mark.parametrize(
    ("name", "statements", "votes", "people", "current"),
    [
        ("polis-brexit", 50, 5312, 204, 5303),
        ("polis-seattle-15", 54, 2995, 339, 2872),
        pytest.param("polis-nz-taxes", 148, 17379, 334, 17335, marks=pytest.mark.once),
        pytest.param("polis-vtaiwan-uberx", 197, 49997, 1921, 49443, marks=pytest.mark.nightly),
    ],
)
def test_polis(db, name: str, statements: int, votes: int, people: int, current: int):
    first = run("import_polis", name, "--title", "A real consultation")
    again = run("import_polis", name, "--title", "A real consultation")
    assert first == {
        "comments.csv": ledger(imported=statements),
        "votes.csv": ledger(imported=votes),
        "participants-votes.csv": ledger(unchanged=people),
    }
    assert again == {
        "comments.csv": ledger(unchanged=statements),
        "votes.csv": ledger(unchanged=votes),
        "participants-votes.csv": ledger(unchanged=people),
    }
    assert (Opinion.objects.count(), Opinion.objects.filter(current=True).count()) == (votes, current)
    assert Respondent.objects.count() == people
    assert Contribution.objects.filter(kind="statement").count() == statements
    assert Event.objects.filter(type="import.batch").count() == 1
    assert not Event.objects.filter(type__startswith="opinion.").exists()


def test_decide_madrid(db):
    name = "proposals-decide-madrid"
    first = run("import_proposals", name, "--format", "decide-madrid")
    assert first == {"proposals.csv": ledger(imported=80), "comments.csv": ledger(imported=5571, refused=62)}
    again = run("import_proposals", name, "--format", "decide-madrid")
    assert again == {"proposals.csv": ledger(unchanged=80), "comments.csv": ledger(unchanged=5571, refused=62)}
    assert sum(ImportedFigure.objects.filter(name="supports").values_list("value", flat=True)) == 228_140
    assert not any(Contribution.objects.values_list("support_count", flat=True))
    tops = Contribution.objects.filter(kind="proposal")
    assert sum(tops.values_list("comment_count", flat=True)) == 5571


def test_republique_numerique(db):
    name = "proposals-republique-numerique-a"
    first = run("import_proposals", name, "--format", "republique-numerique")
    parts = {"opinions.jsonl#appendices": 326, "opinions.jsonl#sources": 102}
    expected = {"opinions.jsonl": 326, "opinions.jsonl#arguments": 1982, **parts}
    assert first == {file: ledger(imported=rows) for file, rows in expected.items()}
    again = run("import_proposals", name, "--format", "republique-numerique")
    assert again == {file: ledger(unchanged=rows) for file, rows in expected.items()}
    stances = Contribution.objects.filter(kind="comment")
    assert (stances.filter(stance="for").count(), stances.filter(stance="against").count()) == (1008, 974)
    totals = dict.fromkeys(("ok", "mixed", "not_ok"), 0)
    for figure in ImportedFigure.objects.filter(name__in=totals):
        totals[figure.name] += figure.value
    assert totals == {"ok": 34184, "mixed": 3095, "not_ok": 3773}
    assert ImportedPart.objects.count() == 428
    assert Contribution.objects.filter(state="hidden", kind="proposal").count() == 2


def test_the_batch_on_the_record_holds_a_line_for_each_contribution(db):
    run("import_polis", "polis-brexit", "--title", "Brexit")
    event = Event.objects.get(type="import.batch")
    lines = list(import_lines.read(bytes(Blob.objects.get(sha256=event.data["sha256"]).body)))
    stored = {row.subject for row in Contribution.objects.all()}
    assert {subject for subject, _facts, _sd in lines} == stored
    assert (event.data["contributions"], event.data["rows"]) == (50, 50 + 5312 + 204)
    assert "Opposition to Brexit" not in str([event.data, lines])
    assert Consultation.objects.get(slug="polis-brexit").text.question == "Can there be consensus on Brexit?"


def queries_of(client, address: str) -> int:
    with CaptureQueriesContext(connection) as queries:
        assert client.get(address).status_code == 200
    return len(queries)


@pytest.mark.once
def test_the_biggest_set_costs_its_readers_no_more_queries_than_a_small_one(db, client):
    """Of what is there: 5,571 comments on 80 proposals, and 50 statements."""
    run("import_polis", "polis-brexit", "--title", "Brexit")
    run("import_proposals", "proposals-decide-madrid", "--format", "decide-madrid")
    pages = ["/consultations/polis-brexit/", "/consultations/proposals-decide-madrid/"]
    assert [Contribution.objects.filter(consultation__slug=page.split("/")[2]).count() for page in pages] == [50, 5651]
    client.get(pages[0])
    small, big = [queries_of(client, page) for page in pages]
    assert max(big, small) <= 15
    searched = [queries_of(client, f"{page}?q=de&order=discussed&page=2") for page in pages]
    assert max(searched) <= 25
    tops = Contribution.objects.filter(kind__in=["statement", "proposal"]).order_by("comment_count", "pk")
    lone, most = [queries_of(client, top.get_absolute_url()) for top in (tops[0], tops.reverse()[0])]
    assert (lone, most) <= (25, 25)
