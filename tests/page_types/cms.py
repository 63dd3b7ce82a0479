"""Pages that communicators write."""

from collections.abc import Callable
from datetime import date, timedelta

from django.utils import timezone

from cms.models import EventIndexPage, EventPage, GlossaryPage, HomePage, StoryIndexPage, StoryPage, TeamPage
from tests.page_type import PageType
from tests.scene import scene, shown
from tests.site import Site

BODY = [
    ("heading", "What is new"),
    ("paragraph", "<p>One account for bus, tram and ferry, and <b>cash</b> stays.</p>"),
    ("accordion", {"parts": [{"title": "Who pays?", "text": "<p>Nobody pays for the account.</p>"}]}),
    ("steps", {"steps": [{"title": each, "text": "<p>With one code.</p>"} for each in ("Sign in", "Write")]}),
    ("timeline", {"moments": [{"day": f"2026-0{m}-01", "title": "A step", "text": "<p>Done.</p>"} for m in (3, 5)]}),
    ("people", {"people": [{"name": "Ada Example", "post": "Head of Mobility", "email": "ada@example.org"}]}),
    ("call", {"consultation": "mobility-account"}),
]
TERMS = [("term", {"word": each, "meaning": f"What {each} means here."}) for each in ("Ballot", "Phase", "Record")]


def told(site: Site) -> None:
    """The pages of this file, made once for each site."""
    scene(site)
    if StoryIndexPage.objects.exists():
        return
    home, when = HomePage.objects.get(locale__language_code="en"), timezone.now() + timedelta(days=9)
    pages = {"locale": home.locale}
    news = home.add_child(instance=StoryIndexPage(title="News", slug="news", lead="What happens here.", **pages))
    story = {"title": "The account is built", "slug": "built", "day": date(2026, 11, 3), "lead": "From spring on."}
    news.add_child(instance=StoryPage(**story, body=BODY, **pages))
    dates = home.add_child(instance=EventIndexPage(title="Dates", slug="dates", **pages))
    event = {"title": "An evening at the town hall", "slug": "evening", "lead": "Come and talk.", "place": "Town hall"}
    span = {"starts": when, "ends": when + timedelta(hours=2), "live_code": "BKTRSD", "access": "There is a ramp."}
    dates.add_child(instance=EventPage(**event, **span, body=BODY[:2], **pages))
    home.add_child(instance=GlossaryPage(title="Words", slug="words", words=TERMS, **pages))
    home.add_child(instance=TeamPage(title="Who we are", slug="team", body=BODY[5:6], show_in_menus=True, **pages))


def page(path: str) -> Callable[[Site], str]:
    def make(site: Site) -> str:
        told(site)
        return path

    return make


PAGES = [
    PageType("home", shown("/"), ""),
    PageType("stories", page("/news/"), "News"),
    PageType("story", page("/news/built/"), "The account is built"),
    PageType("events", page("/dates/"), "Dates"),
    PageType("event", page("/dates/evening/"), "An evening at the town hall"),
    PageType("glossary", page("/words/"), "Words"),
    PageType("team", page("/team/"), "Who we are"),
]
