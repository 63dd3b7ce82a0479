"""The pages that every site begins with: a home in each language with its list of consultations, 'about' and 'help'.

Runs after every migrate and makes only what is missing, so that a language added later gets its pages too.
"""

from __future__ import annotations

from urllib.parse import urlsplit

from django.conf import settings
from django.db import connections, transaction
from wagtail.models import Locale, Page, Site

from cms.models import ConsultationIndexPage, HomePage, PlainPage
from cms.starting_words import WORDS, Words

ABOUT, HELP, CONSULTATIONS = "about", "help", "consultations"
NEEDED = (
    "wagtailcore_site",
    "wagtailcore_referenceindex",
    "wagtailsearch_indexentry",
    "auth_group",
    "cms_homepage",
    "people_rolegrant",
)


def can_hold_pages(using: str) -> bool:
    """Whether every table that saving a page writes to is there; not so after a partial or backward migrate."""
    return set(NEEDED) <= set(connections[using].introspection.table_names())


@transaction.atomic
def lay_out_pages() -> None:
    """Makes the missing locales, homes and lists, and the site that shows them. Leaves every existing page alone."""
    source = Locale.objects.get_or_create(language_code=settings.LANGUAGE_CODE)[0]
    home = HomePage.objects.filter(locale=source).first() or _first_home(source)
    for code, _name in settings.LANGUAGES:
        locale = Locale.objects.get_or_create(language_code=code)[0]
        if not HomePage.objects.filter(locale=locale).exists():
            _home_in(locale, like=home)


def _first_home(source: Locale) -> HomePage:
    words = WORDS[source.language_code]
    home = _new_home(source, words)
    Page.get_first_root_node().add_child(instance=home)
    home.add_child(instance=ConsultationIndexPage(title=words.consultations, slug=CONSULTATIONS, locale=source))
    for slug, page in ((ABOUT, words.about), (HELP, words.help)):
        home.add_child(instance=_plain(source, slug, page))
    _show(home)
    return home


def _home_in(locale: Locale, like: HomePage) -> None:
    words = WORDS.get(locale.language_code)
    if words is None:
        return
    home = _new_home(locale, words)
    home.translation_key = like.translation_key
    Page.get_first_root_node().add_child(instance=home)
    new: dict[str, ConsultationIndexPage | PlainPage] = {
        CONSULTATIONS: ConsultationIndexPage(title=words.consultations, slug=CONSULTATIONS, locale=locale),
        ABOUT: _plain(locale, ABOUT, words.about),
        HELP: _plain(locale, HELP, words.help),
    }
    for page in like.get_children().filter(slug__in=new):
        new[page.slug].translation_key = page.translation_key
        home.add_child(instance=new[page.slug])


def _new_home(locale: Locale, words: Words) -> HomePage:
    return HomePage(
        title=words.home,
        slug=f"home-{locale.language_code}",
        locale=locale,
        heading=words.heading,
        lead=words.lead,
    )


def _plain(locale: Locale, slug: str, words: tuple[str, str, list[str]]) -> PlainPage:
    title, lead, paragraphs = words
    body = [{"type": "paragraph", "value": "".join(f"<p>{text}</p>" for text in paragraphs)}]
    return PlainPage(title=title, slug=slug, locale=locale, lead=lead, body=body)


def _show(home: HomePage) -> None:
    """Makes ``home`` the root of the site in place of the page that Wagtail's own first migration puts there."""
    address = urlsplit(settings.WAGTAILADMIN_BASE_URL)
    port = address.port or (443 if address.scheme == "https" else 80)
    site = Site.objects.filter(is_default_site=True).first() or Site(is_default_site=True)
    welcome = site.root_page if site.pk else None
    site.hostname, site.port, site.root_page = address.hostname or "localhost", port, home
    site.site_name = settings.SITE_NAME
    site.save()
    if welcome is not None and welcome.content_type.model == "page" and not welcome.get_children().exists():
        Page.objects.get(pk=welcome.pk).delete()
