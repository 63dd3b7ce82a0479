"""Themes and districts at the desk: rows are added, named, ordered, no longer asked for, put together."""

from __future__ import annotations

import json

from consultations.deliberation.models import District

THEMES = "/cms/desk/consultations/mobility/themes/"
DISTRICTS = "/cms/desk/districts/"


def rows(*given: dict[str, str]) -> dict[str, str]:
    sent = {"rows-TOTAL_FORMS": str(len(given)), "rows-INITIAL_FORMS": "0"}
    for number, row in enumerate(given):
        sent |= {f"rows-{number}-{name}": text for name, text in row.items()}
    return sent


TICKETS = {"slug": "tickets", "name_en": "Tickets", "place": "2"}
PRIVACY = {"slug": "privacy", "name_en": "Privacy", "name_ar": "الخصوصية", "place": "1"}


def test_names_order_and_a_new_one(desk, page):
    response = desk.post(THEMES, {**rows(TICKETS, PRIVACY, {"name_en": "Privacy"}), "asks_district": "on"})
    assert response.url == THEMES
    themes = page.consultation.themes.all()
    assert [(theme.slug, theme.name) for theme in themes] == [
        ("privacy", {"en": "Privacy", "ar": "الخصوصية"}),
        ("tickets", {"en": "Tickets"}),
        ("privacy-2", {"en": "Privacy"}),
    ]
    page.consultation.refresh_from_db()
    assert page.consultation.asks_district is True


def test_one_ticked_is_asked_for_no_more(desk, page, said):
    said[0].theme = page.consultation.themes.get(slug="privacy")
    said[0].save()
    desk.post(THEMES, rows({**TICKETS, "gone": "on"}, {**PRIVACY, "gone": "on"}))
    assert [(theme.slug, theme.retired) for theme in page.consultation.themes.all()] == [("privacy", True)]


def test_a_row_more_loses_nothing_that_was_typed(desk, page):
    response = desk.post(THEMES, {**rows({**TICKETS, "name_en": "Fares"}), "add_row": "1"})
    assert response.status_code == 200
    assert [row["name_en"].value() for row in response.context["rows"]] == ["Fares", None]
    assert page.consultation.themes.get(slug="tickets").words == "Tickets"


def test_a_row_without_a_name_in_the_first_language_is_told(desk, page):
    response = desk.post(THEMES, rows({"name_ar": "شيء"}))
    assert (response.status_code, "Give it a name in this language." in response.content.decode()) == (422, True)


def test_two_are_put_together(desk, page):
    response = desk.post(f"{THEMES}join/", {"merge-which": "tickets", "merge-into": "privacy"}, follow=True)
    assert "now stands under" in response.content.decode()
    assert page.consultation.themes.get(slug="tickets").merged_into.slug == "privacy"
    desk.post(f"{THEMES}join/", {"merge-which": "tickets", "merge-into": "nowhere"})


def test_districts_with_an_outline_and_a_wrong_one(desk):
    ring = {"type": "Polygon", "coordinates": [[[1, 2], [3, 4], [5, 6], [1, 2]]]}
    desk.post(DISTRICTS, rows({"name_en": "Harbour", "outline": json.dumps(ring)}, {"name_en": "Old Town"}))
    assert [(row.slug, row.outline) for row in District.objects.all()] == [("harbour", ring), ("old-town", None)]
    response = desk.post(DISTRICTS, rows({"slug": "harbour", "name_en": "Harbour", "outline": "{}"}))
    assert (response.status_code, District.objects.get(slug="harbour").outline) == (422, ring)
    desk.post(f"{DISTRICTS}join/", {"merge-which": "harbour", "merge-into": "old-town"})
    assert District.objects.get(slug="harbour").merged_into.slug == "old-town"
