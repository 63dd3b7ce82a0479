"""The first account of an installation."""

from __future__ import annotations

import getpass
from io import StringIO

import pytest
from allauth.account.models import EmailAddress
from django.core.management import CommandError, call_command

from consultations.people.domain.roles import Capability
from consultations.people.models import Participant


def run(*options: str) -> str:
    out = StringIO()
    call_command("create_admin", *options, stdout=out, stderr=out)
    return out.getvalue()


def test_an_administrator_by_code_has_every_capability_and_a_proven_address(db):
    said = run("--email", "Root@Example.org", "--by-code", "--name", "Town Hall")
    person = Participant.objects.get()
    assert all(person.can(capability) for capability in Capability)
    assert (person.email, person.pseudonym, person.has_usable_password()) == ("root@example.org", "Town Hall", False)
    assert EmailAddress.objects.filter(user=person, email="root@example.org", verified=True, primary=True).exists()
    assert said == (
        "root@example.org is an administrator with the public name Town Hall. Sign in at /accounts/login/.\n"
    )


def test_a_password_is_asked_until_it_is_good_and_typed_alike(db, monkeypatch):
    typed = iter(["short", "a long walk by the river", "a long walk by the rivr", *["a long walk by the river"] * 2])
    monkeypatch.setattr(getpass, "getpass", lambda prompt: next(typed))
    said = run("--email", "root@example.org")
    assert Participant.objects.get().check_password("a long walk by the river")
    assert "too short" in said
    assert "not alike" in said


def test_run_again_it_gives_back_the_role_and_keeps_the_rest(cast):
    run("--email", "amina@example.org")
    amina = Participant.objects.get(pk=cast.amina.pk)
    assert (amina.pseudonym, amina.check_password("a long walk by the river")) == ("Amina", True)
    assert amina.can(Capability.ADMINISTER)
    run("--email", "amina@example.org")
    assert amina.grants.count() == 1


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (["--email", "root"], "root is not an e-mail address."),
        (["--email", "r@x.org", "--name", "amina"], "already uses"),
    ],
)
def test_mistakes_are_named_and_make_nothing(cast, options, words):
    before = Participant.objects.count()
    with pytest.raises(CommandError, match=words):
        run(*options, "--by-code")
    assert Participant.objects.count() == before
