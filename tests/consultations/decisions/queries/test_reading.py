"""A decision as it is read, and its changes between revisions."""

from __future__ import annotations

import pytest

from consultations.decisions.enums import LinkKind
from consultations.decisions.operations import (
    draft_decision,
    link_change,
    link_passage,
    mark_own_initiative,
    publish_decision,
    revise_decision,
)
from consultations.decisions.queries.changes import changes_between
from consultations.decisions.queries.decisions import decisions_of
from consultations.decisions.queries.reading import Listing, read
from consultations.deliberation.operations import set_themes
from tests.consultations.decisions.conftest import DRAFT, FINAL

LATER = FINAL.replace("three months", "three months and not a day longer")


@pytest.fixture
def told(decision, cast, now, propose, mobility):
    """Revision 1 with one change caused by two people and two of the city's own; revision 2 edits the first again."""
    revision = revise_decision(actor=cast.dana, decision=decision, html=FINAL, based_on=0, now=now)
    [theme] = set_themes(
        actor=cast.dana, consultation=mobility, now=now, themes={"data": {"en": "Data", "ar": "بيانات"}}
    )
    causes = [propose("Keep the data of trips shorter", theme=theme), propose("Three months are enough for trips")]
    link_change(
        actor=cast.dana,
        change=revision.changes.get(kind="edited"),
        contributions=causes,
        kind=LinkKind.CHANGED,
        reason="Two people asked.",
        now=now,
    )
    mark_own_initiative(
        actor=cast.dana, changes=list(revision.changes.exclude(kind="edited")), reason="A new law.", now=now
    )
    revise_decision(actor=cast.dana, decision=decision, html=LATER, based_on=1, now=now)
    return causes


def between(decision, older, newer):
    return changes_between(decision, decision.revisions.get(number=older), decision.revisions.get(number=newer))


@pytest.mark.parametrize(
    ("older", "newer", "expected"),
    [
        (0, 1, [("edited", 2, 2), ("removed", 6, 1), ("added", 7, 1)]),
        (1, 2, [("edited", 2, 0)]),
        (0, 2, [("edited", 2, 2), ("removed", 6, 1), ("added", 7, 1)]),
        (2, 2, []),
    ],
)
def test_changes_between_any_two_revisions(told, decision, older, newer, expected):
    assert [(c.kind.value, c.sid, len(c.links)) for c in between(decision, older, newer)] == expected


def test_the_story_of_a_passage_holds_every_step_and_only_shows_words(told, decision):
    change = between(decision, 0, 2)[0]
    assert change.before == "The city keeps the data of every trip for twelve months."
    assert change.after == "The city keeps the data of every trip for three months and not a day longer."
    assert "".join(s.text for s in change.segments if not s.is_removed) == change.after
    assert [step.revision.number for step in change.changes] == [1, 2]
    assert [link.contribution for link in change.causes] == told


def test_what_went_and_came_back_is_no_change(decision, cast, now):
    revise_decision(actor=cast.dana, decision=decision, html=FINAL, based_on=0, now=now)
    revise_decision(actor=cast.dana, decision=decision, html=DRAFT, based_on=1, now=now)
    assert between(decision, 0, 2) == []


def test_reading_says_why_and_what_is_gone(told, decision, cast, now, django_assert_num_queries):
    passage = decision.revisions.get(number=2).passages.get(sid=5)
    link_passage(
        actor=cast.dana,
        passage=passage,
        contributions=[told[0]],
        kind=LinkKind.CONSIDERED,
        reason="Weighed.",
        now=now,
    )
    with django_assert_num_queries(7):
        reading = read(decision)
        shown = [
            (link.contribution.consultation.slug, link.event.public_id)
            for change in reading.changes
            for link in change.causes
        ]
    assert len(shown) == 2
    paragraph = reading.parts[1]
    assert [(p.sid, bool(p.change)) for p in paragraph.passages] == [(2, True), (3, False)]
    assert [change.kind.value for change in paragraph.changes] == ["edited"]
    items = reading.parts[3]
    assert isinstance(items, Listing)
    assert [[p.sid for p in item.passages] for item, _inner in items.items] == [[5], [7]]
    assert [link.reason for link in items.items[0][0].linked[0].links] == ["Weighed."]
    assert [change.before for change in reading.removed] == ["Children need the consent of a parent."]


def test_the_published_revision_is_read_until_the_next_one_is(told, decision, cast, now):
    publish_decision(actor=cast.dana, decision=decision, number=2, now=now, missing="The rest follows.")
    revise_decision(actor=cast.dana, decision=decision, html=FINAL, based_on=2, now=now)
    reading = read(decision)
    assert (reading.revision.number, reading.newest.number) == (2, 3)
    assert read(decision, 9) is None
    assert read(decision, 0).changes == ()
    [listed] = decisions_of(decision.consultation)
    assert (listed.revision.number, listed.newest.number, listed.changes) == (2, 3, 5)


def test_lists_in_lists_are_read_as_such(cast, mobility, now):
    html = "<ul><li>One<ol><li>First</li><li>Second</li></ol></li><li>Two</li></ul><p>After.</p><ol><li>Alone</li></ol>"
    decision = draft_decision(actor=cast.dana, consultation=mobility, slug="lists", title="Lists", html=html, now=now)

    def shape(part):
        if not isinstance(part, Listing):
            return part.kind
        return (part.tag, [[len(item.passages), *map(shape, inner)] for item, inner in part.items])

    assert [shape(part) for part in read(decision).parts] == [
        ("ul", [[1, ("ol", [[1], [1]])], [1]]),
        "p",
        ("ol", [[1]]),
    ]


def test_a_long_text_needs_no_more_queries(cast, mobility, now, django_assert_num_queries):
    html = "".join(f"<p>Sentence number {n} of the text is long enough to be told apart.</p>" for n in range(300))
    decision = draft_decision(actor=cast.dana, consultation=mobility, slug="long", title="Long", html=html, now=now)
    newer = html.replace("long enough", "short enough")
    revise_decision(actor=cast.dana, decision=decision, html=newer, based_on=0, now=now)
    with django_assert_num_queries(6):
        reading = read(decision)
    assert (len(reading.changes), reading.told_in_place) == (300, False)


def test_a_change_over_two_paragraphs_is_told_once_where_it_begins(cast, mobility, now):
    first, second = "The city keeps the data of every trip for twelve months", "Nobody outside the office may read it"
    html = f"<p>{first} and {second.lower()}.</p>"
    decision = draft_decision(actor=cast.dana, consultation=mobility, slug="split", title="Split", html=html, now=now)
    revise_decision(actor=cast.dana, decision=decision, html=f"<p>{first}.</p><p>{second}.</p>", based_on=0, now=now)
    reading = read(decision)
    [change] = reading.changes
    assert change.kind.value == "split"
    assert [(part.changes, part.told_above) for part in reading.parts] == [((change,), ()), ((), (change,))]
