"""The record for people: every entry in words, with what is public and nothing else."""

from __future__ import annotations

import re

import pytest
from django.db import transaction

from consultations.record.domain.event_types import EVENT_TYPES
from consultations.record.operations import Ref, append, erase, sequence
from consultations.record.web import words
from tests.consultations.record.story import FACTS, NOW, propose, support


def numbers(page: str) -> list[str]:
    return re.findall(r'href="/record/entries/1/(\d+)/"', page)


def test_every_type_and_field_has_words():
    names = {name for kind in EVENT_TYPES.values() for name in (*kind.data, *kind.personal)}
    assert (words.SENTENCES.keys(), words.LABELS.keys()) == (EVENT_TYPES.keys(), names)


def test_before_the_first_entry_the_page_says_so(client, db):
    assert "The first entry is written when the site starts." in client.get("/record/").content.decode()


def test_newest_first_in_pages_that_stay_put(client, db):
    for number in range(120):
        support(number)
    sequence(now=NOW)
    first = client.get("/record/").content.decode()
    assert numbers(first) == [str(n) for n in range(120, 70, -1)]
    assert 'href="?before=71"' in first
    support(1)
    sequence(now=NOW)
    assert numbers(client.get("/record/?before=71").content.decode()) == [str(n) for n in range(70, 20, -1)]
    assert numbers(client.get("/record/?before=21").content.decode()) == [str(n) for n in range(20, -1, -1)]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("type=support.given", ["3"]),
        ("subject=contribution/2", ["3", "2"]),
        ("process=mobility&type=contribution.published", ["2", "1"]),
        ("process=elsewhere", []),
    ],
)
def test_filters(client, db, query, found):
    propose(1)
    propose(2)
    support(2)
    sequence(now=NOW)
    assert numbers(client.get(f"/record/?{query}").content.decode()) == found


@pytest.mark.parametrize("before", ["x", "-1", "9" * 30, "١٢"])
def test_a_page_that_cannot_be(client, db, before):
    sequence(now=NOW)
    assert client.get("/record/", {"before": before}).status_code == 404


def test_an_entry_shows_what_is_public_and_only_that(client, db):
    event = propose(1, author="Amina Hoxha", body="Let <b>buses</b> wait.")
    with transaction.atomic():
        append(
            type="contribution.published",
            subject="contribution/2",
            process="mobility",
            now=NOW,
            data={**FACTS, "kind": "comment"},
            refs=[Ref(event.public_id, "reply_to")],
        )
    sequence(now=NOW)
    page = client.get("/record/entries/1/1/").content.decode()
    assert "Let &lt;b&gt;buses&lt;/b&gt; wait." in page
    assert "Not public." in page
    assert "Amina Hoxha" not in page
    assert "/record/entries/1/1/" in client.get("/record/entries/1/2/").content.decode()
    erase(events=[event], ground="Asked.", now=NOW)
    page = client.get("/record/entries/1/1/").content.decode()
    assert "buses" not in page
    assert "Erased." in page


@pytest.mark.parametrize("path", ["1/2", "2/0", "1/99999999999999999999"])
def test_entries_that_are_not_there(client, db, path):
    sequence(now=NOW)
    propose()
    assert client.get(f"/record/entries/{path}/").status_code == 404


@pytest.mark.parametrize("path", ["/record/", "/record/entries/1/60/", "/ar/record/"])
def test_pages_cost_the_same_however_long_the_record(client, db, path, django_assert_max_num_queries):
    for number in range(60):
        support(number)
    sequence(now=NOW)
    with django_assert_max_num_queries(16):
        assert client.get(path).status_code == 200


def test_the_receipt_page_before_and_after(client, db):
    event = propose()
    page = client.get(f"/record/receipts/{event.public_id}/").content.decode()
    assert "Saved, being recorded" in page
    assert f'src="/record/receipts/{event.public_id}/status"' in page
    sequence(now=NOW)
    page = client.get(f"/record/receipts/{event.public_id}/").content.decode()
    assert re.search(r"Recorded as entry 1 .*receipt", page)
    assert "Signed, not yet witnessed" in page
    assert f"http://testserver/record/receipts/{event.public_id}.tlog-proof" in page
    assert "<svg" in page
