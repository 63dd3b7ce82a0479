"""An outcome page tells what the districts know at the moment it is read."""

from __future__ import annotations

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.utils import timezone

from cms.blocks import LIVE_BLOCKS
from cms.blocks.quotes import NumberBlock
from cms.models import ConsultationPage, OutcomePage
from cms.operations.consultations import add_languages, make_consultation
from cms.queries.outcome import FIGURES, OutcomeFacts
from consultations.decisions.enums import LinkKind, Outcome
from consultations.decisions.models import Decision
from consultations.decisions.operations import (
    draft_decision,
    give_disposition,
    link_change,
    make_promise,
    publish_decision,
    revise_decision,
)
from consultations.decisions.queries.coverage import coverage_of
from consultations.deliberation.operations import allow_quoting, contribute, stop_quoting, support, withdraw
from tests.cast import Cast
from tests.cms.conftest import plan

BODY = [
    {"type": "heading", "value": "What we heard"},
    {"type": "paragraph", "value": "<p>Many of you <b>wrote</b>.</p>"},
    {"type": "figures", "value": {"show": list(FIGURES)}},
    {"type": "changes", "value": {"only_by_people": True, "most": 10}},
    {"type": "flow", "value": {}},
    {"type": "coverage", "value": {"by_theme": True}},
    {"type": "promises", "value": {}},
]


@pytest.fixture
def said(page: ConsultationPage, cast: Cast):
    given = {"consultation": page.consultation, "kind": "proposal", "now": timezone.now()}
    theme = page.consultation.themes.get(slug="privacy")
    first = contribute(actor=cast.amina, title="Delete my trips", body="Delete trips soon.", theme=theme, **given)
    second = contribute(actor=cast.besnik, title="Cash", body="Keep a counter for cash.", **given)
    support(actor=cast.besnik, contribution=first, now=timezone.now())
    return first, second


@pytest.fixture
def decision(page: ConsultationPage, dana, said) -> Decision:
    """Published: one of two changes was brought about by a contribution; one of two contributions is answered."""
    acts = {"actor": dana, "now": timezone.now()}
    html = "<p>Trips are kept for one year.</p><p>Tickets are sold in the app.</p>"
    made = draft_decision(consultation=page.consultation, slug="rules", title="Rules", html=html, **acts)
    html = "<p>Trips are kept for thirty days.</p><p>Tickets are sold in the app and at the counter.</p>"
    revision = revise_decision(decision=made, html=html, based_on=0, **acts)
    change = revision.changes.order_by("position")[0]
    link_change(change=change, contributions=[said[0]], kind=LinkKind.CHANGED, reason="It asked for this.", **acts)
    give_disposition(contribution=said[0], outcome=Outcome.ADOPTED, reason="It is in the text.", **acts)
    make_promise(
        decision=made, text="A counter in each district", owner="Mobility office", due=date(2026, 1, 1), **acts
    )
    publish_decision(decision=made, number=1, missing="One answer comes in May.", **acts)
    return made


@pytest.fixture
def outcome(page: ConsultationPage, decision: Decision) -> OutcomePage:
    made = OutcomePage(title="What came of it", slug="outcome", lead="Thank you.", decision=decision, body=BODY)
    return page.add_child(instance=made)


def test_every_figure_equals_its_query(outcome, decision):
    facts = OutcomeFacts(outcome.consultation, decision, timezone.now())
    assert {name: facts.figure(name) for name in FIGURES} == {
        "contributions": 2,
        "people": 2,
        "supports": 1,
        "answered": 1,
        "changes": 2,
        "changes_by_people": 1,
        "promises": 1,
    }
    overall = coverage_of(outcome.consultation).overall
    assert (overall.answered, overall.in_scope) == (1, 2)


def test_the_page_shows_what_is_so_now(outcome, client: Client, said, dana):
    html = client.get(outcome.url).text
    assert outcome.url == "/consultations/mobility/outcome/"
    assert "1 of 2 contributions have an answer." in html
    assert "It asked for this." in html
    assert "Tickets are sold in the app" not in html
    assert '<span class="badge badge--warning">Late</span>' in html
    give_disposition(actor=dana, contribution=said[1], outcome=Outcome.ADOPTED, reason="Yes.", now=timezone.now())
    assert "2 of 2 contributions have an answer." in client.get(outcome.url).text


def test_a_newer_text_in_preparation_is_said(outcome, client: Client, decision, dana):
    html = "<p>Trips are kept for thirty days only.</p>"
    revise_decision(actor=dana, decision=decision, html=html, based_on=1, now=timezone.now())
    shown = client.get(outcome.url).text
    assert "A newer text is in preparation." in shown
    assert "thirty days only" not in shown


def test_without_a_decision_every_block_says_so(page, client: Client):
    empty = page.add_child(instance=OutcomePage(title="Soon", slug="soon", body=BODY))
    html = client.get(empty.url).text
    for sentence in (
        "No decision stands behind this page yet.",
        "No contribution waits for an answer: nobody has made one yet.",
        "Nothing is promised yet.",
        "Nothing has changed yet",
    ):
        assert sentence in html


def test_quotes_need_their_authors_consent_and_go_with_it(page, client: Client, said, cast):
    body = [{"type": "quotes", "value": {"quotes": [{"number": one.pk, "consent": True} for one in said]}}]
    made = page.add_child(instance=OutcomePage(title="Voices", slug="voices", body=body))
    assert "Delete trips soon." not in client.get(made.url).text
    allow_quoting(actor=cast.amina, contribution=said[0], now=timezone.now())
    html = client.get(made.url).text
    assert ("Delete trips soon." in html, "Keep a counter for cash." in html) == (True, False)
    stop_quoting(actor=cast.amina, contribution=said[0])
    html = client.get(made.url).text
    assert "Delete trips soon." not in html
    assert "2 quotes are no longer shown" in html
    assert "Delete trips soon." not in str(made.body.raw_data)


def test_a_quote_goes_with_the_contribution(page, client: Client, said, cast):
    allow_quoting(actor=cast.amina, contribution=said[0], now=timezone.now())
    body = [{"type": "quotes", "value": {"quotes": [{"number": said[0].pk}]}}]
    made = page.add_child(instance=OutcomePage(title="Voices", slug="voices", body=body))
    assert "Delete trips soon." in client.get(made.url).text
    withdraw(actor=cast.amina, contribution=said[0], now=timezone.now())
    assert "Delete trips soon." not in client.get(made.url).text


def test_an_editor_can_choose_only_what_may_be_quoted(said, cast):
    block = NumberBlock()
    with pytest.raises(ValidationError, match="has not agreed"):
        block.clean(said[0].pk)
    allow_quoting(actor=cast.amina, contribution=said[0], now=timezone.now())
    assert block.clean(said[0].pk) == said[0].pk
    withdraw(actor=cast.amina, contribution=said[0], now=timezone.now())
    for number in (said[0].pk, 10**9):
        with pytest.raises(ValidationError, match="no public contribution"):
            block.clean(number)


@pytest.mark.parametrize("language", ["", "ar/"])
def test_the_flow_is_drawn_from_the_published_text(outcome, client: Client, language):
    html = client.get(f"/{language}consultations/mobility/outcome/").text
    assert '<g class="flow__node">' in html
    assert f'href="/{language}consultations/mobility/decisions/rules/flow/"' in html


def test_a_quote_of_another_consultation_is_not_shown(page, dana, cast, client: Client, said):
    other = make_consultation(actor=dana, plan=plan("other"), now=timezone.now(), open_it=True)
    allow_quoting(actor=cast.amina, contribution=said[0], now=timezone.now())
    body = [{"type": "quotes", "value": {"quotes": [{"number": said[0].pk}]}}]
    made = ConsultationPage.objects.get(pk=other.pk).add_child(
        instance=OutcomePage(title="Voices", slug="voices", body=body)
    )
    assert "Delete trips soon." not in client.get(made.url).text


def test_another_language_without_the_page_shows_the_source_with_a_notice(outcome, page, dana, client: Client):
    add_languages(actor=dana, page=page, languages=["ar"])
    response = client.get("/ar/consultations/mobility/outcome/")
    assert response.context["page"].pk == outcome.pk
    assert '<article class="story" lang="en" dir="ltr">' in response.text


@pytest.mark.parametrize(("slug", "free"), [("propose", False), ("outcome", True)])
def test_addresses_that_the_site_needs_are_refused(page, desk: Client, slug, free):
    address = f"/cms/pages/add/cms/outcomepage/{page.pk}/"
    form = {"title": "Result", "slug": slug, "body-count": "0", "lead": "", "decision": ""}
    desk.post(address, form)
    assert OutcomePage.objects.filter(slug=slug).exists() is free


def test_the_page_costs_few_queries_however_much_there_is(outcome, client, django_assert_max_num_queries):
    client.get(outcome.url)
    with django_assert_max_num_queries(40):
        client.get(outcome.url)


def test_no_live_block_takes_a_number_to_show():
    fields = {name: sorted(block.child_blocks) for name, block in LIVE_BLOCKS}
    assert fields == {
        "figures": ["show"],
        "changes": ["most", "only_by_people"],
        "flow": [],
        "quotes": ["quotes"],
        "coverage": ["by_theme"],
        "promises": [],
    }


@pytest.mark.parametrize(
    ("home", "address"), [("/", "/consultations/mobility/outcome/"), ("/ar/", "/ar/consultations/mobility/outcome/")]
)
def test_the_home_page_counts_and_leads_to_the_outcome(outcome, client: Client, home, address):
    response = client.get(home)
    front = response.context["front"]
    assert (front.contributions, front.answered, front.changes) == (2, 1, 1)
    assert [(entry.text.question, entry.contributions) for entry in front.open] == [
        ("What should one account for buses, bikes and parking do?", 2)
    ]
    assert f'<a class="card__link" href="{address}">What came of it</a>' in response.text


def test_the_home_page_costs_the_same_however_much_is_open(outcome, dana, client, django_assert_max_num_queries):
    for number in range(5):
        make_consultation(actor=dana, plan=plan(f"other-{number}"), now=timezone.now(), open_it=True)
    client.get("/")
    with django_assert_max_num_queries(25):
        client.get("/")
