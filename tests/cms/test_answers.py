"""Answering many alike at once: choose, confirm, and nothing is lost or answered over unknowingly."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from cms.models import ConsultationPage
from consultations.decisions.enums import Outcome
from consultations.decisions.models import Disposition
from consultations.decisions.operations import give_dispositions
from consultations.deliberation.models import Contribution
from consultations.deliberation.operations import contribute
from consultations.record.models import Event
from tests.cast import Cast

ADDRESS = "/cms/desk/consultations/mobility/answers/"
ALIKE = {"outcome": "adopted", "reason": "Thirty days now stand in the text."}


@pytest.fixture
def thirty(page: ConsultationPage, cast: Cast) -> list[Contribution]:
    return [
        contribute(
            actor=cast.amina,
            consultation=page.consultation,
            kind="proposal",
            title=f"Delete my trips ({number})",
            body="Delete trips after thirty days.",
            theme=page.consultation.themes.get(slug="privacy"),
            now=timezone.now() - timedelta(minutes=40 - number),
        )
        for number in range(30)
    ]


def kept(html: str) -> dict[str, str]:
    """The hidden fields of the page that confirms."""
    return dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)">', html))


def test_thirty_alike_are_one_act_and_thirty_answers(desk: Client, thirty):
    confirm = desk.post(ADDRESS, {**ALIKE, "every": "1"})
    assert (confirm.status_code, Disposition.objects.count()) == (200, 0)
    assert "You answer 30 contributions alike: Taken up" in confirm.text
    given = desk.post(ADDRESS, {**kept(confirm.text), "step": "give"}, follow=True)
    assert "30 contributions are answered." in given.text
    assert Disposition.objects.filter(outcome="adopted", reason=ALIKE["reason"]).count() == 30
    subjects = Event.objects.filter(type="disposition.given").values_list("subject", flat=True)
    assert sorted(subjects) == sorted(one.subject for one in thirty)
    assert "Nobody waits for an answer here." in desk.get(ADDRESS).text


def test_one_alone_needs_no_second_page(desk: Client, thirty):
    desk.post(ADDRESS, {**ALIKE, "contributions": [thirty[0].pk]})
    assert list(Disposition.objects.values_list("contribution", "outcome")) == [(thirty[0].pk, "adopted")]


def test_all_of_a_filter_are_those_that_it_shows(desk: Client, thirty, page, cast):
    cash = contribute(
        actor=cast.besnik,
        consultation=page.consultation,
        kind="proposal",
        title="Cash",
        body="Keep a counter.",
        now=timezone.now(),
    )
    confirm = desk.post(f"{ADDRESS}?q=trips&theme=privacy", {**ALIKE, "every": "1"})
    assert kept(confirm.text)["chosen"] == ",".join(str(one.pk) for one in thirty)
    assert [one.pk for one in desk.get(ADDRESS, {"q": "counter"}).context["listed"]] == [cash.pk]


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"reason": ""}, "Give a reason that the person can understand."),
        ({"outcome": ""}, "This field is required."),
        ({"outcome": "merged"}, "Say with which contribution it is answered, for this answer only."),
    ],
)
def test_a_mistake_loses_nothing(desk: Client, thirty, wrong, sentence):
    chosen = [thirty[0].pk, thirty[29].pk]
    asked = {**ALIKE, "role": "Mobility office", "contributions": chosen, **wrong}
    response = desk.post(ADDRESS, asked)
    if response.status_code == 200:
        response = desk.post(ADDRESS, {**kept(response.text), "step": "give"})
    assert (response.status_code, Disposition.objects.count()) == (422, 0)
    assert sentence in response.text
    assert 'value="Mobility office"' in response.text
    for pk in chosen:
        assert f'value="{pk}" id="c{pk}" checked' in response.text


def test_going_back_keeps_everything(desk: Client, thirty):
    confirm = desk.post(ADDRESS, {**ALIKE, "contributions": [thirty[0].pk, thirty[1].pk]})
    back = desk.post(ADDRESS, {**kept(confirm.text), "step": "back"})
    assert (back.status_code, Disposition.objects.count()) == (200, 0)
    assert ALIKE["reason"] in back.text
    assert back.text.count(" checked") == 3  # two contributions and the outcome


def test_two_people_do_not_answer_over_each_other(desk: Client, thirty, cast):
    confirm = desk.post(ADDRESS, {**ALIKE, "every": "1", "as_of": timezone.now().isoformat()})
    give_dispositions(
        actor=cast.dana,
        contributions=thirty[:2],
        outcome=Outcome.NOT_ADOPTED,
        reason="The law asks for a year.",
        now=timezone.now() + timedelta(seconds=1),
    )
    clash = desk.post(ADDRESS, {**kept(confirm.text), "step": "give"})
    assert (clash.status_code, Disposition.objects.count()) == (409, 2)
    assert "Somebody answered 2 of these while you were writing." in clash.text
    assert "The law asks for a year." in clash.text
    desk.post(ADDRESS, {**kept(clash.text), "step": "others"})
    latest = Disposition.objects.filter(latest=True)
    assert (latest.filter(outcome="adopted").count(), latest.filter(outcome="not_adopted").count()) == (28, 2)


@pytest.mark.parametrize(
    ("show", "count"), [("", 28), ("adopted", 1), ("not_adopted", 1), ("overdue", 1), ("all", 30), ("nonsense", 28)]
)
def test_the_list_is_narrowed_by_how_they_stand(desk: Client, thirty, cast, show, count):
    now = timezone.now()
    day = timezone.localdate(now) - timedelta(days=3)
    say = {"actor": cast.dana, "reason": "It stands in the text.", "now": now}
    give_dispositions(contributions=thirty[:1], outcome=Outcome.ADOPTED, due=day, **say)
    give_dispositions(contributions=thirty[1:2], outcome=Outcome.NOT_ADOPTED, **say)
    assert desk.get(ADDRESS, {"show": show}).context["listed"].paginator.count == count


def test_the_list_costs_the_same_however_many_wait(desk: Client, thirty, django_assert_max_num_queries):
    desk.get(ADDRESS)
    with django_assert_max_num_queries(32):
        desk.get(ADDRESS)
