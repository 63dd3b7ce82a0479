"""Proposals that staff enter for others: from a table, all or none, and from paper."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from cms.groups import keep_in_step
from consultations.deliberation.enums import Channel
from consultations.deliberation.models import Contribution, District, Theme
from consultations.drafting.domain.table import MOST_ROWS, decoded, read_table
from consultations.drafting.operations.entering import enter_proposals, read_entries
from consultations.record.audit.audit import audit
from consultations.record.operations import sequence
from tests.consultations.deliberation.conftest import make_consultation

GOOD = 'Title;Body;Theme;District;Tags\nShade;"Trees; many";Paying;Old town;trees, heat\nBench;"Two\nlines";;;\n'


@pytest.fixture
def stops(cast):
    keep_in_step(cast.dana)
    consultation = make_consultation(cast.dana, "stops")
    consultation.phases.update(ends_at=None)
    Theme.objects.create(consultation=consultation, slug="paying", name={"en": "Paying", "ar": "الدفع"})
    District.objects.create(slug="old-town", name={"en": "Old town"})
    return consultation


@pytest.mark.parametrize(
    ("text", "faults"),
    [
        ("", [(1, "title"), (1, "body"), (1, "")]),
        ("title,body", [(0, "")]),
        ("title,body,mayor\na,b,c", [(1, "mayor")]),
        ("title,body,title\na,b,c", [(1, "")]),
        ("title,body\na\nb,c,d\n", [(2, ""), (3, "")]),
        ('title,body\na,"b', [(2, "")]),
        ("title,body\n" + "a,b\n" * (MOST_ROWS + 1), [(MOST_ROWS + 2, "")]),
    ],
)
def test_a_table_that_does_not_read_says_where(text, faults):
    assert [(fault.line, fault.column) for fault in read_table(text).faults if fault.column != ""] == [
        found for found in faults if found[1]
    ]
    lines = [fault.line for fault in read_table(text).faults]
    assert set(lines) == {line for line, _column in faults}


def test_only_utf_8_is_text():
    assert decoded("\ufefftitle".encode()) == "title"
    assert decoded("título".encode("latin-1")) is None


def test_rows_are_read_with_the_lines_on_which_they_begin(stops):
    text = 'title,body,theme,district,tags\n,"a\nb",,,\n' + (
        'Shade,b,Nowhere,Mars,"a,b,c,d,e,f"\nBench,x,الدفع,OLD TOWN,\nBench,x,,,\n'
    )
    entries, faults = read_entries(stops, text)
    assert [(fault.line, fault.column) for fault in faults] == [
        (2, "title"),
        (4, "theme"),
        (4, "district"),
        (4, "tags"),
        (6, ""),
    ]
    assert (entries[2].theme.slug, entries[2].district.slug) == ("paying", "old-town")


def test_the_same_table_again_enters_only_what_is_new(stops, cast):
    entries, faults = read_entries(stops, "id,title,body\n1,Shade,Trees.\n2,Bench,Two.")
    assert faults == []
    given = {"actor": cast.dana, "consultation": stops, "channel": Channel.PAPER, "now": timezone.now()}
    assert len(enter_proposals(entries=entries, **given)) == 2
    more, _faults = read_entries(stops, "id,title,body\n1,Shade,Trees.\n2,Bench,Two.\n3,Light,One.")
    assert [row.title for row in enter_proposals(entries=more, **given)] == ["Light"]
    assert {(row.author, row.channel) for row in Contribution.objects.all()} == {(None, "paper")}
    sequence(now=timezone.now())
    assert audit().problems == []


def test_the_desk_shows_first_and_enters_then(stops, cast, client):
    client.force_login(cast.dana)
    address = "/cms/desk/consultations/stops/entries/table/"
    bad = SimpleUploadedFile("a.csv", b"title,body\n,x\n")
    page = client.post(address, {"channel": "paper", "table": bad})
    assert (page.status_code, Contribution.objects.count()) == (422, 0)
    assert "Write something first." in page.content.decode()
    page = client.post(address, {"channel": "paper", "table": SimpleUploadedFile("a.csv", GOOD.encode())})
    assert "2 proposals would be published." in page.content.decode()
    assert Contribution.objects.count() == 0
    sent = {"channel": "paper", "text": page.context["text"], "act": "enter"}
    for _time in range(2):
        assert client.post(address, sent).status_code == 302
    assert sorted(Contribution.objects.values_list("title", "theme__slug", "district__slug")) == [
        ("Bench", None, None),
        ("Shade", "paying", "old-town"),
    ]
    wrong = client.post(address, {"channel": "paper", "table": SimpleUploadedFile("a.csv", "títle".encode("latin-1"))})
    assert "UTF-8" in wrong.content.decode()


def test_paper_after_paper_keeps_channel_and_district(stops, cast, client):
    client.force_login(cast.dana)
    address = "/cms/desk/consultations/stops/entries/paper/"
    form = client.get(address).context["form"]
    sent = {
        "title": "Shade",
        "body": "Trees.",
        "tags": "",
        "theme": "",
        "channel": "desk",
        "district": "old-town",
        "submission": str(form["submission"].value()),
    }
    for _time in range(2):
        again = client.post(address, sent)
    assert Contribution.objects.count() == 1
    shown = client.get(again["Location"]).context["form"]
    assert (shown["channel"].value(), shown["district"].value()) == ("desk", "old-town")


@pytest.mark.parametrize("person", ["amina", "edon"])
@pytest.mark.parametrize("name", ["paper", "table"])
def test_only_staff_enter_for_others(stops, cast, client, person, name):
    client.force_login(getattr(cast, person))
    assert client.get(f"/cms/desk/consultations/stops/entries/{name}/").status_code in (302, 403)
