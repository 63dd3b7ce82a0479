"""A person's own pages: theirs alone, complete, and deleting takes two steps."""

from __future__ import annotations

import json

import pytest

from consultations.people.models import Participant
from consultations.people.operations.looks import look

OWN = ["/me/", "/me/data/", "/me/data/download/", "/me/delete/"]


@pytest.mark.parametrize("path", OWN)
def test_strangers_are_asked_to_sign_in(client, db, path):
    response = client.get(path)
    assert (response.status_code, response.url) == (302, f"/accounts/login/?next={path}")


@pytest.mark.parametrize("path", OWN)
def test_nothing_of_them_is_stored_on_the_way(client, cast, path):
    client.force_login(cast.amina)
    assert "no-store" in client.get(path).headers["Cache-Control"]


def test_renaming_keeps_what_was_typed_when_the_name_is_taken(client, cast):
    client.force_login(cast.amina)
    refused = client.post("/me/", {"pseudonym": "BESNIK", "language": "ar"}).content.decode()
    assert "Someone already uses this public name." in refused
    assert 'value="BESNIK"' in refused
    client.post("/me/", {"pseudonym": "River Linden", "language": "ar"})
    assert list(Participant.objects.filter(pk=cast.amina.pk).values_list("pseudonym", "language")) == [
        ("River Linden", "ar")
    ]


def test_the_page_and_the_file_say_who_looked_and_nothing_of_others(client, cast, now):
    look(actor=cast.edon, participant=cast.amina, why="moderation case 7", now=now)
    look(actor=cast.edon, participant=cast.besnik, why="canary", now=now)
    client.force_login(cast.amina)
    shown = client.get("/me/data/").content.decode()
    response = client.get("/me/data/download/")
    parts = json.loads(response.content)["parts"]
    assert response.headers["Content-Disposition"].startswith('attachment; filename="my-data-')
    assert [(row["by"], row["why"]) for row in parts["looks"]["items"]] == [("Edon", "moderation case 7")]
    assert "moderation case 7" in shown
    for text in (shown, response.content.decode()):
        assert [word for word in ("canary", "besnik@", "edon@") if word in text] == []


def test_deleting_takes_two_steps(client, cast):
    client.force_login(cast.amina)
    assert "Choose what should happen" in client.post("/me/delete/", {}).content.decode()
    assert "Step 2 of 2" in client.post("/me/delete/", {"texts": "keep"}).content.decode()
    assert Participant.objects.get(pk=cast.amina.pk).email == "amina@example.org"
    response = client.post("/me/delete/", {"texts": "keep", "confirm": "yes"}, follow=True)
    assert "Your account is deleted." in response.content.decode()
    assert Participant.objects.get(pk=cast.amina.pk).email is None
    assert client.get("/me/").status_code == 302
