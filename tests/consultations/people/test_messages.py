"""Messages on the site: one's own alone, counted until they are read."""

from __future__ import annotations

import pytest

from consultations.people.models import Notice, Participant
from consultations.people.operations.notices import mark_read, notify


@pytest.fixture
def notice(cast, now) -> Notice:
    return notify(participant=cast.amina, words=lambda: ("About your text", "It was labelled.", "/privacy/"), now=now)


@pytest.mark.parametrize("path", ["/me/messages/", "/me/messages/1/", "/me/hearing/"])
def test_strangers_are_asked_to_sign_in(client, db, path):
    response = client.get(path)
    assert (response.status_code, response.url) == (302, f"/accounts/login/?next={path}")


def test_a_message_counts_until_it_was_shown(client, notice, cast):
    client.force_login(cast.amina)
    assert "1 new" in client.get("/me/").content.decode()
    listed = client.get("/me/messages/").content.decode()
    assert ("About your text" in listed, "It was labelled." in listed) == (True, False)
    shown = client.get(notice.get_absolute_url()).content.decode()
    assert ("It was labelled." in shown, 'href="/privacy/"' in shown) == (True, True)
    assert "1 new" not in client.get("/me/").content.decode()


def test_a_message_is_nobody_elses(client, notice, cast):
    client.force_login(cast.besnik)
    assert client.get(notice.get_absolute_url()).status_code == 404
    assert "About your text" not in client.get("/me/messages/").content.decode()
    client.post("/me/messages/")
    assert Notice.objects.get().read_at is None


def test_all_are_read_by_a_button(client, notice, cast, now):
    client.force_login(cast.amina)
    client.post("/me/messages/")
    assert (Notice.objects.get().read_at is None, mark_read(actor=cast.amina, now=now)) == (False, 0)


@pytest.mark.parametrize("hears", ["each", "weekly", "site", "nothing"])
def test_one_chooses_how_to_hear(client, cast, hears):
    client.force_login(cast.amina)
    assert client.post("/me/hearing/", {"hears": hears}).status_code == 302
    assert Participant.objects.get(pk=cast.amina.pk).hears == hears


def test_only_the_offered_ways_can_be_chosen(client, cast):
    client.force_login(cast.amina)
    assert "Error:" in client.post("/me/hearing/", {"hears": "hourly"}).content.decode()
    assert Participant.objects.get(pk=cast.amina.pk).hears == "each"
