"""Components refuse what they do not take; language links keep the place; refusals answer with their reason."""

from __future__ import annotations

from datetime import datetime

import pytest
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse
from django.template import engines
from django.test import Client, RequestFactory
from django.utils import formats, translation

from consultations.people.domain.verdict import NotAllowed
from participate.component_inputs import ComponentError
from participate.figures import draw
from participate.languages import language_links
from participate.middleware import refusals
from participate.styleguide import Bar
from participate.views import csrf_failure


def render(include: str) -> str:
    return engines["django"].from_string(f"{{% include 'components/{include} only %}}").render({})


def test_a_component_with_right_inputs_is_shown():
    html = render("notice.html' with kind='info' text='Words'")
    assert "<p>Words</p>" in html
    assert "notice--info" in html


@pytest.mark.parametrize(
    ("include", "complaint"),
    [
        ("notice.html' with kind='info'", "'text' is missing"),
        ("notice.html' with kind='loud' text='Words'", "'kind' must be info|success|warning|error, not 'loud'"),
        ("notice.html' with kind='info' text='Words' colour='red'", "unknown input 'colour'"),
        ("progress.html' with words='Import' done='three' total=4", "'done' must be number, not 'three'"),
        ("form.html' with submit='Send'", "'form' is missing"),
    ],
)
def test_a_component_with_wrong_inputs_fails(include: str, complaint: str):
    with pytest.raises(ComponentError) as refusal:
        render(include)
    assert complaint in str(refusal.value)


def test_a_form_keeps_its_token_when_only_its_inputs_are_given(rf: RequestFactory):
    source = "{% include 'components/confirm.html' with text='Go' submit='Yes' cancel='/' only %}"
    html = engines["django"].from_string(source).render({}, rf.get("/"))
    assert 'name="csrfmiddlewaretoken" value="' in html


@pytest.mark.parametrize(
    ("language", "written"),
    [("en", "22 November 2026, 15:30"), ("sq", "22 Nëntor 2026, 15:30"), ("ar", "22 نوفمبر 2026، 15:30")],
)
def test_dates_are_written_as_the_language_does(language: str, written: str):
    with translation.override(language):
        assert formats.date_format(datetime(2026, 11, 22, 15, 30), "DATETIME_FORMAT") == written


def test_production_shows_the_page_and_logs_the_wrong_input(settings, caplog):
    settings.COMPONENTS_STRICT = False
    assert "Words" in render("notice.html' with kind='info' text='Words' colour='red'")
    assert "unknown input 'colour'" in caplog.text


@pytest.mark.parametrize(
    ("address", "language", "expected"),
    [
        ("/accessibility/?q=a%20b&q=c", "ar", "/ar/accessibility/?q=a%20b&q=c"),
        ("/accessibility/", "en", "/accessibility/"),
        ("/nothing/is/here.html", "fr", "/fr/"),
        ("/dev/mail/?to=x", "sq", "/dev/mail/?to=x&lang=sq"),
    ],
)
def test_the_language_switch_keeps_the_place(address: str, language: str, expected: str):
    links = {link.code: link for link in language_links(RequestFactory().get(address))}
    assert links[language].url == expected
    assert [link.code for link in links.values() if link.current] == ["en"]
    assert {link.code for link in links.values() if link.dir == "rtl"} == {"ar"}


def test_a_page_of_the_cms_may_say_its_own_addresses():
    links = language_links(RequestFactory().get("/about/"), {"es": "/es/acerca-de/"})
    assert {link.code: link.url for link in links}["es"] == "/es/acerca-de/"


def _refuse(refusal: NotAllowed, client_request: HttpRequest) -> HttpResponse:
    middleware = refusals(lambda request: HttpResponse())
    return middleware.process_exception(client_request, refusal)  # type: ignore[attr-defined,no-any-return]


@pytest.mark.django_db
def test_a_refusal_shows_its_reason_and_what_is_hidden_is_not_found(rf: RequestFactory):
    request = rf.get("/consultations/x/")
    request.user = AnonymousUser()
    shown = _refuse(NotAllowed("Proposing has closed."), request)
    hidden = _refuse(NotAllowed("Amina's draft.", hidden=True), request)
    assert (shown.status_code, hidden.status_code) == (403, 404)
    assert "Proposing has closed." in shown.content.decode()
    assert "Amina" not in hidden.content.decode()


@pytest.mark.django_db
def test_a_forged_form_gives_back_what_was_typed(client: Client):
    strict = Client(enforce_csrf_checks=True)
    words = "I wrote this for an hour and would hate to lose it: " * 3
    answer = strict.post("/accounts/login/", {"login": words, "password": "secret " * 20, "csrfmiddlewaretoken": "x"})
    page = answer.content.decode()
    assert answer.status_code == 403
    assert words.strip() in page
    assert "secret" not in page


def test_the_page_leads_back_only_to_this_site(rf: RequestFactory):
    request = rf.post("/accounts/login/", headers={"referer": "https://elsewhere.example/x"})
    request.user = AnonymousUser()
    assert "elsewhere" not in csrf_failure(request).content.decode()


def test_bars_are_in_proportion_and_start_where_reading_starts():
    bars = [Bar("A", 200), Bar("B", 50), Bar("C", 0)]
    assert [(bar.x, bar.width) for bar in draw(bars, right_to_left=False).bars] == [(0, 400), (0, 100), (0, 0)]
    assert [(bar.x, bar.width) for bar in draw(bars, right_to_left=True).bars] == [(0, 400), (300, 100), (400, 0)]
