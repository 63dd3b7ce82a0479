"""Drafting and revising: who may, what is kept, what the record says."""

from __future__ import annotations

import hashlib

import pytest

from consultations.decisions.errors import NothingToSave, StaleRevision
from consultations.decisions.models import Change, Decision, DecisionRevision, Passage
from consultations.decisions.operations import draft_decision, revise_decision
from consultations.deliberation.errors import Unfit
from consultations.people.domain.verdict import NotAllowed
from consultations.record.domain.event_types import EventDoesNotFit
from consultations.record.models import Blob, Event
from tests.consultations.decisions.conftest import DRAFT, FINAL, events_of


def passages(revision):
    return list(revision.passages.values_list("sid", "kind", "text"))


def changes(revision):
    return [(c.kind, c.sid, c.before_sids, c.after_sids) for c in revision.changes.all()]


def test_a_draft_is_numbered_hashed_and_on_the_record(decision, now):
    revision = decision.revisions.get()
    assert passages(revision) == [
        (1, "h3", "Your data"),
        (2, "p", "The city keeps the data of every trip for twelve months."),
        (3, "p", "Nobody outside the mobility office may read it."),
        (4, "h3", "Your account"),
        (5, "li", "People sign in with an e-mail address."),
        (6, "li", "Children need the consent of a parent."),
    ]
    body = bytes(Blob.objects.get(sha256=revision.sha256).body)
    assert body.decode().splitlines()[:2] == [
        "s1\t0\th3\t0\tYour data",
        "s2\t1\tp\t0\tThe city keeps the data of every trip for twelve months.",
    ]
    assert (revision.number, revision.size, revision.role) == (0, len(body), "City communicator")
    assert events_of(decision.subject) == [
        (
            "decision.drafted",
            {
                "decision": decision.subject,
                "language": "en",
                "title": "Rules of the account",
                "sha256": hashlib.sha256(body).hexdigest(),
                "bytes": len(body),
            },
        )
    ]


def test_a_revision_keeps_numbers_and_names_its_changes(decision, cast, now):
    revision = revise_decision(
        actor=cast.dana, decision=decision, html=FINAL, based_on=0, now=now, role="Head of Mobility"
    )
    assert [sid for sid, _kind, _text in passages(revision)] == [1, 2, 3, 4, 5, 7]
    assert changes(revision) == [
        ("edited", 2, [2], [2]),
        ("removed", 6, [6], []),
        ("added", 7, [], [7]),
    ]
    assert events_of(decision.subject)[1:] == [
        (
            "decision.revised",
            {
                "decision": decision.subject,
                "revision": 1,
                "language": "en",
                "changes": 3,
                "sha256": revision.sha256,
                "bytes": revision.size,
            },
        )
    ]
    assert revision.role == "Head of Mobility"
    third = revise_decision(actor=cast.dana, decision=decision, html=DRAFT, based_on=1, now=now)
    assert [sid for sid, _kind, _text in passages(third)] == [1, 2, 3, 4, 5, 6]


DATA = "The city keeps the data of every trip for twelve months."
READ = "Nobody outside the mobility office may read it."
SIGN_IN = "People sign in with an e-mail address."
CHILDREN = "Children need the consent of a parent."


@pytest.mark.parametrize(
    ("html", "sids", "kinds"),
    [
        (
            DRAFT.replace("Your data", "1. Your data").replace("Your account", "2. Your account"),
            [1, 2, 3, 4, 5, 6],
            [("edited", 1), ("edited", 4)],
        ),
        (
            f"<h3>Your account</h3><ul><li>{SIGN_IN}</li><li>{CHILDREN}</li></ul>"
            f"<h3>Your data</h3><p>{DATA} {READ}</p>",
            [4, 5, 6, 1, 2, 3],
            [("moved", 4)],
        ),
        (
            f"<h3>Your data</h3><p>{DATA.replace('twelve', 'six')}</p><p>{READ}</p>"
            f"<h3>Your account</h3><p>{SIGN_IN} {CHILDREN}</p>",
            [1, 2, 3, 4, 5, 6],
            [("edited", 2)],
        ),
        (
            f"<h3>Your data</h3><p>{DATA} {READ}</p><h3>Your account</h3>"
            "<p>People sign in with an e-mail address, and children need the consent of a parent.</p>",
            [1, 2, 3, 4, 5],
            [("merged", 5)],
        ),
    ],
    ids=["headings numbered", "sections change places", "paragraphs cut and a list made prose", "two sentences joined"],
)
def test_numbers_last_through_an_editors_rearranging(decision, cast, now, html, sids, kinds):
    revision = revise_decision(actor=cast.dana, decision=decision, html=html, based_on=0, now=now)
    assert [sid for sid, _kind, _text in passages(revision)] == sids
    assert [(kind, sid) for kind, sid, _before, _after in changes(revision)] == kinds
    third = revise_decision(actor=cast.dana, decision=decision, html=DRAFT, based_on=1, now=now)
    assert [sid for sid, _kind, _text in passages(third)] == [1, 2, 3, 4, 5, 6]


def test_markup_of_every_kind_is_cleaned(decision, cast, now):
    revision = revise_decision(
        actor=cast.dana,
        decision=decision,
        html='<p onclick="x()">Safe <script>alert(1)</script><a href="javascript:x()">words</a>.</p>',
        based_on=0,
        now=now,
    )
    html = revision.body + "".join(revision.passages.values_list("html", flat=True))
    assert [word for word in ("<script", "onclick", "javascript") if word in html] == []


@pytest.mark.parametrize("html", ["", "<p> </p>", "<p><br></p>"])
def test_a_text_without_words_is_refused(decision, cast, now, html):
    with pytest.raises(NothingToSave, match="Write the text"):
        revise_decision(actor=cast.dana, decision=decision, html=html, based_on=0, now=now)


def test_the_same_text_is_refused(decision, cast, now):
    with pytest.raises(NothingToSave, match="Nothing differs"):
        revise_decision(actor=cast.dana, decision=decision, html=DRAFT, based_on=0, now=now)


def test_of_two_editors_the_second_is_told_and_nothing_is_overwritten(decision, cast, now):
    revise_decision(actor=cast.dana, decision=decision, html=FINAL, based_on=0, now=now)
    with pytest.raises(StaleRevision, match="Someone saved revision 1 while you were working from revision 0") as told:
        revise_decision(actor=cast.dana, decision=decision, html="<p>Mine.</p>", based_on=0, now=now)
    assert told.value.field == "html"
    assert [r.number for r in decision.revisions.all()] == [0, 1]


@pytest.mark.parametrize("name", ["amina", "chidi", "edon", "fatima", "gezim"])
def test_only_those_who_decide_may(decision, cast, now, mobility, name):
    stranger = getattr(cast, name)
    before = Event.objects.count()
    with pytest.raises(NotAllowed, match="Only those who answer for the city"):
        draft_decision(actor=stranger, consultation=mobility, slug="other", title="X", html=DRAFT, now=now)
    with pytest.raises(NotAllowed, match="Only those who answer for the city"):
        revise_decision(actor=stranger, decision=decision, html=FINAL, based_on=0, now=now)
    assert (Decision.objects.count(), DecisionRevision.objects.count(), Event.objects.count()) == (1, 1, before)


@pytest.mark.parametrize(
    ("field", "given", "words"),
    [
        ("title", {"title": " "}, "Write"),
        ("title", {"title": "x" * 201}, "200"),
        ("slug", {"slug": "No Spaces"}, "small letters"),
        ("slug", {"slug": "rules"}, "already has a decision"),
        ("html", {"html": "<ul><li>" * 80 + "deep"}, "nested|deep"),
    ],
)
def test_what_does_not_fit_is_told_by_field(decision, cast, now, mobility, field, given, words):
    with pytest.raises(Unfit, match=words) as told:
        draft_decision(
            **{
                "actor": cast.dana,
                "consultation": mobility,
                "slug": "more",
                "title": "More",
                "html": DRAFT,
                "now": now,
                **given,
            }
        )
    assert told.value.field == field
    assert Decision.objects.count() == 1


def test_a_failing_record_leaves_nothing_behind(decision, cast, now, mobility):
    before = [model.objects.count() for model in (Decision, DecisionRevision, Passage, Change, Blob, Event)]
    with pytest.raises(EventDoesNotFit, match="language"):
        draft_decision(
            actor=cast.dana, consultation=mobility, slug="long", title="Long", html=FINAL, language="??", now=now
        )
    assert [model.objects.count() for model in (Decision, DecisionRevision, Passage, Change, Blob, Event)] == before
