"""Links from changes and passages to what people gave."""

from __future__ import annotations

import pytest

from consultations.decisions.enums import LinkKind
from consultations.decisions.errors import AlreadyLinked
from consultations.decisions.models import Link
from consultations.decisions.operations import (
    link_change,
    link_passage,
    mark_own_initiative,
    revise_decision,
    withdraw_link,
)
from consultations.deliberation.errors import Unfit
from consultations.deliberation.operations import hide
from consultations.people.domain.verdict import NotAllowed
from consultations.record.models import Event
from tests.consultations.decisions.conftest import FINAL, events_of


@pytest.fixture
def revision(decision, cast, now):
    return revise_decision(actor=cast.dana, decision=decision, html=FINAL, based_on=0, now=now)


@pytest.fixture
def edited(revision):
    return revision.changes.get(kind="edited")


def test_a_change_is_linked_to_all_its_causes(edited, decision, cast, now, propose):
    causes = [propose("Keep less"), propose("Three months are enough")]
    links = link_change(
        actor=cast.dana,
        change=edited,
        contributions=causes,
        kind=LinkKind.CHANGED,
        reason=" Two people asked for it. ",
        now=now,
    )
    assert [(link.contribution, link.kind, link.reason, link.role) for link in links] == [
        (cause, "changed", "Two people asked for it.", "City communicator") for cause in causes
    ]
    assert [event for link in links for event in events_of(link.subject)] == [
        (
            "link.created",
            {
                "link": link.subject,
                "target": f"change/{decision.pk}.1.2",
                "cause": cause.subject,
                "kind": "changed",
                "reason": "Two people asked for it.",
                "role": "City communicator",
            },
        )
        for link, cause in zip(links, causes, strict=True)
    ]


def test_an_unchanged_passage_can_be_linked(revision, decision, cast, now, propose):
    passage = revision.passages.get(sid=5)
    [link] = link_passage(
        actor=cast.dana,
        passage=passage,
        contributions=[propose("Sign in without e-mail")],
        kind=LinkKind.CONTRADICTED,
        reason="The law asks for an address.",
        now=now,
    )
    assert events_of(link.subject)[0][1]["target"] == f"passage/{decision.pk}.1.5"


def test_own_initiative_is_marked_on_many_changes_at_once(revision, cast, now):
    changes = list(revision.changes.all())
    links = mark_own_initiative(actor=cast.dana, changes=changes, reason="A new law.", now=now)
    assert [(link.change, link.contribution, link.kind) for link in links] == [
        (change, None, "own_initiative") for change in changes
    ]
    assert "cause" not in events_of(links[0].subject)[0][1]
    with pytest.raises(AlreadyLinked, match="already marked"):
        mark_own_initiative(actor=cast.dana, changes=changes[:1], reason="Again.", now=now)


def test_a_withdrawn_link_stays_and_can_be_made_again(edited, cast, now, propose):
    cause = propose()
    given = {"actor": cast.dana, "change": edited, "contributions": [cause], "kind": LinkKind.CHANGED, "now": now}
    [link] = link_change(reason="It asked for this.", **given)
    with pytest.raises(AlreadyLinked, match="linked here already"):
        link_change(reason="Again.", **given)
    withdrawn = withdraw_link(actor=cast.dana, link=link, reason="It was another one.", now=now)
    assert events_of(link.subject)[1] == (
        "link.withdrawn",
        {"link": link.subject, "reason": "It was another one.", "role": "City communicator"},
    )
    assert (withdrawn.withdrawn_at, withdrawn.withdrawn_reason) == (now, "It was another one.")
    with pytest.raises(Unfit, match="withdrawn already"):
        withdraw_link(actor=cast.dana, link=link, reason="Twice.", now=now)
    link_change(reason="It was this one after all.", **given)
    assert edited.links.count() == 2


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"reason": " "}, "reason"),
        ({"reason": "x" * 1001}, "reason"),
        ({"contributions": []}, "contributions"),
        ({"kind": LinkKind.OWN_INITIATIVE}, "kind"),
    ],
)
def test_what_does_not_fit_is_told_by_field(edited, cast, now, propose, given, field):
    full = {
        "actor": cast.dana,
        "change": edited,
        "contributions": [propose()],
        "kind": LinkKind.CHANGED,
        "reason": "Asked.",
        "now": now,
        **given,
    }
    with pytest.raises(Unfit) as told:
        link_change(**full)
    assert (told.value.field, Link.objects.count()) == (field, 0)


def test_of_several_causes_all_are_linked_or_none(edited, cast, now, propose):
    shown, hidden = propose("Shown"), propose("Hidden")
    hidden = hide(contribution=hidden, now=now)
    before = Event.objects.count()
    with pytest.raises(Unfit, match="not public"):
        link_change(
            actor=cast.dana,
            change=edited,
            contributions=[shown, hidden],
            kind=LinkKind.CHANGED,
            reason="Asked.",
            now=now,
        )
    assert (Link.objects.count(), Event.objects.count()) == (0, before)


@pytest.mark.parametrize("name", ["amina", "chidi", "edon", "fatima", "gezim"])
def test_only_those_who_decide_may(revision, edited, cast, now, propose, name):
    stranger = getattr(cast, name)
    cause = propose()
    [link] = mark_own_initiative(actor=cast.dana, changes=[edited], reason="Ours.", now=now)
    before = Event.objects.count()
    shared = {"actor": stranger, "reason": "Mine.", "now": now}
    acts = [
        lambda: link_change(change=edited, contributions=[cause], kind=LinkKind.CHANGED, **shared),
        lambda: link_passage(
            passage=revision.passages.all()[0], contributions=[cause], kind=LinkKind.SUPPORTED, **shared
        ),
        lambda: mark_own_initiative(changes=[edited], **shared),
        lambda: withdraw_link(link=link, **shared),
    ]
    for act in acts:
        with pytest.raises(NotAllowed, match="Only those who answer for the city"):
            act()
    assert Event.objects.count() == before
