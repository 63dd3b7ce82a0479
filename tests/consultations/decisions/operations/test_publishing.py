"""The publishing rule: every change explained and everybody answered, or said publicly what is missing."""

from __future__ import annotations

import pytest

from consultations.decisions.enums import LinkKind, Outcome
from consultations.decisions.errors import NotYetExplained
from consultations.decisions.operations import (
    give_disposition,
    link_change,
    mark_own_initiative,
    publish_decision,
    revise_decision,
    withdraw_link,
)
from consultations.decisions.queries.standing import work_list
from consultations.deliberation.errors import Unfit
from consultations.people.domain.verdict import NotAllowed
from consultations.record.models import Event
from tests.consultations.decisions.conftest import FINAL, events_of


@pytest.fixture
def proposal(propose):
    return propose("Three months")


@pytest.fixture
def revision(decision, proposal, cast, now):
    return revise_decision(actor=cast.dana, decision=decision, html=FINAL, based_on=0, now=now)


def publish(decision, cast, now, **given):
    return publish_decision(**{"actor": cast.dana, "decision": decision, "number": 1, "now": now, **given})


def explain_everything(revision, proposal, cast, now):
    edited, *others = revision.changes.order_by("kind", "position").exclude(kind="added")
    added = revision.changes.get(kind="added")
    links = link_change(
        actor=cast.dana,
        change=edited,
        contributions=[proposal],
        kind=LinkKind.CHANGED,
        reason="Asked for.",
        now=now,
    )
    mark_own_initiative(actor=cast.dana, changes=[added, *others], reason="A new law.", now=now)
    give_disposition(actor=cast.dana, contribution=proposal, outcome=Outcome.ADOPTED, reason="Yes.", now=now)
    return links


def test_a_fully_explained_text_is_published(revision, proposal, decision, cast, now):
    explain_everything(revision, proposal, cast, now)
    published = publish(decision, cast, now)
    assert (published.state, published.published_at, published.missing) == ("published", now, "")
    decision.refresh_from_db()
    assert decision.state == "published"
    assert events_of(decision.subject)[-1] == (
        "decision.published",
        {
            "decision": decision.subject,
            "revision": 1,
            "sha256": revision.sha256,
            "bytes": revision.size,
            "answered": 1,
            "in_scope": 1,
            "unexplained": 0,
        },
    )


def test_what_is_missing_is_said_in_numbers(revision, decision, cast, now):
    with pytest.raises(NotYetExplained) as told:
        publish(decision, cast, now, missing="  ")
    assert (told.value.field, str(told.value)) == (
        "missing",
        "3 changes have no reason yet. 1 contribution has no answer yet. "
        "Finish this, or say publicly what is missing and why.",
    )
    assert [e[0] for e in events_of(decision.subject)] == ["decision.drafted", "decision.revised"]


def test_a_public_statement_lets_it_through_and_goes_on_the_record(revision, decision, cast, now):
    published = publish(decision, cast, now, missing="The answers follow in May: two people fell ill.")
    assert published.missing == "The answers follow in May: two people fell ill."
    facts = events_of(decision.subject)[-1][1]
    assert (facts["missing"], facts["unexplained"], facts["answered"], facts["in_scope"]) == (
        "The answers follow in May: two people fell ill.",
        3,
        0,
        1,
    )


@pytest.mark.parametrize(
    ("kind", "explained"),
    [
        (LinkKind.CHANGED, True),
        (LinkKind.SUPPORTED, True),
        (LinkKind.CONSIDERED, False),
        (LinkKind.CONTRADICTED, False),
    ],
)
def test_which_links_explain_a_change(revision, proposal, decision, cast, now, kind, explained):
    change = revision.changes.get(kind="edited")
    [link] = link_change(
        actor=cast.dana, change=change, contributions=[proposal], kind=kind, reason="Because.", now=now
    )
    assert (change.pk in [c.target.pk for c in work_list(decision).unexplained]) is not explained
    withdraw_link(actor=cast.dana, link=link, reason="Wrong.", now=now)
    assert len(work_list(decision).unexplained) == 3


def test_a_typing_error_corrected_on_the_way_needs_no_reason_of_its_own(revision, proposal, decision, cast, now):
    """What counts is the difference from the draft put to consultation: its causes stand for later small steps."""
    explain_everything(revision, proposal, cast, now)
    later = FINAL.replace("any kiosk", "any newspaper kiosk")
    revise_decision(actor=cast.dana, decision=decision, html=later, based_on=1, now=now)
    work = work_list(decision)
    assert (len(work.changes), work.unexplained, work.standing.is_complete) == (3, (), True)
    assert publish(decision, cast, now, number=2).number == 2


def test_only_the_newest_text_and_only_once(revision, proposal, decision, cast, now):
    with pytest.raises(Unfit, match="newer text"):
        publish(decision, cast, now, number=0, missing="Nothing.")
    publish(decision, cast, now, missing="The rest follows.")
    with pytest.raises(Unfit, match="published already"):
        publish(decision, cast, now, missing="The rest follows.")


@pytest.mark.parametrize("name", ["amina", "chidi", "edon", "fatima", "gezim"])
def test_only_those_who_decide_may(revision, decision, cast, now, name):
    before = Event.objects.count()
    with pytest.raises(NotAllowed, match="Only those who answer for the city"):
        publish(decision, cast, now, actor=getattr(cast, name), missing="Nothing.")
    assert Event.objects.count() == before
