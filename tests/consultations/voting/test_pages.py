"""The ballot's pages: choosing, checking, casting, changing; what a result tells and to whom."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from consultations.deliberation.models import Phase
from consultations.voting.enums import Shown
from consultations.voting.models import Ballot
from consultations.voting.operations import cast as cast_ballot
from consultations.voting.operations import close_question
from tests.consultations.voting.conftest import AFTER, NOW, ask


@pytest.fixture
def running(vote):
    """The phase is open at this moment."""
    now = timezone.now()
    Phase.objects.update(starts_at=now - timedelta(days=1), ends_at=now + timedelta(days=9))
    vote.refresh_from_db()
    return vote


def votes(number: int, question, people) -> None:
    for person in people(number):
        cast_ballot(actor=person, question=question, choice=[1, 3], now=NOW)


def test_what_was_chosen_before_signing_in_waits(client, cast, running):
    question = ask(cast, running)
    address = question.get_absolute_url()
    answer = client.post(address, {"choice": ["1", "3"], "act": "cast"})
    assert (answer.status_code, Ballot.objects.count()) == (302, 0)
    kept = dict(client.session.items())
    client.force_login(cast.amina)
    session = client.session
    session.update({name: value for name, value in kept.items() if name.startswith("draft:")})
    session.save()
    page = client.get(address).content.decode()
    assert "It does not count until you press the button below." in page
    assert [
        f'value="{each}"' in part and " checked" in part for each, part in zip("123", lines(page), strict=True)
    ] == [
        True,
        False,
        True,
    ]


def lines(page: str) -> list[str]:
    """The tags of the options."""
    return [part.partition(">")[0] for part in page.split('<input class="ballot__pick"')[1:]]


def test_a_ballot_that_does_not_stand_comes_back_whole(client, cast, running):
    question = ask(cast, running, limit=1)
    client.force_login(cast.amina)
    cast_ballot(actor=cast.amina, question=question, choice=[2], now=timezone.now())
    question = ask(cast, running, limit=2)
    answer = client.post(question.get_absolute_url(), {"choice": ["1", "2", "3"], "act": "cast"})
    page = answer.content.decode()
    assert (answer.status_code, [" checked" in part for part in lines(page)]) == (422, [True, True, True])
    assert "Choose at most 2 options. You chose 3." in page


def test_a_budget_is_checked_before_it_is_cast(client, cast, running):
    names = "Trees:600 Benches:500"
    question = ask(cast, running, names, total=1000, currency="€", bound="cost", rule="greedy")
    client.force_login(cast.amina)
    address = question.get_absolute_url()
    dear = client.post(address, {"choice": ["1", "2"], "act": "review"}).content.decode()
    assert "What you chose costs 1,100\xa0€, but there are only 1,000\xa0€. Take something out." in dear
    review = client.post(address, {"choice": ["1"], "act": "review"}).content.decode()
    assert ("It does not count yet." in review, Ballot.objects.count()) == (True, 0)
    client.post(address, {"choice": ["1"], "act": "cast"})
    assert [ballot.choice for ballot in Ballot.objects.all()] == [[1]]
    assert "You can change it until" in client.get(address).content.decode()


@pytest.mark.parametrize(
    ("method", "limit", "sent", "sentence"),
    [
        ("ranking", None, {"o1": "1", "o2": "1"}, "Two options have place 1. Give each a place of its own."),
        ("points", 10, {"o1": "7", "o2": "5"}, "You have 10 points to share out. You gave 12."),
        ("score", 5, {}, "Give at least one option a score above 0."),
        ("approval", None, {}, "Choose at least one option."),
        ("approval", None, {"choice": "9"}, "This option is not on the ballot."),
    ],
)
def test_each_method_says_what_does_not_fit(client, cast, running, method, limit, sent, sentence):
    question = ask(cast, running, method=method, limit=limit)
    client.force_login(cast.amina)
    answer = client.post(question.get_absolute_url(), {**sent, "act": "cast"})
    assert (answer.status_code, sentence in answer.content.decode()) == (422, True)


class TestResults:
    def test_nobody_sees_one_before_closing_where_that_was_said(self, client, cast, running, voters):
        question = ask(cast, running)
        client.force_login(cast.dana)
        assert client.get(f"{question.get_absolute_url()}results/").status_code == 403

    def test_who_has_voted_sees_it_from_ten_ballots_on(self, client, cast, running, voters):
        question = ask(cast, running, shown=Shown.AFTER_VOTING)
        now = timezone.now()
        cast_ballot(actor=cast.amina, question=question, choice=[2], now=now)
        client.force_login(cast.amina)
        address = f"{question.get_absolute_url()}results/"
        few = client.get(address).content.decode()
        assert ("from 10 ballots on" in few, "Benches" in few) == (True, False)
        for person in voters(9):
            cast_ballot(actor=person, question=question, choice=[2], now=now)
        assert "Benches" in client.get(address).content.decode()

    def test_counted_it_gives_its_ballots_to_everybody(self, client, cast, question, voters):
        votes(10, question, voters)
        close_question(actor=cast.dana, question=question, now=AFTER)
        page = client.get(f"{question.get_absolute_url()}results/").content.decode()
        assert ("This is chosen" in page, "Voter 1" in page) == (True, False)
        table = client.get(f"{question.get_absolute_url()}results/ballots.csv").content.decode()
        assert table.splitlines() == ["1,2,3", *["1,,1"] * 10]

    def test_few_ballots_show_nothing_but_their_number(self, client, cast, question, voters):
        votes(9, question, voters)
        close_question(actor=cast.dana, question=question, now=AFTER)
        page = client.get(f"{question.get_absolute_url()}results/").content.decode()
        assert ("Fewer than 10 people voted." in page, "Trees" in page) == (True, False)
        assert client.get(f"{question.get_absolute_url()}results/ballots.csv").status_code == 404


def test_a_page_costs_the_same_however_many_options_there_are(client, cast, running, django_assert_max_num_queries):
    question = ask(cast, running, " ".join(f"Option{each}" for each in range(40)))
    client.force_login(cast.amina)
    cast_ballot(actor=cast.amina, question=question, choice=[2], now=timezone.now())
    client.get(question.get_absolute_url())
    with django_assert_max_num_queries(15):
        client.get(question.get_absolute_url())
