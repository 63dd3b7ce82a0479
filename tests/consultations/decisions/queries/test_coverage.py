"""Coverage on the page is coverage from the log, whatever happened in whatever order."""

from __future__ import annotations

import random
from contextlib import suppress
from datetime import timedelta

import pytest

from consultations.decisions.domain.coverage import answered_with_others
from consultations.decisions.enums import Outcome
from consultations.decisions.operations import give_disposition, give_dispositions
from consultations.decisions.queries.coverage import coverage_of, in_scope, to_answer, totals, waiting
from consultations.deliberation.enums import Channel
from consultations.deliberation.errors import Unfit
from consultations.deliberation.models import District
from consultations.deliberation.operations import hide, merge, restore, set_themes, unmerge, withdraw
from consultations.people.domain.verdict import NotAllowed
from consultations.record.domain.coverage import Ledger
from consultations.record.models import Event


def from_the_log(consultation):
    ledger = Ledger(consultation.slug)
    for event in Event.objects.order_by("position"):
        ledger.event(
            type=event.type,
            subject=event.subject,
            process=event.process,
            time=event.time.strftime("%Y-%m-%dT%H:%M:%SZ"),
            data=event.data,
        )
    return ledger.result()


def agree(consultation):
    page, log = coverage_of(consultation), from_the_log(consultation)
    assert (page.overall.answered, page.overall.in_scope) == (log.answered, log.in_scope) == totals(consultation)
    for name in ("theme", "channel", "district"):
        shown = {share.slug: (share.answered, share.in_scope) for share in getattr(page, f"by_{name}")}
        assert shown == log.groups[name]
    assert {c.subject for c in waiting(consultation)} == {w.subject for w in log.waiting}
    assert [c.created_at for c in waiting(consultation)] == sorted(c.created_at for c in waiting(consultation))
    assert sum(count for _outcome, count in page.outcomes) == log.in_scope


@pytest.fixture
def proposals(propose, cast, mobility, now):
    themes = set_themes(
        actor=cast.dana, consultation=mobility, now=now, themes={"data": {"en": "Data"}, "fares": {"en": "Fares"}}
    )
    north = District.objects.create(slug="north", name={"en": "North"})
    return [
        propose(
            f"Idea {number}",
            now=now + timedelta(minutes=number),
            theme=[None, *themes][number % 3],
            district=north if number % 2 else None,
            actor=cast.dana if number == 5 else cast.amina,
            channel=Channel.DESK if number == 5 else Channel.WEB,
        )
        for number in range(6)
    ]


def act(source, cast, proposals, now):
    """One random act; many are refused, as they would be on the site."""
    one, other = source.sample(proposals, 2)
    one.refresh_from_db()
    acts = [
        lambda: give_disposition(
            actor=cast.dana, contribution=one, outcome=source.choice(list(Outcome)[:6]), reason="Why.", now=now
        ),
        lambda: give_disposition(
            actor=cast.dana, contribution=one, outcome=Outcome.MERGED, into=other, reason="", now=now
        ),
        lambda: merge(actor=cast.dana, contribution=one, into=other, reason="Alike.", now=now),
        lambda: unmerge(actor=cast.dana, contribution=one, reason="Not alike.", now=now),
        lambda: withdraw(actor=one.author, contribution=one, now=now),
        lambda: hide(contribution=one, now=now),
        lambda: restore(contribution=one, reason="Appeal.", now=now),
    ]
    with suppress(Unfit, NotAllowed):
        source.choices(acts, weights=[4, 2, 3, 3, 1, 1, 1])[0]()


@pytest.mark.parametrize("seed", range(6))
def test_page_and_log_agree_after_any_acts(proposals, comment, cast, mobility, now, seed):
    source = random.Random(seed)
    comment(proposals[0])
    agree(mobility)
    for number in range(15):
        act(source, cast, proposals, now + timedelta(hours=number + 1))
    agree(mobility)


def test_an_answer_before_a_merge_that_was_undone_counts_again(proposals, cast, mobility, now):
    one, other = proposals[:2]
    give_disposition(actor=cast.dana, contribution=one, outcome=Outcome.ADOPTED, reason="Yes.", now=now)
    merge(actor=cast.dana, contribution=one, into=other, reason="Alike.", now=now)
    assert totals(mobility) == (0, 6)
    agree(mobility)
    unmerge(actor=cast.dana, contribution=one, reason="Not alike.", now=now)
    assert totals(mobility) == (1, 6)
    agree(mobility)


def test_the_answer_of_another_carries_over_and_the_staff_list_holds_only_those_to_answer(
    proposals, cast, mobility, now
):
    merge(actor=cast.dana, contribution=proposals[0], into=proposals[1], reason="Alike.", now=now)
    give_dispositions(
        actor=cast.dana, contributions=proposals[2:4], outcome=Outcome.NOT_ADOPTED, reason="Too dear.", now=now
    )
    assert [c.pk for c in waiting(mobility)] == [proposals[number].pk for number in (0, 1, 4, 5)]
    assert [c.pk for c in to_answer(mobility)] == [proposals[number].pk for number in (1, 4, 5)]
    give_disposition(actor=cast.dana, contribution=proposals[1], outcome=Outcome.ADOPTED, reason="Yes.", now=now)
    assert [c.pk for c in waiting(mobility)] == [proposals[number].pk for number in (4, 5)]
    assert coverage_of(mobility).outcomes == (
        (Outcome.PENDING, 2),
        (Outcome.ADOPTED, 1),
        (Outcome.NOT_ADOPTED, 2),
        (Outcome.MERGED, 1),
    )


def test_the_number_of_queries_does_not_grow(proposals, cast, mobility, now, django_assert_num_queries):
    merge(actor=cast.dana, contribution=proposals[0], into=proposals[1], reason="Alike.", now=now)
    with django_assert_num_queries(5):
        coverage_of(mobility)
    with django_assert_num_queries(2):
        totals(mobility)
    with django_assert_num_queries(3):
        list(waiting(mobility))
    with django_assert_num_queries(1):
        list(to_answer(mobility))


def test_percent_is_a_hundred_only_when_nobody_waits(proposals, mobility):
    assert in_scope(mobility).count() == 6
    assert coverage_of(mobility).overall.percent == 0


@pytest.mark.parametrize(
    ("into", "answered", "expected"),
    [
        ({}, {1}, set()),
        ({1: 2}, set(), set()),
        ({1: 2}, {2}, {1}),
        ({1: 2, 2: 3}, {3}, {1, 2}),
        ({1: 2, 2: 1}, {3}, set()),
        ({1: 2, 2: 1, 3: 4}, {4}, {3}),
    ],
)
def test_chains_and_circles(into, answered, expected):
    assert answered_with_others(into, answered) == expected
