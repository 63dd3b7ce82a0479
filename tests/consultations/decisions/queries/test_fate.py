"""What became of one contribution."""

from __future__ import annotations

from consultations.decisions.enums import LinkKind, Outcome
from consultations.decisions.operations import give_disposition, link_change, revise_decision, withdraw_link
from consultations.decisions.queries.fate import fate_of, outcomes_of
from consultations.deliberation.operations import merge, unmerge, withdraw
from tests.consultations.decisions.conftest import FINAL


def answer(cast, contribution, outcome, now, **given):
    return give_disposition(
        actor=cast.dana, contribution=contribution, outcome=outcome, now=now, **{"reason": "Because.", **given}
    )


def test_waiting_answered_and_answered_again(propose, cast, now):
    proposal = propose()
    assert (fate_of(proposal).outcome, fate_of(proposal).answer) == (Outcome.PENDING, None)
    first = answer(cast, proposal, Outcome.NOT_ADOPTED, now)
    second = answer(cast, proposal, Outcome.ADOPTED_IN_PART, now)
    fate = fate_of(proposal)
    assert (fate.outcome, fate.answer, fate.earlier) == (Outcome.ADOPTED_IN_PART, second, (first,))


def test_merged_it_has_the_answer_of_the_other(propose, cast, now):
    one, other = propose("One"), propose("Other")
    earlier = answer(cast, one, Outcome.ADOPTED, now)
    merge(actor=cast.dana, contribution=one, into=other, reason="Alike.", now=now)
    given = answer(cast, other, Outcome.NOT_ADOPTED, now)
    fate = fate_of(one)
    assert (fate.outcome, fate.with_other, fate.answer, fate.earlier) == (Outcome.MERGED, other, given, (earlier,))
    unmerge(actor=cast.dana, contribution=one, reason="Not alike.", now=now)
    fate = fate_of(one)
    assert (fate.outcome, fate.answer, fate.earlier) == (Outcome.ADOPTED, earlier, ())


def test_the_passages_that_it_touched_without_withdrawn_links(
    propose, decision, cast, now, django_assert_max_num_queries
):
    proposal = propose()
    revision = revise_decision(actor=cast.dana, decision=decision, html=FINAL, based_on=0, now=now)
    [kept], [gone] = (
        link_change(
            actor=cast.dana,
            change=change,
            contributions=[proposal],
            kind=LinkKind.CHANGED,
            reason="Asked.",
            now=now,
        )
        for change in revision.changes.all()[:2]
    )
    withdraw_link(actor=cast.dana, link=gone, reason="Wrong.", now=now)
    with django_assert_max_num_queries(6):
        fate = fate_of(proposal)
        assert [(link, link.decision.consultation.slug) for link in fate.links] == [(kept, "mobility")]
        assert [(link, link.withdrawn_event.data["reason"]) for link in fate.taken_back] == [(gone, "Wrong.")]


def test_outcomes_of_a_list_in_one_query(propose, comment, cast, now, django_assert_num_queries):
    waiting, answered, taken_back = (propose(f"Idea {number}") for number in range(3))
    talk = comment(waiting)
    answer(cast, answered, Outcome.ADOPTED, now)
    withdraw(actor=cast.amina, contribution=taken_back, now=now)
    with django_assert_num_queries(1):
        found = outcomes_of([waiting, answered, taken_back, talk])
    assert found == {
        waiting.pk: Outcome.PENDING,
        answered.pk: Outcome.ADOPTED,
        taken_back.pk: Outcome.WITHDRAWN,
    }
