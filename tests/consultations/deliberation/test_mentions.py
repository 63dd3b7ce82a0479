"""Naming somebody with @: they hear of it once, as they wish to hear; nobody can be pestered with it."""

from __future__ import annotations

import pytest
from django.urls import reverse

from consultations.deliberation.domain.mentions import candidates, chosen
from consultations.deliberation.enums import ContributionKind
from consultations.deliberation.models import Contribution, Mention
from consultations.deliberation.operations import contribute, revise, withdraw
from consultations.people.enums import Hears
from consultations.people.models import Notice
from consultations.people.operations.account import change_profile, delete_account
from consultations.people.queries.holdings import export_of
from tests.consultations.deliberation.conftest import make_consultation

KNOWN = {"besnik", "river linden 42", "river", "سوسن", "o'neil"}


@pytest.mark.parametrize(
    ("body", "meant"),
    [
        ("@Besnik is right", ["besnik"]),
        ("Ask @river linden 42, they know", ["river linden 42"]),
        ("Ask @River, they know. @River again", ["river"]),
        ("@Besnik's bus", ["besnik"]),
        ("@Besniks bus", []),
        ("@o'neil!", ["o'neil"]),
        ("اسألوا @سوسن عن ذلك", ["سوسن"]),
        ("write to me@besnik.example", []),
        ("https://example.org/@besnik", []),
        ("@ Besnik", []),
        ("@River Linden\n42", ["river"]),
        ("@River  Linden 42", ["river linden 42"]),
    ],
)
def test_which_names_are_meant(body, meant):
    assert chosen(body, KNOWN) == meant


def test_a_text_of_signs_is_cheap():
    assert len(candidates("@a " * 10_000)) == 50


@pytest.fixture
def town(cast, now):
    return make_consultation(cast.dana, "mobility")


@pytest.fixture
def theirs(cast, town, now) -> Contribution:
    return _propose(cast.besnik, town, now, "Buses should wait for trains.")


def _propose(who, town, now, body) -> Contribution:
    return contribute(
        actor=who, consultation=town, kind=ContributionKind.PROPOSAL, title="Buses", body=body, language="en", now=now
    )


def _answer(who, parent, now, body) -> Contribution:
    return contribute(
        actor=who,
        consultation=parent.consultation,
        kind=ContributionKind.COMMENT,
        parent=parent,
        body=body,
        now=now,
    )


def told(person) -> list[str]:
    return list(Notice.objects.filter(participant=person, kind="mention").values_list("key", flat=True))


def test_whoever_takes_part_hears_once_and_reads_the_words(client, cast, theirs, now):
    given = _answer(cast.amina, theirs, now, "@besnik, which trains? Besnik? @Besnik!")
    assert told(cast.besnik) == [f"mention/{given.pk}"]
    revise(actor=cast.amina, contribution=given, body=f"{given.body} Tell us, @Besnik.", seen_revision=0, now=now)
    assert told(cast.besnik) == [f"mention/{given.pk}"]
    client.force_login(cast.besnik)
    page = client.get(reverse("people:message", args=[Notice.objects.get(kind="mention").pk])).content.decode()
    assert "which trains?" in page
    assert given.get_absolute_url() in page


def test_a_name_added_later_is_told_then(cast, theirs, now):
    given = _answer(cast.amina, theirs, now, "Which trains?")
    assert told(cast.besnik) == []
    revise(actor=cast.amina, contribution=given, body="Which trains, @Besnik?", seen_revision=0, now=now)
    assert told(cast.besnik) == [f"mention/{given.pk}"]


def test_only_those_who_take_part_in_public_can_be_named(cast, theirs, now):
    _answer(cast.amina, theirs, now, "@Gezim, @Edon and @Amina should read this.")
    assert Mention.objects.count() == 0
    withdraw(actor=cast.besnik, contribution=_answer(cast.besnik, theirs, now, "Me too."), now=now)
    taken_back = _propose(cast.gezim, theirs.consultation, now, "Trams.")
    withdraw(actor=cast.gezim, contribution=taken_back, now=now)
    _answer(cast.amina, theirs, now, "@Gezim, why?")
    assert Mention.objects.count() == 0


def test_whoever_wants_to_hear_nothing_hears_nothing(cast, theirs, now):
    cast.besnik.hears = Hears.NOTHING
    cast.besnik.save(update_fields=["hears"])
    _answer(cast.amina, theirs, now, "@Besnik?")
    assert told(cast.besnik) == []


def test_a_day_has_a_limit(settings, cast, theirs, now):
    settings.RATE_LIMITS = {**settings.RATE_LIMITS, "mention": (2, 86_400)}
    for word in ("one", "two", "three"):
        _answer(cast.amina, theirs, now, f"@Besnik, {word}")
    assert len(told(cast.besnik)) == 2


def test_a_changed_name_is_told_under_the_new_one_and_the_text_stays(cast, theirs, now):
    change_profile(actor=cast.besnik, pseudonym="Bee", language="en", now=now)
    given = _answer(cast.amina, theirs, now, "@Besnik or @Bee?")
    assert [each.participant_id for each in given.mentions.all()] == [cast.besnik.pk]
    assert given.body == "@Besnik or @Bee?"


def test_a_text_taken_back_says_nothing_any_more(client, cast, theirs, now):
    given = _answer(cast.amina, theirs, now, "canary @Besnik")
    withdraw(actor=cast.amina, contribution=given, now=now)
    client.force_login(cast.besnik)
    page = client.get(reverse("people:message", args=[Notice.objects.get(kind="mention").pk])).content.decode()
    assert "canary" not in page


def test_it_is_in_their_data_and_goes_with_their_account(cast, theirs, now):
    given = _answer(cast.amina, theirs, now, "@Besnik?")
    assert export_of(cast.besnik, now, "https://example.org")["parts"]["mentions"]["items"] == [
        {"in": given.subject, "at": now.isoformat()}
    ]
    delete_account(actor=cast.besnik, texts=False, now=now)
    assert not Mention.objects.exists()


def test_a_text_without_the_sign_costs_no_query(cast, theirs, now, django_assert_num_queries):
    from consultations.deliberation.operations.mentions import tell_named

    given = _answer(cast.amina, theirs, now, "No sign.")
    with django_assert_num_queries(0):
        tell_named(given, now)
