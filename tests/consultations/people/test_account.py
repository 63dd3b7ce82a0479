"""Renaming, deleting, and what is held: nothing of a person is left in the account's own district."""

from __future__ import annotations

import json

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.db import IntegrityError, connection, transaction

from consultations.people import erasers, exports, renames
from consultations.people.domain.roles import Role
from consultations.people.models import Notice, Participant, StaffLook
from consultations.people.operations.account import change_profile, delete_account
from consultations.people.operations.looks import look
from consultations.people.operations.notices import notify
from consultations.people.operations.roles import grant_role
from consultations.people.queries.holdings import export_of


def words() -> tuple[str, str, str]:
    return "About your text", "Amina, your text was labelled.", "/me/"


@pytest.fixture
def amina_with_traces(cast, now) -> Participant:
    EmailAddress.objects.create(user=cast.amina, email="amina@example.org", verified=True, primary=True)
    Authenticator.objects.create(user=cast.amina, type=Authenticator.Type.TOTP, data={"secret": "canary"})
    grant_role(actor=None, participant=cast.amina, role=Role.FACILITATOR, now=now)
    notify(participant=cast.amina, words=words, now=now)
    look(actor=cast.edon, participant=cast.amina, why="case 12", now=now)
    return cast.amina


def test_a_new_name_stands_everywhere_and_every_district_removes_the_old(cast, now, monkeypatch):
    told: list[tuple[str, str]] = []
    monkeypatch.setattr(renames, "_renames", {})
    renames.register_rename("test", lambda who, *, old, now: told.append((old, who.pseudonym)))
    change_profile(actor=cast.amina, pseudonym="River Linden 42", language="ar", now=now)
    change_profile(actor=cast.amina, pseudonym="River Linden 42", language="sq", now=now)
    cast.amina.refresh_from_db()
    assert (cast.amina.pseudonym, cast.amina.language, told) == (
        "River Linden 42",
        "sq",
        [("Amina", "River Linden 42")],
    )


@pytest.mark.parametrize("name", ["Besnik", "BESNIK", "besnik"])
def test_the_database_refuses_a_name_that_somebody_has_in_any_case(cast, now, name):
    with pytest.raises(IntegrityError), transaction.atomic():
        change_profile(actor=cast.amina, pseudonym=name, language="en", now=now)
    cast.amina.refresh_from_db()
    assert cast.amina.pseudonym == "Amina"


def _text_of_every_people_table() -> str:
    tables = [
        name for name in connection.introspection.table_names() if name.startswith(("people_", "account_", "mfa_"))
    ]
    found = []
    with connection.cursor() as cursor:
        for table in tables:
            cursor.execute(f'SELECT * FROM "{table}"')
            found.append(str(cursor.fetchall()))
    return "".join(found).lower()


@pytest.mark.parametrize("texts", [True, False])
def test_a_deleted_account_leaves_a_row_without_identity(amina_with_traces, now, monkeypatch, texts):
    asked: list[tuple[int, bool]] = []
    monkeypatch.setattr(erasers, "_erasers", {})
    erasers.register_eraser("test", lambda who, *, texts, now: asked.append((who.pk, texts)))
    delete_account(actor=amina_with_traces, texts=texts, now=now)
    gone = Participant.objects.get(pk=amina_with_traces.pk)
    assert (gone.email, gone.pseudonym, gone.is_active, gone.erased_at) == (None, "", False, now)
    assert not gone.has_usable_password()
    assert asked == [(gone.pk, texts)]
    everything = _text_of_every_people_table()
    assert [canary for canary in ("amina", "canary", "labelled", "case 12") if canary in everything] == []


def test_when_one_eraser_fails_nothing_is_erased(amina_with_traces, now, monkeypatch):
    def fails(who: Participant, *, texts: bool, now: object) -> None:
        raise OSError("the erasure journal cannot be written")

    monkeypatch.setattr(erasers, "_erasers", {"test": fails})
    with pytest.raises(OSError, match="journal"):
        delete_account(actor=amina_with_traces, texts=True, now=now)
    amina_with_traces.refresh_from_db()
    assert (amina_with_traces.email, Notice.objects.count(), StaffLook.objects.count()) == ("amina@example.org", 1, 1)


def test_the_file_holds_every_part_and_no_secret(amina_with_traces, now):
    made = json.loads(json.dumps(export_of(amina_with_traces, now, "participate.example")))
    parts = made["parts"]
    assert parts.keys() == {holding.name for holding in exports.holdings()}
    assert all(part[word] for part in parts.values() for word in ("what", "why", "until"))
    assert parts["account"]["items"][0]["email"] == "amina@example.org"
    assert [row["why"] for row in parts["looks"]["items"]] == ["case 12"]
    assert [row["subject"] for row in parts["notices"]["items"]] == ["About your text"]
    assert "canary" not in str(made)
