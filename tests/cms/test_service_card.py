"""The desk's form of a service card."""

from __future__ import annotations

from consultations.deliberation.models import ServiceCard

ADDRESS = "/cms/desk/consultations/mobility/service-card/"
WORDS = {"seen": "0", "name": "The account", "purpose": "One account for all ways."}


def test_a_communicator_writes_it_in_each_language(client, dana, page):
    client.force_login(dana)
    assert client.post(ADDRESS, WORDS)["Location"] == f"{ADDRESS}?language=en"
    arabic = {"seen": "1", "name": "الحساب", "purpose": "حساب واحد"}
    client.post(f"{ADDRESS}?language=ar", arabic)
    newest = ServiceCard.objects.order_by("-number").first()
    assert newest.words["purpose"] == {"en": "One account for all ways.", "ar": "حساب واحد"}
    assert "One account for all ways." in client.get(ADDRESS).content.decode()


def test_bad_input_keeps_what_was_typed(client, dana, page):
    client.force_login(dana)
    answer = client.post(ADDRESS, {**WORDS, "name": ""})
    assert answer.status_code == 422
    assert "One account for all ways." in answer.content.decode()
    assert not ServiceCard.objects.exists()


def test_two_people_at_the_form_lose_nothing(client, dana, page):
    client.force_login(dana)
    client.post(ADDRESS, WORDS)
    answer = client.post(ADDRESS, {**WORDS, "purpose": "Another purpose."})
    assert answer.status_code == 422
    assert "Somebody else saved this card meanwhile." in answer.content.decode()
    assert "Another purpose." in answer.content.decode()


def test_a_stranger_is_turned_away(client, cast, page):
    client.force_login(cast.amina)
    assert client.post(ADDRESS, WORDS).status_code == 403
    assert not ServiceCard.objects.exists()
