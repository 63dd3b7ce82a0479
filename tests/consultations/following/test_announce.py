"""Everybody concerned hears once of each outcome, and nobody else does."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core import mail

from consultations.decisions.enums import Outcome
from consultations.decisions.operations import give_disposition
from consultations.deliberation.enums import ContributionState
from consultations.deliberation.models import Contribution, Support
from consultations.deliberation.operations import withdraw
from consultations.following.models import Announcement
from consultations.following.operations.announce import QUIET, announce
from consultations.following.operations.follow import follow
from consultations.people.domain.roles import Role
from consultations.people.enums import Hears
from consultations.people.models import Notice, Participant
from consultations.people.operations.account import change_profile, delete_account
from consultations.people.operations.hearing import choose_hearing
from consultations.people.operations.letters import send_letters
from consultations.people.operations.roles import grant_role
from consultations.people.queries.messages import written

HOUR = timedelta(hours=1)


def told() -> list[str]:
    return sorted(Notice.objects.values_list("participant__pseudonym", flat=True))


def text_for(person: Participant) -> str:
    notice = Notice.objects.select_related("participant").get(participant=person)
    return written([notice])[notice.pk].text


def letters() -> dict[str, mail.EmailMultiAlternatives]:
    return {letter.to[0].partition("@")[0]: letter for letter in mail.outbox}


def test_a_draft_is_no_outcome(decided, cast, now):
    assert (announce(now=now), told()) == (0, [])


def test_everybody_concerned_hears_once(decided, cast, comment, mobility):
    comment(decided.refused, actor=cast.gezim)
    decided.publish(cast)
    assert [announce(now=decided.later), announce(now=decided.later + HOUR)] == [3, 0]
    assert told() == ["Amina", "Besnik", "Gezim"]
    assert [send_letters(now=decided.later), send_letters(now=decided.later)] == [3, 0]


def test_a_crash_in_the_middle_tells_the_rest_and_nobody_twice(decided, cast):
    decided.publish(cast)
    announce(now=decided.later)
    Announcement.objects.update(told_at=None)
    Notice.objects.filter(participant=cast.amina).delete()
    assert (announce(now=decided.later), told()) == (1, ["Amina", "Besnik", "Gezim"])


def _follows_the_consultation(decided, cast, mobility):
    follow(actor=cast.chidi, thing=mobility, now=decided.later)


def _follows_a_contribution(decided, cast, mobility):
    follow(actor=cast.chidi, thing=decided.refused, now=decided.later)


@pytest.mark.parametrize("way", [_follows_the_consultation, _follows_a_contribution])
def test_followers_hear_too_but_for_the_staff(decided, cast, mobility, way):
    way(decided, cast, mobility)
    decided.publish(cast)
    announce(now=decided.later)
    assert told() == ["Amina", "Besnik", "Gezim"]
    cast.chidi.grants.all().delete()
    Announcement.objects.update(told_at=None)
    announce(now=decided.later)
    assert told() == ["Amina", "Besnik", "Chidi", "Gezim"]


def _deletes(cast, decided):
    delete_account(actor=cast.amina, texts=False, now=decided.later)


def _joins_the_staff(cast, decided):
    grant_role(actor=None, participant=cast.amina, role=Role.MODERATOR, now=decided.later)


def _wants_nothing(cast, decided):
    choose_hearing(actor=cast.amina, hears=Hears.NOTHING, now=decided.later)


def _took_it_back(cast, decided):
    Contribution.objects.filter(pk=decided.taken.pk).update(state=ContributionState.WITHDRAWN)


def _suspended(cast, decided):
    Participant.objects.filter(pk=cast.amina.pk).update(is_active=False)


@pytest.mark.parametrize("why", [_deletes, _joins_the_staff, _wants_nothing, _took_it_back, _suspended])
def test_who_hears_nothing(decided, cast, why):
    decided.publish(cast)
    why(cast, decided)
    announce(now=decided.later)
    assert told() == ["Besnik", "Gezim"]


def test_the_author_reads_the_answer_the_reason_and_the_sentence_before_and_afterwards(decided, cast):
    decided.publish(cast)
    announce(now=decided.later)
    text = text_for(cast.amina)
    for said in (
        "Keep trips shorter",
        "Twelve months are too long.",
        "You wrote this.",
        "Taken up\nWe shortened it.\nHead of Mobility",
        "Before: The city keeps the data of every trip for twelve months.",
        "Afterwards: The city keeps the data of every trip for three months.",
        "/consultations/mobility/decisions/rules/?revision=1#s",
        f"/record/receipts/{decided.decision.links.first().event.public_id}/",
        "Your receipt: /record/receipts/",
    ):
        assert said in text
    assert "Do you think that this answer is wrong?" not in text


def test_who_was_turned_down_is_told_as_carefully_and_how_to_object(decided, cast):
    decided.publish(cast)
    announce(now=decided.later)
    text = text_for(cast.besnik)
    assert "Free buses" in text
    assert "Not taken up\nThe state sets the fares.\nHead of Mobility" in text
    assert f"/contributions/{decided.refused.pk}/comment/" in text
    assert f"It is answered together with: {decided.taken.get_absolute_url()}\nTaken up\nWe shortened it." in text
    assert "Afterwards: The city keeps the data of every trip for three months." in text
    assert f"/contributions/{decided.merged.pk}/object/" in text


def test_a_supporter_gets_the_receipt_of_the_support(decided, cast):
    decided.publish(cast)
    announce(now=decided.later)
    text = text_for(cast.gezim)
    event = Support.objects.get(participant=cast.gezim).event
    assert "You support this." in text
    assert f"Your receipt: /record/receipts/{event.public_id}/" in text
    assert "Free buses" not in text


@pytest.mark.parametrize("state", [ContributionState.HIDDEN, ContributionState.WITHDRAWN, ContributionState.ERASED])
def test_words_that_are_no_longer_public_are_told_to_nobody_else(decided, cast, state):
    decided.publish(cast)
    announce(now=decided.later)
    Contribution.objects.filter(pk=decided.taken.pk).update(state=state)
    send_letters(now=decided.later)
    letter = letters()["gezim"]
    for words in (letter.body, letter.alternatives[0].content, letter.subject):
        assert "Keep trips" not in words
        assert "Twelve months are too long" not in words


def test_each_in_their_language_with_text_and_page_both_complete(decided, cast):
    change_profile(actor=cast.amina, pseudonym="Amina", language="ar", now=decided.later)
    decided.publish(cast)
    announce(now=decided.later)
    send_letters(now=decided.later)
    letter = letters()["amina"]
    html = letter.alternatives[0].content
    assert "حساب التنقل" in letter.subject
    assert '<html lang="ar" dir="rtl">' in html
    assert "<img" not in html
    for words in (letter.body, html):
        assert "/ar/consultations/mobility/decisions/rules/?revision=1#s" in words
        assert "We shortened it." in words
        assert "/ar/stop/" in words
    assert "<del>twelve </del>" in html
    assert "<ins>three </ins>" in html


def test_a_late_answer_is_told_to_those_whose_it_is_once_it_is_quiet(decided, cast):
    decided.publish(cast)
    announce(now=decided.later)
    Notice.objects.all().delete()
    again = decided.later + HOUR
    give_disposition(
        actor=cast.dana, contribution=decided.refused, outcome=Outcome.ADOPTED, reason="On second thoughts.", now=again
    )
    assert announce(now=again + QUIET - timedelta(seconds=1)) == 0
    assert [announce(now=again + QUIET), announce(now=again + QUIET + HOUR)] == [1, 0]
    assert Notice.objects.get().subject == "A new answer: A mobility account"
    text = text_for(cast.besnik)
    assert "Taken up\nOn second thoughts." in text
    assert "Forget my trips" not in text


def test_an_answer_before_the_decision_is_no_news_of_its_own(decided, cast, now):
    assert announce(now=now + timedelta(days=3)) == 0


def test_nothing_is_told_of_what_was_withdrawn_meanwhile(decided, cast, now):
    withdraw(actor=cast.besnik, contribution=decided.refused, now=now)
    decided.publish(cast)
    announce(now=decided.later)
    assert "Free buses" not in text_for(cast.besnik)


def test_a_thousand_people_cost_few_queries(decided, cast, django_assert_max_num_queries):
    people = [Participant(email=f"p{n}@example.org", pseudonym=f"P{n}", password="!") for n in range(1000)]
    people = Participant.objects.bulk_create(people)
    given = [Support(contribution=decided.taken, participant=one, given_at=decided.later) for one in people]
    Support.objects.bulk_create(given)
    decided.publish(cast)
    # What is due, who is concerned, and for each of three batches of 500 the same few.
    with django_assert_max_num_queries(80):
        assert announce(now=decided.later) == 1003
    notices = list(Notice.objects.select_related("participant")[:100])
    with django_assert_max_num_queries(30):
        assert len(written(notices, site="https://x.example")) == 100
