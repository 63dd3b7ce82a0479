"""What a vote asks for, and how its count tells of levels without telling of anybody."""

from __future__ import annotations

from datetime import timedelta

import pytest

from consultations.deliberation.enums import Act
from consultations.deliberation.models import Phase
from consultations.people.domain.verdict import NotAllowed
from consultations.people.enums import Level
from consultations.people.models import Participant
from consultations.people.operations.verifying import verify_by_provider
from consultations.voting.enums import Paper
from consultations.voting.models import Ballot, Tally
from consultations.voting.operations import cast as cast_ballot
from consultations.voting.operations import close_question, enter_paper
from consultations.voting.permissions import may_vote
from tests.consultations.voting.conftest import AFTER, NOW, ask

pytestmark = pytest.mark.django_db


def asks_for(phase: Phase, level: Level) -> None:
    phase.settings = {**phase.settings, "deliberation": {"levels": {Act.VOTE.value: level.value}}}
    phase.save()


def verified(person: Participant, level: Level) -> Participant:
    verify_by_provider(participant=person, level=level, now=NOW)
    return Participant.objects.get(pk=person.pk)


def test_a_vote_asks_for_a_level_and_says_where_to_reach_it(cast, vote):
    question = ask(cast, vote)
    asks_for(question.phase, Level.PERSON)
    verdict = may_vote(cast.amina, question, NOW)
    assert (bool(verdict), verdict.remedy) == (False, "people:verification")
    with pytest.raises(NotAllowed, match="confirmed in person or by electronic identity"):
        cast_ballot(actor=verified(cast.amina, Level.ADDRESS), question=question, choice=[1], now=NOW)
    ballot = cast_ballot(actor=verified(cast.besnik, Level.PERSON), question=question, choice=[1], now=NOW)
    assert ballot.level == Level.PERSON
    assert Ballot.objects.count() == 1
    assert "level" not in ballot.event.data


def test_a_confirmation_that_is_over_does_not_count(cast, vote, settings):
    settings.VERIFICATION_DAYS = 1
    question = ask(cast, vote)
    asks_for(question.phase, Level.ADDRESS)
    person = verified(cast.amina, Level.PERSON)
    assert [bool(may_vote(person, question, NOW + timedelta(hours=hours))) for hours in (0, 24)] == [True, False]


def test_tallies_by_level(cast, vote, voters):
    question = ask(cast, vote, paper=Paper.LAST)
    people = voters(30)
    for number, person in enumerate(people):
        level = Level.ACCOUNT if number < 15 else Level.ADDRESS
        who = person if level is Level.ACCOUNT else verified(person, level)
        cast_ballot(actor=who, question=question, choice=[1] if number % 2 else [1, 2], now=NOW)
    close_question(actor=cast.dana, question=question, now=AFTER)
    assert Tally.objects.get().count["levels"] == {
        "names": ["account", "address"],
        "ballots": [15, 15],
        "options": [{"option": 1, "supporters": [15, 15]}, {"option": 3, "supporters": [0, 0]}],
    }


def test_small_groups_and_what_would_tell_them_are_not_told(cast, vote, voters):
    question = ask(cast, vote, paper=Paper.LAST)
    for number, person in enumerate(voters(15)):
        cast_ballot(
            actor=verified(person, Level.PERSON) if not number else person, question=question, choice=[1], now=NOW
        )
    for sheet in range(12):
        enter_paper(actor=cast.dana, question=question, choice=[1], sheet=str(sheet), now=NOW)
    close_question(actor=cast.dana, question=question, now=AFTER)
    facts = Tally.objects.get().count["levels"]
    assert facts["names"] == ["", "account", "person"]
    assert facts["ballots"] == [None, 14, None]
    assert facts["options"] == []


def test_the_results_page_shows_levels(cast, vote, voters, client):
    question = ask(cast, vote)
    for number, person in enumerate(voters(24)):
        cast_ballot(
            actor=verified(person, Level.PERSON) if number % 2 else person, question=question, choice=[1], now=NOW
        )
    close_question(actor=cast.dana, question=question, now=AFTER)
    page = client.get(f"{question.get_absolute_url()}results/").content.decode()
    assert "What voters had confirmed" in page
    assert "Confirmed in person or by electronic identity" in page
