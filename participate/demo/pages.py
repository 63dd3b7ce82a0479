"""What the city's communicators tell beside the consultations: stories, dates, words, who they are."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from wagtail.models import Page

from cms.models import EventIndexPage, EventPage, GlossaryPage, HomePage, StoryIndexPage, StoryPage, TeamPage
from participate.demo.script import read

LANGUAGES = ("en", "ar")


def make_pages(now: datetime) -> None:
    """In English and Arabic; readers of the other languages get the English ones with a notice."""
    words = read("pages")
    homes = {each.locale.language_code: each for each in HomePage.objects.filter(locale__language_code__in=LANGUAGES)}
    news = _in_each(homes, StoryIndexPage, "news", words["news"], show_in_menus=True)
    for story in words["story"]:
        fields = {"day": (now + timedelta(days=story["days"])).date()}
        _in_each(news, StoryPage, story["slug"], story, body=_story, **fields)
    dates = _in_each(homes, EventIndexPage, "dates", words["dates"], show_in_menus=True)
    for event in words["event"]:
        starts = (now + timedelta(days=event["days"])).replace(hour=18, minute=0, second=0, microsecond=0)
        span = {"starts": starts, "ends": starts + timedelta(hours=event["hours"])}
        _in_each(dates, EventPage, event["slug"], event, **span)
    _in_each(homes, GlossaryPage, "words", words["glossary"], words=_terms, show_in_menus=True)
    _in_each(homes, TeamPage, "team", words["team"], body=_team, show_in_menus=True)


def _in_each(
    above: dict[str, Page], kind: type[Page], slug: str, words: dict[str, Any], /, **fields: Any
) -> dict[str, Page]:
    """One page in each language; a function among ``fields`` makes its value of the words of that language."""
    made: dict[str, Page] = {}
    own = {field.name for field in kind._meta.get_fields()}
    for language, parent in above.items():
        told = words[language]
        given = {name: value for name, value in told.items() if name in own}
        given |= {name: value(told, words) if callable(value) else value for name, value in fields.items()}
        page = kind(slug=slug, locale=parent.locale, **given)
        if made:
            page.translation_key = next(iter(made.values())).translation_key
        made[language] = parent.add_child(instance=page)
    return made


def _story(told: dict[str, Any], story: dict[str, Any]) -> list[tuple[str, Any]]:
    steps = [{"title": title, "text": f"<p>{text}</p>"} for title, text in told["steps"]]
    return [("heading", told["heading"]), ("steps", {"steps": steps}), ("call", {"consultation": story["call"]})]


def _terms(told: dict[str, Any], _words: dict[str, Any]) -> list[tuple[str, Any]]:
    return [("term", {"word": word, "meaning": meaning}) for word, meaning in told["words"]]


def _team(told: dict[str, Any], _words: dict[str, Any]) -> list[tuple[str, Any]]:
    people = [dict(zip(("name", "post", "about", "email"), person, strict=True)) for person in told["people"]]
    return [("heading", told["heading"]), ("people", {"people": people})]
