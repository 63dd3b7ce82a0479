"""Signing up and in by e-mail code: what works, what is refused with which words, and what nobody can find out."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.core import mail
from django.core.cache import cache
from django.test import Client

from consultations.people.models import Participant
from tests.cast import PASSWORD

CODE = re.compile(r"^\s+([A-Z0-9]+(?:-[A-Z0-9]+)+)$", re.MULTILINE)


@pytest.fixture(autouse=True)
def _no_limits_left_over() -> Iterator[None]:
    cache.clear()
    yield
    cache.clear()


@pytest.fixture
def amina(cast) -> Participant:
    EmailAddress.objects.create(user=cast.amina, email=cast.amina.email, verified=True, primary=True)
    return cast.amina


def code() -> str:
    found = CODE.search(mail.outbox[-1].body)
    assert found
    return found.group(1)


def page(response) -> str:
    return response.content.decode()


@pytest.mark.parametrize("prefix", ["", "/ar"])
def test_signing_up_in_one_language_from_end_to_end(client, db, prefix):
    form = {"email": "New@Example.org", "pseudonym": "  River  Linden 42 "}
    response = client.post(f"{prefix}/accounts/signup/", form)
    assert response.url == f"{prefix}/accounts/confirm-email/"
    response = client.post(response.url, {"code": code()})
    assert response.url == f"{prefix}/"
    person = Participant.objects.get()
    assert (person.email, person.pseudonym, person.language) == (
        "new@example.org",
        "River Linden 42",
        prefix[1:] or "en",
    )
    assert (person.has_usable_password(), client.session["_auth_user_id"]) == (False, str(person.pk))


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({"email": "nobody", "pseudonym": "River"}, "Enter an e-mail address like name@example.org."),
        ({"email": "", "pseudonym": "River"}, "Enter an e-mail address like name@example.org."),
        ({"email": "new@example.org", "pseudonym": "aMINA"}, "Someone already uses this public name."),
        ({"email": "new@example.org", "pseudonym": "a@b.org"}, "This name is public: do not use your e-mail address."),
        ({"email": "new@example.org", "pseudonym": ""}, "Choose a public name."),
    ],
)
def test_a_form_with_a_mistake_says_it_and_keeps_what_was_typed(client, cast, typed, words):
    response = client.post("/accounts/signup/", typed)
    assert (response.status_code, mail.outbox) == (200, [])
    assert words in page(response)
    for value in filter(None, typed.values()):
        assert f'value="{value}"' in page(response)


def _answers(address: str, data: dict[str, str]) -> tuple[int, str, int, str]:
    client = Client()
    response = client.post(address, data)
    shown = page(client.get(response.url))
    for each in ("amina@example.org", "nobody@example.org"):
        shown = shown.replace(each, "…")
    plain = re.sub(r'name="csrfmiddlewaretoken" value="\w+"|nonce="[^"]+"', "", shown)
    return response.status_code, response.url, len(mail.outbox), plain


@pytest.mark.parametrize(
    ("address", "field", "more"),
    [
        ("/accounts/signup/", "email", {"pseudonym": "River"}),
        ("/accounts/login/", "login", {}),
        ("/accounts/login/code/", "email", {}),
        ("/accounts/password/reset/", "email", {}),
    ],
)
def test_known_and_unknown_addresses_get_the_same_answer(amina, address, field, more):
    known = _answers(address, {field: "amina@example.org", **more})
    mail.outbox.clear()
    unknown = _answers(address, {field: "nobody@example.org", **more})
    assert known == unknown
    assert known[2] == 1


def test_a_wrong_code_five_times_ends_it_with_a_sentence(client, amina):
    client.post("/accounts/login/", {"login": "amina@example.org"})
    right = code()
    for _ in range(4):
        shown = page(client.post("/accounts/login/code/confirm/", {"code": "AAA-AAA"}))
        assert "This code is not right." in shown
        assert 'value="AAA-AAA"' in shown
    ended = client.post("/accounts/login/code/confirm/", {"code": "AAA-AAA"}, follow=True)
    assert "Too many tries." in page(ended)
    assert "no longer valid" in page(client.post("/accounts/login/code/confirm/", {"code": right}, follow=True))
    assert "_auth_user_id" not in client.session


@pytest.mark.parametrize("minutes", [14, 16])
def test_a_code_is_valid_for_fifteen_minutes(client, amina, monkeypatch, minutes):
    client.post("/accounts/login/", {"login": "amina@example.org"})
    later = time.time() + minutes * 60
    monkeypatch.setattr(time, "time", lambda: later)
    response = client.post("/accounts/login/code/confirm/", {"code": code()}, follow=True)
    assert ("_auth_user_id" in client.session) == (minutes < 15)
    assert ("This code is no longer valid." in page(response)) == (minutes > 15)


def test_ten_wrong_passwords_lock_even_the_right_one_out(client, amina):
    for _ in range(10):
        shown = page(client.post("/accounts/login/", {"login": "amina@example.org", "password": "not this one"}))
        assert "do not match" in shown
    shown = page(client.post("/accounts/login/", {"login": "amina@example.org", "password": PASSWORD}))
    assert "Too many tries." in shown
    assert "_auth_user_id" not in client.session


def test_a_password_works_too_and_a_second_factor_is_asked_after_it(client, amina):
    Authenticator.objects.create(user=amina, type=Authenticator.Type.TOTP, data={"secret": "x"})
    response = client.post("/accounts/login/", {"login": "amina@example.org", "password": PASSWORD})
    assert (response.url, "_auth_user_id" in client.session) == ("/accounts/2fa/authenticate/", False)


def test_a_code_does_not_get_around_the_second_factor(client, amina):
    Authenticator.objects.create(user=amina, type=Authenticator.Type.TOTP, data={"secret": "x"})
    client.post("/accounts/login/", {"login": "amina@example.org"})
    response = client.post("/accounts/login/code/confirm/", {"code": code()})
    assert (response.url, "_auth_user_id" in client.session) == ("/accounts/2fa/authenticate/", False)


@pytest.mark.parametrize("path", ["/me/", "/moderation/", "/cms/", "/ar/me/data/"])
def test_staff_without_a_second_factor_are_led_to_it_where_it_is_asked(client, cast, settings, path):
    settings.STAFF_SECOND_FACTOR = True
    client.force_login(cast.dana)
    prefix = "/ar" if path.startswith("/ar") else ""
    assert client.get(path).url == f"{prefix}/accounts/2fa/totp/activate/"
    client.force_login(cast.amina)
    assert client.get("/me/").status_code == 200


def test_wagtail_has_no_log_in_of_its_own(client, db):
    for path in ("/cms/", "/cms/login/"):
        assert client.get(path).headers.get("Location", "").partition("?")[0] in {"/accounts/login/"}, path


def test_a_visitor_who_does_nothing_gets_no_cookie(client, cast):
    for path in ("/", "/privacy/", "/ar/privacy/", "/consultations/", "/moderation/log/", "/accessibility/"):
        assert client.get(path).cookies == {}, path
