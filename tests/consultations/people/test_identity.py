"""Electronic identity: the whole of the protocol, against a provider that runs beside the test."""

from __future__ import annotations

import json
from collections.abc import Iterator

import pytest
import requests
from allauth.account.models import EmailAddress
from allauth.socialaccount.models import SocialAccount
from django.core.exceptions import ImproperlyConfigured
from django.test import Client
from django.utils import timezone

from consultations.people.enums import Level
from consultations.people.models import Participant, Verification
from consultations.people.web.identity import level_of_claims
from participate.settings import oidc
from tests.consultations.people.identity_provider import CLIENT, SECRET, Provider

LOA = "http://eidas.europa.eu/LoA/"
LEVELS = [
    {"claim": "acr", "value": f"{LOA}substantial", "level": "person"},
    {"claim": "acr", "value": f"{LOA}high", "level": "person"},
    {"claim": "groups", "value": "residents", "level": "address"},
]
BEGIN = "/accounts/oidc/eid/login/?process=connect"
HOLDER = {"sub": "8f14e45f", "name": "Amina Haddad", "birthdate": "1990-01-01", "acr": f"{LOA}substantial"}

pytestmark = pytest.mark.django_db


@pytest.fixture
def provider(settings) -> Iterator[Provider]:
    running = Provider()
    app = {
        "provider_id": "eid",
        "name": "City eID",
        "client_id": CLIENT,
        "secret": SECRET,
        "settings": {
            "server_url": running.issuer,
            "oauth_pkce_enabled": True,
            "scope": ["openid"],
            "levels": LEVELS,
        },
    }
    settings.OIDC_PROVIDER = app
    settings.SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"APPS": [app]}}
    running.claims = dict(HOLDER)
    yield running
    running.stop()


def browser(person: Participant | None) -> Client:
    client = Client()
    if person is not None:
        EmailAddress.objects.get_or_create(user=person, email=person.email, verified=True, primary=True)
        client.force_login(person)
    return client


def walk(client: Client, begin: str = BEGIN) -> str:
    """Goes to the provider and comes back; where the site leads in the end."""
    sent = client.post(begin)
    back = requests.get(sent["Location"], allow_redirects=False, timeout=5).headers["Location"]
    answer = client.get(back.removeprefix("http://testserver"))
    assert answer.status_code == 302, answer.content.decode()[:500]
    return str(answer["Location"])


def level(person: Participant) -> Level:
    return Participant.objects.get(pk=person.pk).level(timezone.now())


def test_the_protocol_confirms_an_account_and_keeps_one_identifier(cast, provider):
    amina = browser(cast.amina)
    assert "Confirm with City eID" in amina.get("/me/verification/").content.decode()
    assert walk(amina) == "/me/verification/"
    assert provider.asked == [
        "/.well-known/openid-configuration",
        "/authorize",
        "/.well-known/openid-configuration",
        "/token",
        "/userinfo",
    ]
    assert level(cast.amina) is Level.PERSON
    (account,) = SocialAccount.objects.all()
    assert (account.user, account.uid, account.extra_data) == (cast.amina, HOLDER["sub"], {})
    (given,) = Verification.objects.all()
    assert (given.method, given.role, given.by) == ("eid", "provider", None)


def test_one_identity_confirms_one_account(cast, provider):
    walk(browser(cast.amina))
    assert walk(browser(cast.besnik)) == "/me/verification/"
    assert (level(cast.amina), level(cast.besnik)) == (Level.PERSON, Level.ACCOUNT)


def test_a_claim_that_is_worth_nothing_confirms_nothing(cast, provider):
    provider.claims["acr"] = f"{LOA}low"
    walk(browser(cast.amina))
    assert level(cast.amina) is Level.ACCOUNT


def test_an_identity_makes_no_account_and_signs_in_to_the_one_that_it_confirmed(cast, provider):
    people = Participant.objects.count()
    assert walk(browser(None), "/accounts/oidc/eid/login/").startswith("/accounts/login/")
    assert Participant.objects.count() == people
    walk(browser(cast.amina))
    stranger = browser(None)
    walk(stranger, "/accounts/oidc/eid/login/")
    assert stranger.get("/me/").status_code == 200


def test_a_forged_answer_changes_nothing(cast, provider):
    amina = browser(cast.amina)
    sent = amina.post(BEGIN)
    back = requests.get(sent["Location"], allow_redirects=False, timeout=5).headers["Location"]
    forged = back.removeprefix("http://testserver").replace("code=", "code=x")
    assert amina.get(forged)["Location"] == "/me/verification/"
    assert browser(cast.besnik).get(back.removeprefix("http://testserver"))["Location"] == "/me/verification/"
    assert Verification.objects.count() == SocialAccount.objects.count() == 0


def test_without_a_provider_there_is_no_such_way(cast):
    client = browser(cast.amina)
    assert client.post(BEGIN).status_code == 404
    assert "City eID" not in client.get("/me/verification/").content.decode()


@pytest.mark.parametrize(
    ("claims", "worth"),
    [
        ({}, None),
        ({"acr": "1"}, None),
        ({"groups": ["staff", "residents"]}, Level.ADDRESS),
        ({"groups": ["residents"], "acr": f"{LOA}high"}, Level.PERSON),
    ],
)
def test_what_claims_are_worth_is_data(claims, worth):
    assert level_of_claims(claims, LEVELS) is worth


@pytest.mark.parametrize(
    ("given", "missing"),
    [
        ({"OIDC_CLIENT_ID": "a", "OIDC_CLIENT_SECRET": "b"}, "OIDC_LEVELS"),
        ({"OIDC_CLIENT_ID": "a", "OIDC_LEVELS": json.dumps(LEVELS)}, "OIDC_CLIENT_SECRET"),
        ({"OIDC_CLIENT_ID": "a", "OIDC_CLIENT_SECRET": "b", "OIDC_LEVELS": '[{"claim": "acr"}]'}, "OIDC_LEVELS"),
        ({"OIDC_ISSUER": "http://id.example.org"}, "OIDC_ISSUER"),
    ],
)
def test_a_half_described_provider_is_refused(monkeypatch, given, missing):
    monkeypatch.setenv("OIDC_ISSUER", "https://id.example.org")
    for name, value in given.items():
        monkeypatch.setenv(name, value)
    with pytest.raises(ImproperlyConfigured, match=missing):
        oidc.provider()
