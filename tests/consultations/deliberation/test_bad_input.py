"""Whatever goes wrong while somebody writes: a sentence they understand, and their words still there.

One table of what can go wrong for one of the places where residents write. Each place is an address, what is typed
there and what may be tried against it; a hindrance says what is done to the site or to the form, with the sentence that
follows. Nothing of it may be stored.
"""

from __future__ import annotations

import html
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client
from django.utils import timezone

from consultations.deliberation.models import Consultation, Contribution
from consultations.deliberation.operations import merge, withdraw
from consultations.deliberation.operations.visibility import hide
from consultations.moderation.models import Report
from tests.cast import Cast
from tests.consultations.deliberation.pages.conftest import meeting as meeting  # noqa: PLC0414 - a fixture
from tests.consultations.deliberation.pages.conftest import no_limits as no_limits  # noqa: PLC0414 - a fixture
from tests.consultations.deliberation.pages.meeting import MEETING, give

INVISIBLE = "an invisible character that cannot be kept. Delete it."
LONG = "characters; at most 10000 characters fit."
WORDS = "The benches by the river are all in the sun."
ARABIC_MEGABYTE = "ب" * 524_288


@dataclass
class Place:
    """Where Amina writes. ``field`` is the long text of ``form``."""

    address: str
    form: dict[str, str]
    field: str

    def typed(self, text: str) -> dict[str, str]:
        return {**self.form, self.field: text}


@dataclass
class Town:
    cast: Cast
    meeting: Consultation
    mine: Contribution
    other: Contribution
    comment: Contribution

    def place(self, name: str) -> Place:
        return {
            "propose": Place(f"{MEETING}propose/", {"title": "More benches please", "tags": "Parks"}, "body"),
            "comment": Place(f"/contributions/{self.other.pk}/comment/", {"stance": "for"}, "body"),
            "reply": Place(f"/contributions/{self.comment.pk}/comment/", {"stance": ""}, "body"),
            "edit": Place(
                f"/contributions/{self.mine.pk}/edit/", {"title": "Benches", "tags": "", "seen": "0"}, "body"
            ),
            "report": Place(f"/contributions/{self.other.pk}/report/", {"concern": "privacy"}, "text"),
        }[name]

    def stored(self) -> list[Any]:
        words = Contribution.objects.order_by("pk").values_list("pk", "title", "body", "revision", "comment_count")
        return [*words, *Report.objects.values_list("pk", "text")]


@pytest.fixture(autouse=True)
def _no_limits_left_over() -> Iterator[None]:
    cache.clear()
    yield
    cache.clear()


@pytest.fixture
def town(cast: Cast, meeting: Consultation) -> Town:
    mine, other = give(meeting, cast.amina, title="Mine"), give(meeting, cast.besnik, title="Theirs")
    return Town(cast, meeting, mine, other, give(meeting, cast.gezim, parent=other, body="A comment."))


@pytest.fixture
def amina(cast: Cast) -> Client:
    client = Client()
    client.force_login(cast.amina)
    return client


PLACES = ("propose", "comment", "reply", "edit", "report")
WRITING = ("propose", "comment", "reply", "edit")


def kept(page: Any, text: str) -> bool:
    """Whether ``text`` stands in a field of the page, whole."""
    return html.escape(text) in page.content.decode()


BAD_TEXTS = [
    ("", "Write something first."),
    (" \n\t ", "Write something first."),
    ("Pay\x00here", INVISIBLE),
    ("Pay\u202ehere", INVISIBLE),
    ("\x1b[2J", INVISIBLE),
    ("x" * 10_001, LONG),
    ("x" * 1_048_576, LONG),
    (ARABIC_MEGABYTE, LONG),
    ("👩🏽‍🦽" * 2_601, LONG),
]


@pytest.mark.parametrize("name", WRITING)
@pytest.mark.parametrize(("text", "sentence"), BAD_TEXTS, ids=range(len(BAD_TEXTS)))
def test_a_text_that_cannot_stand_is_refused_in_words_and_stays(town, amina, name, text, sentence):
    place, before = town.place(name), town.stored()
    page = amina.post(place.address, place.typed(text))
    assert (page.status_code, sentence in page.content.decode()) == (200, True)
    assert page.context["form"][place.field].value() == text
    assert town.stored() == before


@pytest.mark.parametrize(
    ("text", "sentence"),
    [("x" * 1_048_576, "Ensure this value has at most"), ("a\x00b", "Null characters are not allowed.")],
    ids=["long", "null"],
)
def test_a_report_that_cannot_stand_is_refused_in_words_and_stays(town, amina, text, sentence):
    place, before = town.place("report"), town.stored()
    page = amina.post(place.address, place.typed(text))
    assert (page.status_code, sentence in page.content.decode()) == (200, True)
    assert page.context["form"]["text"].value() == text
    assert town.stored() == before


def close(town: Town) -> None:
    town.meeting.phases.update(ends_at=timezone.now() - timedelta(hours=1))


def withdrawn(town: Town) -> None:
    for one in (town.mine, town.other, town.comment):
        withdraw(actor=one.author, contribution=one, now=timezone.now())


def hidden(town: Town) -> None:
    for one in (town.mine, town.other, town.comment):
        hide(contribution=one, now=timezone.now())


def merged(town: Town) -> None:
    into = give(town.meeting, town.cast.dana, title="The one that stays")
    for one in (town.mine, town.other):
        merge(actor=town.cast.chidi, contribution=one, into=into, reason="Alike.", now=timezone.now())


HINDRANCES: list[tuple[str, Callable[[Town], None], str]] = [
    ("propose", close, "Proposals closed on"),
    ("comment", close, "Comments closed on"),
    ("reply", close, "Comments closed on"),
    ("comment", withdrawn, "Its author withdrew this contribution."),
    ("reply", withdrawn, "Its author withdrew this contribution."),
    ("comment", hidden, "This contribution is hidden by a moderation decision."),
    ("reply", hidden, "This contribution is hidden by a moderation decision."),
    ("comment", merged, "This contribution was merged with another one. Go on there."),
    ("edit", withdrawn, "Its author withdrew this contribution."),
    ("edit", hidden, "This contribution is hidden by a moderation decision."),
]


@pytest.mark.parametrize(("name", "hinder", "sentence"), HINDRANCES)
def test_what_changed_while_somebody_wrote_is_said_and_their_words_stay(town, amina, name, hinder, sentence):
    place = town.place(name)
    assert amina.get(place.address).status_code == 200
    hinder(town)
    before = town.stored()
    page = amina.post(place.address, place.typed(WORDS))
    assert (page.status_code, sentence in html.unescape(page.content.decode())) == (200, True)
    assert page.context["form"][place.field].value() == WORDS
    assert kept(page, WORDS)
    assert town.stored() == before


@pytest.mark.parametrize("name", WRITING)
def test_who_was_signed_out_while_writing_finds_the_words_after_signing_in(town, cast, name):
    place, client = town.place(name), Client()
    before = town.stored()
    answer = client.post(place.address, place.typed(WORDS))
    assert (answer.status_code, answer.url) == (302, f"/accounts/login/?next={place.address}")
    assert town.stored() == before
    client.force_login(cast.amina)
    page = client.get(place.address)
    assert page.context["form"][place.field].value() == WORDS
    assert [page.context["form"][field].value() or "" for field in place.form if field != "seen"] == [
        value for field, value in place.form.items() if field != "seen"
    ]
    sent = client.post(place.address, place.typed(WORDS))
    assert sent.status_code == 302
    assert WORDS in [row[2] for row in town.stored() if len(row) > 2]
    assert WORDS not in client.get(place.address).context["form"].initial.get(place.field, "") or name == "edit"


@pytest.mark.parametrize("token", ["", "forged", "x" * 64], ids=["none", "short", "long"])
@pytest.mark.parametrize("name", PLACES)
def test_a_form_with_a_forged_token_is_explained_and_gives_the_words_back(town, cast, name, token):
    place, client = town.place(name), Client(enforce_csrf_checks=True)
    client.force_login(cast.amina)
    before = town.stored()
    page = client.post(place.address, {**place.typed(WORDS), "csrfmiddlewaretoken": token})
    assert page.status_code == 403
    assert "This form has expired" in page.content.decode()
    assert "Nothing was sent." in page.content.decode()
    assert page.context["typed"] == [
        *(value for value in place.form.values() if " " in value or value.istitle()),
        WORDS,
    ]
    assert kept(page, WORDS)
    assert f'href="{place.address}"' in page.content.decode()
    assert town.stored() == before


@pytest.mark.parametrize("language", ["", "/ar"])
@pytest.mark.parametrize("name", PLACES)
def test_what_is_too_much_even_to_read_ends_in_a_page_that_says_so(town, amina, name, language):
    place, before = town.place(name), town.stored()
    page = amina.post(language + place.address, place.typed("x" * 4_000_001))
    assert page.status_code == 413
    assert 'class="site-name"' in page.content.decode()
    if not language:
        assert "What you sent is far too long. Nothing was saved." in page.content.decode()
        assert "Go back in your browser: your text is still there." in page.content.decode()
    assert town.stored() == before


@pytest.mark.parametrize("name", ["propose", "comment", "reply"])
def test_a_form_sent_twice_leads_to_the_one_that_stands_even_at_the_limit(town, amina, name, settings):
    settings.RATE_LIMITS = {**settings.RATE_LIMITS, "propose": (1, 600), "comment": (1, 600)}
    place, before = town.place(name), Contribution.objects.count()
    token = amina.get(place.address).context["form"]["submission"].value()
    answers = [amina.post(place.address, {**place.typed(WORDS), "submission": str(token)}) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [302, 302]
    assert answers[0].url == answers[1].url
    assert Contribution.objects.count() == before + 1


def test_a_forged_submission_or_choice_does_not_lose_the_words(town, amina):
    place = town.place("comment")
    page = amina.post(place.address, {**place.typed(WORDS), "stance": "everything"})
    assert (page.status_code, page.context["form"]["body"].value()) == (200, WORDS)
    assert "everything is not one of the available choices." in page.content.decode()
    sent = amina.post(place.address, {**place.typed(WORDS), "submission": "no uuid"})
    assert sent.status_code == 302
