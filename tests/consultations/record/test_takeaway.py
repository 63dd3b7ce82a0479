"""The record filtered, as a table and as a feed: what is public, named as it may be named now, and nothing else."""

from __future__ import annotations

import csv
import io
from types import SimpleNamespace
from xml.etree import ElementTree

import pytest
from django.db import transaction
from django.test import Client
from django.utils import timezone

from consultations.deliberation.operations import contribute, withdraw
from consultations.moderation.enums import Action, Concern
from consultations.moderation.operations import decide, report
from consultations.record.domain import spreadsheet
from consultations.record.models import Event, Leaf
from consultations.record.operations import append, sequence
from consultations.record.queries import explorer
from consultations.record.queries.tiles import newest
from consultations.record.web import words
from tests.consultations.record.story import FACTS, NOW, propose, support
from tests.scene import HIDDEN, Scene, scene

ATOM = "{http://www.w3.org/2005/Atom}"
HOLDS_WORDS = ("/record/", "/record/entries.csv", "/record/entries.atom")


def body(response) -> str:
    return b"".join(response.streaming_content).decode() if response.streaming else response.content.decode()


def rows(response) -> list[dict[str, str]]:
    text = body(response)
    assert text.startswith("\ufeff")
    return list(csv.DictReader(io.StringIO(text[1:], newline="")))


@pytest.fixture
def shown(cast) -> Scene:
    made = scene(SimpleNamespace(cast=cast))
    sequence(now=timezone.now())
    return made


def test_the_table_holds_each_entry_of_the_filter_once(client: Client, shown, monkeypatch):
    monkeypatch.setattr(explorer, "CHUNK", 3)
    told = rows(client.get("/record/entries.csv?process=mobility-account"))
    kept = Leaf.objects.filter(event__process="mobility-account").order_by("index").select_related("event")
    assert [(row["index"], row["type"], row["subject"]) for row in told] == [
        (str(leaf.index), leaf.event.type, leaf.event.subject) for leaf in kept
    ]
    assert told[0]["meaning"] == words.sentence(told[0]["type"])
    assert told[0]["entry"] == f"http://testserver/record/entries/1/{told[0]['index']}/"


def test_the_feed_is_of_the_filter_and_leads_to_entries(client: Client, shown):
    feed = ElementTree.fromstring(client.get("/record/entries.atom?type=moderation").content)
    found = Event.objects.filter(type__startswith="moderation.").order_by("-leaves__index")
    assert [entry.findtext(f"{ATOM}id") for entry in feed.iter(f"{ATOM}entry")] == [
        f"http://testserver/record/entries/1/{event.leaves.get().index}/" for event in found
    ]


def test_entries_name_what_they_are_about(client: Client, shown):
    page = client.get("/record/?type=support.given").content.decode()
    assert f'<a href="/contributions/{shown.proposal.pk}/" dir="auto" lang="en">{shown.proposal.title}</a>' in page
    assert "One account for every way through the city" in page


@pytest.mark.parametrize("path", HOLDS_WORDS)
def test_what_is_hidden_or_withdrawn_is_not_named(client: Client, cast, shown, path):
    own = contribute(
        actor=cast.besnik,
        consultation=shown.consultation,
        kind="proposal",
        title="Lanterns at the ferry",
        body="Nobody sees the ferry coming.",
        language="en",
        now=timezone.now(),
    )
    sequence(now=timezone.now())
    before = body(client.get(path))
    assert ("Lanterns at the ferry" in before) is (path != "/record/entries.csv")
    withdraw(actor=cast.besnik, contribution=own, now=timezone.now())
    sequence(now=timezone.now())
    after = body(client.get(path))
    leaks = ("Lanterns at the ferry", "Nobody sees", shown.hidden.title, shown.hidden.body)
    assert [leak for leak in leaks if leak in after] == []


def test_words_find_only_what_is_public_now(client: Client, cast, shown):
    address = "/record/?words=account"
    assert 'href="/record/entries/1/' in client.get(address).content.decode()
    assert "No entry fits" in client.get("/record/?words=driver").content.decode()  # the hidden one says it
    decide(actor=cast.edon, case=_case_about(shown, cast), action=Action.HIDE, reasons=HIDDEN, now=timezone.now())
    page = client.get(address).content.decode()
    assert f"subject=contribution/{shown.proposal.pk}" not in page


def _case_about(shown: Scene, cast):
    made = report(actor=cast.gezim, contribution=shown.proposal, concern=Concern.PRIVACY, text="", now=timezone.now())
    return made.report.case


@pytest.mark.parametrize(
    ("query", "fits"),
    [
        ("since=2026-11-02&until=2026-11-02", 2),
        ("since=2026-11-03", 0),
        ("until=2026-11-01", 0),
        ("since=tomorrow", 0),
        ("type=nothing", 0),
        ("type=support", 1),
        ("type=contributions", 1),
    ],
)
def test_days_and_groups(client: Client, db, query, fits):
    propose(1)
    support(1)
    sequence(now=NOW)
    lines = rows(client.get(f"/record/entries.csv?process=mobility&{query}"))
    assert len(lines) == fits


def test_a_number_leads_to_its_entry(client: Client, db):
    propose(1)
    sequence(now=NOW)
    assert client.get("/record/?entry=1")["Location"] == "/record/entries/1/1/"
    assert "There is no entry with this number yet." in client.get("/record/?entry=2").content.decode()
    assert client.get("/record/?entry=one").status_code == 404


def test_nothing_in_the_table_is_taken_for_a_formula(client: Client, db):
    with transaction.atomic():
        append(
            type="contribution.withdrawn",
            subject="contribution/1",
            process="mobility",
            now=NOW,
            data={"reason": '=HYPERLINK("http://evil.example")'},
        )
        append(type="contribution.published", subject="contribution/2", process="mobility", now=NOW, data=FACTS)
    sequence(now=NOW)
    for row in rows(client.get("/record/entries.csv")):
        assert [cell for cell in row.values() if cell.startswith(spreadsheet.DANGEROUS)] == []


@pytest.mark.parametrize("text", ["=1+1", "+49 30", "-1", "@sum", "\tx", "'quoted", "plain", "", "a=b"])
def test_a_guarded_cell_gives_back_what_went_in(text):
    assert not spreadsheet.cell(text).startswith(spreadsheet.DANGEROUS)
    assert spreadsheet.uncell(spreadsheet.cell(text)) == text


def test_the_table_is_read_in_pieces(client: Client, db, monkeypatch, django_assert_max_num_queries):
    for number in range(40):
        support(number)
    sequence(now=NOW)
    monkeypatch.setattr(explorer, "CHUNK", 10)
    with django_assert_max_num_queries(8):
        assert len(rows(client.get("/record/entries.csv"))) == 41


def test_the_picture_counts_what_the_list_shows(client: Client, shown):
    response = client.get("/record/?process=mobility-account")
    count = Event.objects.filter(process="mobility-account").count()
    assert sum(stretch.count for stretch in response.context["stretches"]) == count
    assert response.context["fitting"] == count
    _unit, stretches = explorer.over_time(newest(), explorer.Wish(process="mobility-account"))
    assert all(one.last < other.first for one, other in zip(stretches, stretches[1:], strict=False))
