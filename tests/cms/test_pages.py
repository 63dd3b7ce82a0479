"""Public pages of the CMS in every language."""

from __future__ import annotations

import pytest
from django.test import Client

from cms.models import HomePage, PlainPage

LANGUAGES = ["en", "sq", "ar", "es", "fr"]


@pytest.mark.parametrize("path", ["/", "/about/", "/help/"])
def test_pages_answer_in_every_language(client: Client, db, path):
    for code in LANGUAGES:
        response = client.get(path if code == "en" else f"/{code}{path}")
        assert response.status_code == 200
        assert f'<html lang="{code}"' in response.text
        assert "notice" not in response.context["page"].title
        assert response.context["page"].locale.language_code == code


def test_a_language_without_a_home_shows_the_source_languages_with_a_notice(client: Client, db):
    HomePage.objects.get(locale__language_code="fr").unpublish()
    response = client.get("/fr/")
    assert response.context["reading"].is_other
    assert '<section class="hero" lang="en" dir="ltr">' in response.text
    assert "Shape your city" in response.text


def test_a_page_that_a_language_lacks_is_the_source_languages_at_the_same_address(client: Client, db):
    PlainPage.objects.get(locale__language_code="ar", slug="about").delete()
    response = client.get("/ar/about/")
    assert (response.context["page"].title, response.context["reading"].language) == ("About this site", "en")
    assert client.get("/ar/no-such-page/").status_code == 404
