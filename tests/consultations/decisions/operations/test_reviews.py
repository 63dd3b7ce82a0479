"""A second person reads a text before it is published, and is never the one who wrote it."""

from __future__ import annotations

import pytest

from consultations.decisions.errors import NotYetRead
from consultations.decisions.models import Review
from consultations.decisions.operations import (
    ask_for_review,
    give_review,
    publish_decision,
    revise_decision,
    set_second_reader,
)
from consultations.deliberation.errors import Unfit
from consultations.people.domain.roles import Role
from consultations.people.domain.verdict import NotAllowed
from consultations.people.models import Participant
from consultations.people.operations.roles import grant_role
from tests.consultations.decisions.conftest import FINAL, events_of


@pytest.fixture
def erik(cast, now) -> Participant:
    """Dana's colleague."""
    person = Participant.objects.create_user("erik@example.org", "a walk by the sea", pseudonym="Erik")
    grant_role(actor=None, participant=person, role=Role.COMMUNICATOR, now=now)
    return person


@pytest.fixture
def ruled(cast, mobility, decision, now):
    set_second_reader(actor=cast.dana, consultation=mobility, wanted=True, now=now)
    return decision


def test_without_a_second_reader_nothing_is_published(cast, ruled, now):
    with pytest.raises(NotYetRead, match="A second person has to read and approve this version first."):
        publish_decision(actor=cast.dana, decision=ruled, number=0, now=now)
    assert [type_ for type_, _data in events_of(ruled.subject)] == ["decision.drafted"]


def test_the_second_persons_post_is_on_the_record(cast, erik, ruled, now):
    review = ask_for_review(actor=cast.dana, decision=ruled, number=0, now=now)
    give_review(actor=erik, review=review, approved=True, role="Head of Law", now=now)
    publish_decision(actor=cast.dana, decision=ruled, number=0, now=now)
    type_, data = events_of(ruled.subject)[-1]
    assert (type_, data["reviewed"]) == ("decision.published", "Head of Law")


@pytest.mark.parametrize("who", ["dana", "amina", "chidi", "edon"])
def test_its_author_and_strangers_cannot_approve_it(cast, erik, ruled, now, who):
    review = ask_for_review(actor=erik, decision=ruled, number=0, now=now)
    with pytest.raises(NotAllowed):
        give_review(actor=getattr(cast, who), review=review, approved=True, now=now)
    with pytest.raises(NotAllowed, match="Somebody else has to read it"):
        give_review(actor=erik, review=review, approved=True, now=now)
    assert Review.objects.get().state == "asked"


def test_a_text_sent_back_says_why_and_a_new_version_is_read_again(cast, erik, ruled, now):
    review = ask_for_review(actor=cast.dana, decision=ruled, number=0, now=now)
    with pytest.raises(Unfit, match="Say what has to change."):
        give_review(actor=erik, review=review, approved=False, note=" ", now=now)
    give_review(actor=erik, review=review, approved=False, note="Name the office.", now=now)
    with pytest.raises(Unfit, match="This reading was given already."):
        give_review(actor=erik, review=review, approved=True, now=now)
    again = ask_for_review(actor=cast.dana, decision=ruled, number=0, now=now)
    give_review(actor=erik, review=again, approved=True, now=now)
    revise_decision(actor=cast.dana, decision=ruled, html=FINAL, based_on=0, now=now)
    with pytest.raises(NotYetRead):
        publish_decision(actor=cast.dana, decision=ruled, number=1, now=now, missing="We are still writing.")


def test_only_the_newest_text_is_read(cast, erik, ruled, now):
    review = ask_for_review(actor=cast.dana, decision=ruled, number=0, now=now)
    revise_decision(actor=cast.dana, decision=ruled, html=FINAL, based_on=0, now=now)
    with pytest.raises(Unfit, match="There is a newer text now. Read that one."):
        give_review(actor=erik, review=review, approved=True, now=now)


def test_nobody_frees_themselves_of_the_rule(cast, mobility, ruled, now):
    with pytest.raises(NotAllowed, match="Only an administrator"):
        set_second_reader(actor=cast.dana, consultation=mobility, wanted=False, now=now)
    admin = Participant.objects.create_user("admin@example.org", "a walk by the sea", pseudonym="Admin")
    grant_role(actor=None, participant=admin, role=Role.ADMINISTRATOR, now=now)
    set_second_reader(actor=admin, consultation=mobility, wanted=False, now=now)
    publish_decision(actor=cast.dana, decision=ruled, number=0, now=now)
    assert "reviewed" not in events_of(ruled.subject)[-1][1]
