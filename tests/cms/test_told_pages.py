"""Stories, events, the glossary and teams: as editors make them and as readers of every language find them."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any
from xml.etree import ElementTree

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.models import Page

from cms.blocks.media import PictureBlock
from cms.models import EventIndexPage, EventPage, GlossaryPage, HomePage, StoryIndexPage, StoryPage, TeamPage
from consultations.deliberation.models import Consultation

ATOM = "{http://www.w3.org/2005/Atom}"


def under(above: Page, page: Page) -> Any:
    page.locale = above.locale
    above.add_child(instance=page)
    return page


def home(language: str = "en") -> HomePage:
    return HomePage.objects.get(locale__language_code=language)


@pytest.fixture
def news(db) -> StoryIndexPage:
    return under(home(), StoryIndexPage(title="News", slug="news", lead="What happens."))


@pytest.fixture
def events(db) -> EventIndexPage:
    return under(home(), EventIndexPage(title="Dates", slug="dates"))


def story(index: StoryIndexPage, day: int, **fields: Any) -> StoryPage:
    given = {"title": f"Story {day}", "slug": f"story-{day}", "day": date(2026, 11, day), "lead": "In short."}
    return under(index, StoryPage(**{**given, **fields}))


def event(index: EventIndexPage, days: int, **fields: Any) -> EventPage:
    starts = timezone.now() + timedelta(days=days)
    given = {"title": f"Event {days}", "slug": f"event{days}", "starts": starts, "ends": starts + timedelta(hours=2)}
    return under(index, EventPage(**{**given, "lead": "Come.", "place": "Town hall", **fields}))


def titles(response: Any, name: str) -> list[str]:
    return [each.page.title for each in response.context[name]]


def test_stories_stand_by_their_day_and_in_pages(client: Client, news):
    for day in range(1, 15):
        story(news, day)
    first, second = client.get("/news/"), client.get("/news/?page=2")
    assert titles(first, "stories") == [f"Story {day}" for day in range(14, 2, -1)]
    assert titles(second, "stories") == ["Story 2", "Story 1"]


def test_a_list_without_stories_says_so(client: Client, news):
    assert "No story has been published yet." in client.get("/news/").text


def test_lists_cost_the_same_however_long(client: Client, news):
    story(news, 1)
    client.get("/news/")
    with CaptureQueriesContext(connection) as few:
        client.get("/news/")
    for day in range(2, 12):
        story(news, day)
    with CaptureQueriesContext(connection) as many:
        client.get("/news/")
    assert (len(many), len(many) <= 15) == (len(few), True)


def test_a_reader_gets_their_own_version_or_the_source_languages(client: Client, news):
    arabic = news.copy_for_translation(locale=home("ar").locale)
    arabic.title = "أخبار"
    arabic.save_revision().publish()
    both, english = story(news, 1), story(news, 2)
    own = both.copy_for_translation(locale=arabic.locale)
    own.title = "قصة"
    own.save_revision().publish()
    response = client.get("/ar/news/")
    assert titles(response, "stories") == [english.title, "قصة"]
    assert [each.address for each in response.context["stories"]] == ["/ar/news/story-2/", "/ar/news/story-1/"]
    fallen_back = client.get("/ar/news/story-2/")
    assert (fallen_back.status_code, fallen_back.context["reading"].is_other) == (200, True)
    assert fallen_back.context["above"].address == "/ar/news/"


def test_the_feed_holds_what_the_list_holds(client: Client, news):
    for day in (1, 2):
        story(news, day)
    answer = client.get("/news/feed/")
    feed = ElementTree.fromstring(answer.content)
    assert answer["Content-Type"] == "application/atom+xml; charset=utf-8"
    assert [entry.findtext(f"{ATOM}title") for entry in feed.findall(f"{ATOM}entry")] == ["Story 2", "Story 1"]
    links = [entry.find(f"{ATOM}link").get("href") for entry in feed.findall(f"{ATOM}entry")]
    assert links == ["http://testserver/news/story-2/", "http://testserver/news/story-1/"]


def test_events_stand_by_what_comes_and_what_was(client: Client, events):
    for days in (9, 2, -3, -1):
        event(events, days)
    response = client.get("/dates/")
    assert (titles(response, "coming"), titles(response, "past")) == (["Event 2", "Event 9"], ["Event -1", "Event -3"])
    calendar = client.get("/dates/calendar/").text
    assert calendar.count("BEGIN:VEVENT") == 2
    assert "SUMMARY:Event -1" not in calendar


def test_an_event_leads_to_its_session_and_into_a_calendar(client: Client, events):
    page = event(events, 2, live_code="BKTRSD", access="A ramp, and sign language.")
    text = client.get(page.url).text
    assert 'href="/live/BKTRSD/"' in text
    assert "A ramp, and sign language." in text
    lines = client.get(f"{page.url}calendar/").text.split("\r\n")
    assert {"SUMMARY:Event 2", "LOCATION:Town hall", "DESCRIPTION:Come."} <= set(lines)


def test_an_event_that_is_over_offers_no_date(client: Client, events):
    text = client.get(event(events, -2).url).text
    assert "This event is over." in text
    assert "calendar/" not in text


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"ends": timezone.now()}, "An event ends after it begins."),
        ({"live_code": "12AB"}, "A code has six letters."),
    ],
)
def test_an_event_that_cannot_be_is_refused(events, fields, words):
    starts = timezone.now() + timedelta(days=1)
    given = {"title": "E", "slug": "e", "starts": starts, "ends": starts + timedelta(hours=1), "lead": "Come."}
    with pytest.raises(ValidationError, match=words):
        EventPage(**{**given, **fields}).clean()


def terms(*words: str) -> list[dict[str, Any]]:
    return [{"type": "term", "value": {"word": word, "meaning": f"What {word} means."}} for word in words]


def test_words_stand_in_order_and_have_addresses(client: Client, db):
    under(home(), GlossaryPage(title="Words", slug="words", words=terms("record", "Ballot", "phase of a plan")))
    response = client.get("/words/")
    assert [place for place, _word, _meaning in response.context["terms"]] == ["ballot", "phase-of-a-plan", "record"]
    assert 'id="phase-of-a-plan"' in response.text


def test_a_word_stands_once(db):
    page = GlossaryPage(title="Words", slug="words", words=terms("Record", "record"))
    with pytest.raises(ValidationError, match="This word stands here twice: Record"):
        page.clean()


def test_a_picture_is_described_or_decorates():
    block = PictureBlock()
    block.child_blocks["image"].clean = lambda value: value
    for alt, decorates, stands in (("A map", False, True), ("", True, True), ("", False, False)):
        value = block.to_python({"image": None, "alt": alt, "decorates": decorates, "caption": ""})
        if stands:
            assert block.clean(value)["alt"] == alt
        else:
            with pytest.raises(ValidationError):
                block.clean(value)


BLOCKS = [
    ("accordion", {"parts": [{"title": "Who pays?", "text": "<p>The city.</p>"}]}),
    (
        "steps",
        {"steps": [{"title": "Sign in", "text": "<p>With a code.</p>"}, {"title": "Write", "text": "<p>It.</p>"}]},
    ),
    (
        "timeline",
        {
            "moments": [
                {"day": "2026-10-02", "title": "Second", "text": ""},
                {"day": "2026-10-01", "title": "First", "text": "<p>Then.</p>"},
            ]
        },
    ),
    ("people", {"people": [{"name": "Ada Example", "post": "Head of Mobility", "email": "ada@example.org"}]}),
]


def test_blocks_show_what_they_hold(client: Client, news):
    text = client.get(story(news, 3, body=[{"type": kind, "value": value} for kind, value in BLOCKS]).url).text
    assert "<summary>Who pays?</summary>" in text
    assert text.index("Sign in</p>") < text.index("Write</p>")
    assert text.index(">First<") < text.index(">Second<")
    assert '<a href="mailto:ada@example.org"><bdi>ada@example.org</bdi></a>' in text


def test_a_call_follows_the_consultation(client: Client, news, page):
    told = story(news, 4, body=[{"type": "call", "value": {"consultation": "mobility"}}])
    assert "Make a proposal</a>" in client.get(told.url).text
    Consultation.objects.update(state="closed")
    assert "See what became of it</a>" in client.get(told.url).text
    Consultation.objects.update(state="draft")
    assert "What should one account" not in client.get(told.url).text


def test_home_leads_to_what_is_new_and_to_pages_for_menus(client: Client, news, events):
    story(news, 1)
    event(events, 3)
    event(events, -3)
    under(home(), TeamPage(title="Who we are", slug="team", show_in_menus=True))
    front = client.get("/").context["front"]
    assert [each.page.title for each in front.stories] == ["Story 1"]
    assert [each.page.title for each in front.events] == ["Event 3"]
    assert [each.page.title for each in front.more] == ["Who we are"]


def test_an_editor_makes_one_in_the_cms(desk: Client, news):
    form = {"title": "The bus is back", "slug": "bus", "day": "2026-11-03", "lead": "From Monday."}
    block = {"body-0-deleted": "", "body-0-order": "0", "body-0-type": "heading", "body-0-value": "Why"}
    send = {**form, **block, "body-count": "1", "action-publish": "1"}
    answer = desk.post(f"/cms/pages/add/cms/storypage/{news.pk}/", send)
    assert answer.status_code == 302, answer.context["form"].errors
    assert Client().get("/news/bus/").status_code == 200
