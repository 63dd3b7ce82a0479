"""Roles decide who may work in the CMS, and the group follows them."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from django.contrib.auth.models import Group
from django.test import Client
from wagtail.models import GroupPagePermission

from cms.groups import EDITORS, keep_in_step, lay_out_groups
from cms.models import HomePage
from consultations.people.domain.roles import Role
from consultations.people.models import Participant
from consultations.people.operations.roles import grant_role, revoke_role

NOW = datetime(2026, 11, 2, 9, 30, tzinfo=UTC)


def in_group(participant: Participant) -> bool:
    return participant.groups.filter(name=EDITORS).exists()


@pytest.mark.parametrize(
    ("role", "edits"),
    [
        (Role.COMMUNICATOR, True),
        (Role.ADMINISTRATOR, True),
        (Role.FACILITATOR, False),
        (Role.MODERATOR, False),
        (Role.APPEAL_REVIEWER, False),
    ],
)
def test_a_role_opens_the_cms_or_not_and_taking_it_back_closes_it(cast, client: Client, role, edits):
    grant_role(actor=None, participant=cast.gezim, role=role, now=NOW)
    client.force_login(cast.gezim)
    assert (in_group(cast.gezim), client.get("/cms/").status_code) == ((True, 200) if edits else (False, 403))
    revoke_role(actor=None, participant=cast.gezim, role=role, now=NOW)
    assert (in_group(cast.gezim), client.get("/cms/").status_code) == (False, 403)


def test_residents_and_strangers_have_no_admin(cast, client: Client):
    for path in ("/cms/", "/cms/login/"):
        assert client.get(path).url == "/accounts/login/?next=/cms/"
    client.force_login(cast.amina)
    for path in ("/cms/", "/cms/login/", "/cms/pages/", "/cms/images/"):
        assert client.get(path).status_code == 403


def test_the_admin_may_reach_no_other_host(cast, client: Client):
    keep_in_step(cast.dana)
    client.force_login(cast.dana)
    policy = client.get("/cms/")["Content-Security-Policy"]
    sources = {word for rule in policy.split("; ") for word in rule.split()[1:]}
    assert sources == {"'none'", "'self'", "'unsafe-inline'", "data:", "blob:"}
    assert "script-src 'self';" in policy


def test_editors_may_write_under_every_home_and_delete_none(cast):
    keep_in_step(cast.dana)
    for home in HomePage.objects.all():
        may = home.permissions_for_user(cast.dana)
        assert (may.can_add_subpage(), may.can_edit(), may.can_publish()) == (True, True, True)


def test_laying_out_the_group_again_changes_nothing(db):
    before = GroupPagePermission.objects.count()
    lay_out_groups()
    assert GroupPagePermission.objects.count() == before == 3 * HomePage.objects.count()
    assert list(Group.objects.values_list("name", flat=True)) == [EDITORS]


def test_other_groups_of_a_person_stay(cast):
    press = Group.objects.create(name="Press")
    cast.dana.groups.add(press)
    keep_in_step(cast.dana)
    assert sorted(cast.dana.groups.values_list("name", flat=True)) == sorted([EDITORS, "Press"])
