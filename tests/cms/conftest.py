"""Dana at her desk, and a consultation made there."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client
from django.utils import timezone

from cms.groups import keep_in_step
from cms.models import ConsultationPage
from cms.operations.consultations import ConsultationPlan, make_consultation
from consultations.decisions.models import Decision
from consultations.deliberation.enums import Act, PhaseKind
from consultations.deliberation.models import Contribution
from consultations.deliberation.operations import PhasePlan, contribute
from consultations.people.models import Participant
from tests.cast import Cast

WORDS = {
    "title": "Mobility account",
    "question": "What should one account for buses, bikes and parking do?",
    "summary": "The city plans one account for all ways of moving.",
    "plain_summary": "One account for bus, bike and car.",
    "who_decides": "The city council, on 4 March.",
    "can_change": "What the account offers.",
    "cannot_change": "Cash stays possible: the law says so.",
}
OPEN_ACTS = [Act.PROPOSE, Act.COMMENT, Act.SUPPORT]


@pytest.fixture
def dana(cast: Cast) -> Participant:
    keep_in_step(cast.dana)
    return cast.dana


@pytest.fixture
def desk(client: Client, dana: Participant) -> Client:
    client.force_login(dana)
    return client


def plan(slug: str = "mobility", **fields: object) -> ConsultationPlan:
    now = timezone.now()
    phases = [
        PhasePlan(PhaseKind.PROPOSE, now - timedelta(days=1), now + timedelta(days=20), OPEN_ACTS),
        PhasePlan(PhaseKind.DECISION, now + timedelta(days=20), now + timedelta(days=40)),
    ]
    themes = {"tickets": {"en": "Tickets"}, "privacy": {"en": "Privacy"}}
    return ConsultationPlan(slug, "en", WORDS, phases, themes, **fields)


@pytest.fixture
def page(dana: Participant) -> ConsultationPage:
    """The English page of the open consultation 'mobility'."""
    made = make_consultation(actor=dana, plan=plan(), now=timezone.now(), open_it=True)
    return ConsultationPage.objects.get(pk=made.pk)


@pytest.fixture
def long_ago() -> datetime:
    return datetime(2026, 1, 1, tzinfo=UTC)


def editor(*paragraphs: str) -> str:
    """What Draftail sends: paragraphs as contentstate."""
    blocks = [
        {"key": f"k{place}", "text": text, "type": "unstyled", "depth": 0, "inlineStyleRanges": [], "entityRanges": []}
        for place, text in enumerate(paragraphs)
    ]
    return json.dumps({"blocks": blocks, "entityMap": {}})


FIRST = ("The account keeps trips for one year.", "Tickets are sold in the app.")
SECOND = ("The account keeps trips for thirty days.", "Tickets are sold in the app.")


@pytest.fixture
def said(page: ConsultationPage, cast: Cast) -> list[Contribution]:
    words = [("Delete my trips", "Delete trips after thirty days."), ("Cash", "Keep a counter where cash is taken.")]
    return [
        contribute(
            actor=cast.amina,
            consultation=page.consultation,
            kind="proposal",
            title=title,
            body=body,
            now=timezone.now(),
        )
        for title, body in words
    ]


@pytest.fixture
def decision(desk: Client, said: list[Contribution]) -> Decision:
    address = "/cms/desk/consultations/mobility/decisions/new/"
    response = desk.post(address, {"title": "Rules of the account", "html": editor(*FIRST), "role": "Head of Mobility"})
    made = Decision.objects.get()
    assert response.url == f"/cms/desk/decisions/{made.pk}/"
    return made


@pytest.fixture
def revised(desk: Client, decision: Decision) -> Decision:
    desk.post(f"/cms/desk/decisions/{decision.pk}/text/", {"html": editor(*SECOND), "based_on": "0"})
    return decision
