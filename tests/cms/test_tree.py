"""The pages that every site begins with, and how they answer in each language."""

from __future__ import annotations

import pytest
from django.core.management import call_command
from wagtail.models import Page, Site

from cms.models import (
    ConsultationIndexPage,
    EventIndexPage,
    EventPage,
    GlossaryPage,
    HomePage,
    PlainPage,
    StoryIndexPage,
    StoryPage,
    TeamPage,
)
from cms.starting_tree import lay_out_pages

LANGUAGES = ["en", "sq", "ar", "es", "fr"]


def shape(page_type: type[Page]) -> list[tuple[str, str, str]]:
    rows = page_type.objects.order_by("path").select_related("locale")
    return [(row.locale.language_code, row.slug, row.url) for row in rows]


def test_every_language_has_its_home_and_its_list_at_the_same_addresses(db):
    prefix = {"en": "", **{code: f"/{code}" for code in LANGUAGES[1:]}}
    assert shape(HomePage) == [(code, f"home-{code}", f"{prefix[code]}/") for code in LANGUAGES]
    assert shape(ConsultationIndexPage) == [
        (code, "consultations", f"{prefix[code]}/consultations/") for code in LANGUAGES
    ]
    assert shape(PlainPage) == [
        (code, slug, f"{prefix[code]}/{slug}/") for code in LANGUAGES for slug in ("about", "help")
    ]


def test_versions_of_a_page_know_each_other(db):
    for page in [*HomePage.objects.all(), *PlainPage.objects.all(), *ConsultationIndexPage.objects.all()]:
        assert sorted(other.locale.language_code for other in page.get_translations()) == sorted(
            set(LANGUAGES) - {page.locale.language_code}
        )


def test_laying_out_again_changes_nothing_and_mends_what_is_missing(db):
    before = list(Page.objects.order_by("path").values_list("path", "title"))
    lay_out_pages()
    assert list(Page.objects.order_by("path").values_list("path", "title")) == before
    HomePage.objects.get(locale__language_code="sq").delete()
    call_command("migrate", "cms", verbosity=0)
    assert sorted(row[0] for row in shape(HomePage)) == sorted(LANGUAGES)


def test_the_page_that_wagtail_makes_first_is_gone(db):
    assert Site.objects.get().root_page.specific == HomePage.objects.get(locale__language_code="en")
    assert Page.objects.filter(depth=2).count() == len(LANGUAGES)


@pytest.mark.parametrize(
    ("page", "may_stand_under", "may_hold"),
    [
        (
            HomePage,
            ["wagtailcore.Page"],
            [
                "cms.ConsultationIndexPage",
                "cms.StoryIndexPage",
                "cms.EventIndexPage",
                "cms.GlossaryPage",
                "cms.TeamPage",
                "cms.PlainPage",
            ],
        ),
        (ConsultationIndexPage, ["cms.HomePage"], ["cms.ConsultationPage"]),
        (PlainPage, ["cms.HomePage", "cms.PlainPage"], ["cms.PlainPage", "cms.TeamPage"]),
        (StoryIndexPage, ["cms.HomePage"], ["cms.StoryPage"]),
        (StoryPage, ["cms.StoryIndexPage"], []),
        (EventIndexPage, ["cms.HomePage"], ["cms.EventPage"]),
        (EventPage, ["cms.EventIndexPage"], []),
        (GlossaryPage, ["cms.HomePage"], []),
        (TeamPage, ["cms.HomePage", "cms.PlainPage"], []),
    ],
)
def test_pages_state_their_parents_and_children(page, may_stand_under, may_hold):
    assert (page.parent_page_types, page.subpage_types) == (may_stand_under, may_hold)
