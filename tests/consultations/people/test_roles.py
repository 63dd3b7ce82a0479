"""Roles: given by administrators, followed by whoever must keep in step, asleep without a second factor."""

from __future__ import annotations

import pytest
from allauth.mfa.models import Authenticator

from consultations.people import role_hooks
from consultations.people.domain.roles import Capability, Role
from consultations.people.domain.verdict import NotAllowed
from consultations.people.models import Notice, Participant, RoleGrant, StaffLook
from consultations.people.operations.looks import look
from consultations.people.operations.roles import grant_role, revoke_role
from consultations.people.queries.messages import unread
from consultations.people.web.sign_in import Backend


@pytest.fixture
def heard(monkeypatch) -> list[tuple[str, frozenset[Role]]]:
    seen: list[tuple[str, frozenset[Role]]] = []
    monkeypatch.setattr(role_hooks, "_hooks", [])
    role_hooks.register_role_hook(lambda person: seen.append((person.pseudonym, person.roles())))
    return seen


@pytest.mark.parametrize("who", ["amina", "chidi", "dana", "edon", "fatima"])
def test_nobody_but_an_administrator_gives_or_takes_roles(cast, now, heard, who):
    before = set(RoleGrant.objects.values_list("participant_id", "role"))
    for act, role in ((grant_role, Role.MODERATOR), (revoke_role, Role.FACILITATOR)):
        with pytest.raises(NotAllowed, match="Only an administrator"):
            act(actor=getattr(cast, who), participant=cast.chidi, role=role, now=now)
    assert (set(RoleGrant.objects.values_list("participant_id", "role")), heard) == (before, [])


def test_a_role_given_and_taken_is_told_once_each(cast, now, heard):
    grant_role(actor=None, participant=cast.gezim, role=Role.ADMINISTRATOR, now=now)
    for _ in range(2):
        grant_role(actor=cast.gezim, participant=cast.amina, role=Role.MODERATOR, now=now)
    assert cast.amina.can(Capability.MODERATE)
    for _ in range(2):
        revoke_role(actor=cast.gezim, participant=cast.amina, role=Role.MODERATOR, now=now)
    assert not cast.amina.can(Capability.MODERATE)
    assert heard == [
        ("Gezim", frozenset({Role.ADMINISTRATOR})),
        ("Amina", frozenset({Role.MODERATOR})),
        ("Amina", frozenset()),
    ]


def test_a_hook_that_fails_undoes_the_grant(cast, now, monkeypatch):
    monkeypatch.setattr(role_hooks, "_hooks", [lambda person: 1 / 0])
    with pytest.raises(ZeroDivisionError):
        grant_role(actor=None, participant=cast.amina, role=Role.MODERATOR, now=now)
    assert not RoleGrant.objects.filter(participant=cast.amina).exists()


def test_without_a_second_factor_a_role_sleeps_where_one_is_asked(cast, settings):
    settings.STAFF_SECOND_FACTOR = True
    assert (cast.edon.can(Capability.MODERATE), cast.edon.is_on_staff()) == (False, True)
    Authenticator.objects.create(user=cast.edon, type=Authenticator.Type.TOTP, data={})
    assert Participant.objects.get(pk=cast.edon.pk).can(Capability.MODERATE)


def test_a_look_is_kept_once_a_day_for_a_reason_and_never_at_oneself(cast, now):
    for who in (cast.amina, cast.amina, cast.edon, None):
        look(actor=cast.edon, participant=who, why="case 12", now=now)
    assert list(StaffLook.objects.values_list("participant", "looked_by", "why")) == [
        (cast.amina.pk, cast.edon.pk, "case 12")
    ]


def test_a_request_learns_with_the_person_whether_to_read_roles_and_messages(cast, now, django_assert_num_queries):
    Notice.objects.create(participant=cast.chidi, subject="Look", text="There.", path="/", at=now)
    amina, chidi = Backend().get_user(cast.amina.pk), Backend().get_user(cast.chidi.pk)
    with django_assert_num_queries(2):
        assert (amina.roles(), chidi.roles()) == (frozenset(), {Role.FACILITATOR})
        assert (unread(amina), unread(chidi)) == (0, 1)
    grant_role(actor=None, participant=amina, role=Role.MODERATOR, now=now)
    assert (amina.roles(), Backend().get_user(cast.amina.pk).roles()) == ({Role.MODERATOR}, {Role.MODERATOR})
    cast.amina.is_active = False
    cast.amina.save()
    assert Backend().get_user(cast.amina.pk) is None
