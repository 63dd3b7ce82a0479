"""The registrar's pages: looking up what counts, taking one confirmation back, and what is typed wrongly."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from consultations.people.enums import Level, Method
from consultations.people.models import StaffLook, Verification
from consultations.people.operations.verifying import put, verify_by_provider
from tests.consultations.people.test_ladder import registrar

__all__ = ["registrar"]

PAGE = "/registrar/standing/"


@pytest.fixture
def given(cast) -> list[Verification]:
    """Amina, confirmed in two ways."""
    now = timezone.now() - timedelta(days=1)
    letter = put(cast.amina, Method.LETTER, Level.ADDRESS, role="registrar", by=None, now=now)
    return [letter, verify_by_provider(participant=cast.amina, level=Level.PERSON, now=now)]


@pytest.fixture
def desk(client: Client, registrar) -> Client:
    client.force_login(registrar)
    return client


@pytest.mark.parametrize(("name", "words"), [("", "Type the public name."), ("Nobody", "Nobody has this public name.")])
def test_a_name_that_is_nobodys_gets_a_sentence(desk, name, words):
    answer = desk.post(PAGE, {"name": name})
    assert (answer.status_code, words in answer.content.decode()) == (422, True)
    assert StaffLook.objects.count() == 0


def test_each_confirmation_has_a_form_of_its_own_and_the_look_is_told(desk, registrar, cast, given):
    page = desk.post(PAGE, {"name": "amina"}).content.decode()
    for verification in given:
        assert page.count(f'id="id_{verification.pk}-reason"') == 1
    assert [(look.participant, look.looked_by) for look in StaffLook.objects.all()] == [(cast.amina, registrar)]


def test_without_a_reason_nothing_ends_and_the_page_stays(desk, given):
    letter, _identity = given
    answer = desk.post(f"{PAGE}{letter.pk}/end/", {f"{letter.pk}-reason": "  "})
    page = answer.content.decode()
    assert (answer.status_code, page.count("Say why.")) == (422, 2)
    assert f'href="#id_{letter.pk}-reason"' in page
    assert Verification.objects.filter(ended_at=None).count() == 2


def test_one_is_taken_back_and_the_other_stands(desk, given):
    letter, identity = given
    answer = desk.post(f"{PAGE}{letter.pk}/end/", {f"{letter.pk}-reason": "Moved away."})
    assert (answer.status_code, answer.url) == (302, PAGE)
    letter.refresh_from_db()
    assert letter.ended_why == "Moved away."
    assert Verification.objects.get(ended_at=None) == identity


@pytest.mark.parametrize("path", [PAGE, "/registrar/"])
def test_nobody_else_comes_in(client, cast, path):
    client.force_login(cast.dana)
    assert client.get(path).status_code == 403
