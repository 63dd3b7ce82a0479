"""Authors ask others to stand beside them after publishing."""

from __future__ import annotations

import pytest

from consultations.deliberation.enums import Offer
from consultations.deliberation.errors import Unfit
from consultations.deliberation.models import AuthorInvitation, Contribution
from consultations.deliberation.operations import answer_invitation, invite_author, support, take_invitation_back
from consultations.deliberation.queries.mine import invited_to
from consultations.people.domain.verdict import NotAllowed
from consultations.people.models import Notice
from tests.consultations.deliberation.offering import offer


@pytest.fixture
def asked(propose, cast, now) -> Contribution:
    made = propose()
    invite_author(actor=cast.amina, contribution=made, name=" Besnik ", now=now)
    return made


def test_who_accepts_is_an_author_and_supports_it_no_more(asked, cast, now):
    support(actor=cast.besnik, contribution=asked, now=now)
    assert [notice.path for notice in Notice.objects.filter(participant=cast.besnik)] == [
        f"/contributions/{asked.pk}/join/"
    ]
    answer_invitation(actor=cast.besnik, contribution=asked, accept=True, now=now)
    asked.refresh_from_db()
    assert ([one.participant for one in asked.coauthors.all()], asked.support_count) == ([cast.besnik], 0)
    assert not AuthorInvitation.objects.exists()


def test_who_declines_is_not(asked, cast, now):
    assert len(invited_to(cast.besnik)) == 1
    answer_invitation(actor=cast.besnik, contribution=asked, accept=False, now=now)
    assert (asked.coauthors.count(), AuthorInvitation.objects.count()) == (0, 0)


def test_what_was_taken_back_cannot_be_accepted(asked, cast, now):
    take_invitation_back(actor=cast.amina, contribution=asked, participant=cast.besnik.pk, now=now)
    with pytest.raises(NotAllowed) as refused:
        answer_invitation(actor=cast.besnik, contribution=asked, accept=True, now=now)
    assert refused.value.hidden


@pytest.mark.parametrize("name", ["amina", "nobody here", ""])
def test_whom_one_cannot_ask(asked, cast, now, name):
    with pytest.raises(Unfit):
        invite_author(actor=cast.amina, contribution=asked, name=name, now=now)


def test_only_authors_ask_and_only_where_people_write_together(asked, mobility, cast, now):
    with pytest.raises(NotAllowed):
        invite_author(actor=cast.besnik, contribution=asked, name="gezim", now=now)
    offer(mobility, Offer.SUGGESTIONS)
    with pytest.raises(NotAllowed):
        invite_author(actor=cast.amina, contribution=asked, name="gezim", now=now)
