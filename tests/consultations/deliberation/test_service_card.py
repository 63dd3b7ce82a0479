"""The service card: versions stay, each field is commented on, comments stay with their field."""

from __future__ import annotations

import pytest
from django.utils import translation

from consultations.deliberation.enums import CardField, ContributionKind
from consultations.deliberation.errors import ChangedMeanwhile, Unfit
from consultations.deliberation.models import Contribution, ServiceCard
from consultations.deliberation.operations import contribute, describe_service
from consultations.deliberation.queries.service_card import card_of, find_card_field, shown_fields

WORDS = {CardField.NAME: "The account", CardField.RISKS: "Who has no telephone is left out."}


@pytest.fixture
def describe(cast, mobility, now):
    def give(words=None, *, seen: int = 0, language: str = "en", actor=cast.dana) -> ServiceCard:
        return describe_service(
            actor=actor, consultation=mobility, language=language, words=words or WORDS, seen=seen, now=now
        )

    return give


def shown(card: ServiceCard) -> list[tuple[str, str, str, int]]:
    return [(one.field.value, one.words, one.language, one.comments) for one in shown_fields(card)]


def test_languages_are_kept_apart_and_versions_stay(describe, mobility):
    describe()
    second = describe({CardField.NAME: "الحساب", CardField.RISKS: "من لا هاتف له"}, seen=1, language="ar")
    assert [card.number for card in mobility.service_cards.all()] == [1, 2]
    assert second.words["name"] == {"en": "The account", "ar": "الحساب"}
    assert shown(second) == [
        ("name", "The account", "en", 0),
        ("risks", "Who has no telephone is left out.", "en", 0),
    ]
    with translation.override("ar"):
        assert shown(second)[0][:3] == ("name", "الحساب", "ar")


def test_the_same_words_make_no_version(describe, mobility):
    first = describe()
    assert describe(seen=1) == first
    assert mobility.service_cards.count() == 1


def test_what_somebody_else_saved_is_not_overwritten(describe, mobility):
    describe()
    with pytest.raises(ChangedMeanwhile):
        describe({CardField.NAME: "Another"}, seen=0)
    assert card_of(mobility).words["name"] == {"en": "The account"}


def test_a_card_has_a_name(describe):
    with pytest.raises(Unfit) as refusal:
        describe({CardField.RISKS: "Some."})
    assert refusal.value.field == "name"


def test_a_comment_stays_with_its_field_through_versions(client, cast, describe, mobility, now):
    card = describe()
    said = contribute(
        actor=cast.besnik,
        consultation=mobility,
        kind=ContributionKind.COMMENT,
        body="My mother has none.",
        about=card.subject_of(CardField.RISKS),
        now=now,
    )
    newer = describe({**WORDS, CardField.RISKS: "Who has no telephone calls a number."}, seen=1)
    assert [(field, comments) for field, _words, _language, comments in shown(newer)] == [("name", 0), ("risks", 1)]
    page = client.get("/consultations/mobility/service/risks/").content.decode()
    assert "Who has no telephone calls a number." in page
    assert "Who has no telephone is left out." in page
    assert "My mother has none." in page
    assert client.get(said.get_absolute_url()).context["about"].words == "Who has no telephone is left out."


def test_the_page_says_each_field_and_the_consultation_leads_to_it(client, cast, describe, mobility):
    assert "service card" not in client.get("/consultations/mobility/").content.decode()
    assert client.get("/consultations/mobility/service/").status_code == 404
    describe()
    assert "/consultations/mobility/service/" in client.get("/consultations/mobility/").content.decode()
    page = client.get("/consultations/mobility/service/").content.decode()
    assert "What can go wrong" in page
    assert "Which data it uses" not in page
    client.force_login(cast.besnik)
    answer = client.post("/consultations/mobility/service/risks/", {"body": "My mother has none."})
    [said] = Contribution.objects.all()
    assert answer["Location"] == f"/consultations/mobility/service/risks/#comment-{said.pk}"


@pytest.mark.parametrize("key", ["1.1", "1.1.colour", "1.9.risks", "999.1.risks", "x.1.risks", "1.1.purpose"])
def test_what_is_not_there_is_not_found(describe, mobility, key):
    describe()
    assert find_card_field(key.replace("1.", f"{mobility.pk}.", 1) if key.startswith("1.") else key, None) is None
