"""Following: one's own business, undone as easily as done, gone with the account."""

from __future__ import annotations

import pytest

from consultations.deliberation.enums import ConsultationState
from consultations.deliberation.models import Consultation
from consultations.following import permissions
from consultations.following.models import Following
from consultations.following.operations import follow as operations
from consultations.following.operations.follow import follow, unfollow
from consultations.following.queries.followed import followed_by
from consultations.people.domain.verdict import NotAllowed
from consultations.people.operations.account import delete_account
from consultations.record.models import Event


def things(mobility, propose):
    return {"consultation": mobility, "contribution": propose()}


@pytest.mark.parametrize("what", ["consultation", "contribution"])
def test_once_however_often_and_nothing_on_the_record(mobility, propose, cast, now, what):
    thing = things(mobility, propose)[what]
    events = Event.objects.count()
    for _time in range(2):
        follow(actor=cast.gezim, thing=thing, now=now)
    assert (Following.objects.count(), Event.objects.count()) == (1, events)
    assert followed_by(cast.gezim) == [{"address": thing.get_absolute_url(), "since": now.isoformat()}]
    assert [unfollow(actor=cast.gezim, thing=thing, now=now) for _time in range(2)] == [True, False]


@pytest.mark.parametrize("what", ["consultation", "contribution"])
@pytest.mark.parametrize("act", [follow, unfollow])
def test_strangers_are_refused(mobility, propose, now, what, act):
    with pytest.raises(NotAllowed, match="Sign in"):
        act(actor=None, thing=things(mobility, propose)[what], now=now)
    assert Following.objects.count() == 0


@pytest.mark.parametrize("what", ["consultation", "contribution"])
def test_a_draft_is_not_there_to_be_followed(mobility, propose, cast, now, what, client):
    thing = things(mobility, propose)[what]
    Consultation.objects.update(state=ConsultationState.DRAFT, opened_at=None)
    thing.refresh_from_db()
    with pytest.raises(NotAllowed) as refusal:
        follow(actor=cast.gezim, thing=thing, now=now)
    client.force_login(cast.gezim)
    answer = client.post(f"{thing.get_absolute_url()}follow/")
    assert (refusal.value.hidden, answer.status_code, Following.objects.count()) == (True, 404, 0)


def test_one_follows_only_so_many(mobility, propose, cast, now, monkeypatch):
    monkeypatch.setattr(operations, "MOST", 1)
    assert permissions.MOST == 500
    follow(actor=cast.gezim, thing=mobility, now=now)
    with pytest.raises(NotAllowed, match="already"):
        follow(actor=cast.gezim, thing=propose(), now=now)


def test_it_goes_with_the_account(mobility, cast, now):
    follow(actor=cast.gezim, thing=mobility, now=now)
    delete_account(actor=cast.gezim, texts=False, now=now)
    assert Following.objects.count() == 0


@pytest.mark.parametrize("what", ["consultation", "contribution"])
def test_the_button_leads_a_visitor_through_signing_in_and_back(mobility, propose, cast, client, what):
    thing = things(mobility, propose)[what]
    path = f"{thing.get_absolute_url()}follow/"
    assert f'href="/accounts/login/?next={path}"' in client.get(thing.get_absolute_url()).content.decode()
    assert client.post(path, {"act": "follow"})["Location"] == f"/accounts/login/?next={path}"
    client.force_login(cast.gezim)
    assert 'value="follow"' in client.get(path).content.decode()
    assert client.post(path, {"act": "follow"})["Location"] == thing.get_absolute_url()
    listed = client.get("/me/following/").content.decode()
    assert f'href="{thing.get_absolute_url()}"' in listed
    assert client.post(path, {"act": "stop", "from": "list"})["Location"] == "/me/following/"
    assert "Nothing here yet" in client.get("/me/following/").content.decode()
