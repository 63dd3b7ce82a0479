"""Merging loses nobody, is public, can be objected to and undone."""

from __future__ import annotations

import pytest

from consultations.deliberation.errors import Unfit
from consultations.deliberation.models import Contribution, MergeObjection
from consultations.deliberation.operations import hide, merge, object_to_merge, restore, support, unmerge
from consultations.deliberation.queries.contributions import voices_of
from consultations.people.domain.verdict import NotAllowed
from consultations.record.models import Event
from tests.consultations.deliberation.conftest import make_consultation


@pytest.fixture
def pair(propose, cast):
    return propose("Let buses wait"), propose("Buses should wait", actor=cast.besnik)


def told(contribution, word):
    return [e.data for e in Event.objects.filter(subject=contribution.subject, type=f"contribution.{word}")]


def test_merged_stands_under_the_other_with_its_supports(pair, cast, now):
    one, other = pair
    for person in (cast.gezim, cast.chidi):
        support(actor=person, contribution=one, now=now)
    support(actor=cast.gezim, contribution=other, now=now)
    merge(actor=cast.chidi, contribution=one, into=other, reason="The same wish.", now=now)
    one.refresh_from_db()
    assert (one.state, one.merged_into, one.author, one.support_count) == ("merged", other, cast.amina, 2)
    assert (list(Contribution.objects.listed()), voices_of(other, None).people) == ([other], 2)
    assert told(one, "merged") == [{"into": other.subject, "reason": "The same wish."}]


def test_an_author_objects_once_and_staff_split(pair, cast, now):
    one, other = pair
    merge(actor=cast.edon, contribution=one, into=other, reason="Same.", now=now)
    for _twice in range(2):
        object_to_merge(actor=cast.amina, contribution=one, reason="Not the same stop.", now=now)
    assert [(o.by, o.reason) for o in MergeObjection.objects.all()] == [(cast.amina, "Not the same stop.")]
    assert told(one, "merge_objected") == [{"into": other.subject}]
    unmerge(actor=cast.edon, contribution=one, reason="They differ.", now=now)
    one.refresh_from_db()
    assert (one.state, one.merged_into) == ("published", None)
    assert told(one, "split") == [{"from": other.subject, "reason": "They differ."}]


def test_a_merged_one_that_was_hidden_comes_back_merged(pair, cast, now):
    one, other = pair
    merge(actor=cast.edon, contribution=one, into=other, reason="Same.", now=now)
    hide(contribution=one, now=now)
    assert restore(contribution=one, reason="Reversed.", now=now).state == "merged"


@pytest.mark.parametrize("who", [None, "amina", "gezim", "fatima"])
def test_only_staff_for_it_merge_and_split(pair, cast, now, who):
    one, other = pair
    actor = getattr(cast, who) if who else None
    with pytest.raises(NotAllowed):
        merge(actor=actor, contribution=one, into=other, reason="Same.", now=now)
    merge(actor=cast.edon, contribution=one, into=other, reason="Same.", now=now)
    with pytest.raises(NotAllowed):
        unmerge(actor=actor, contribution=one, reason="Differ.", now=now)
    assert len(told(one, "merged") + told(one, "split")) == 1


def test_a_stranger_does_not_object(pair, cast, now):
    one, other = pair
    merge(actor=cast.edon, contribution=one, into=other, reason="Same.", now=now)
    for actor in (None, cast.gezim):
        with pytest.raises(NotAllowed):
            object_to_merge(actor=actor, contribution=one, reason="No.", now=now)
    assert not MergeObjection.objects.exists()


def test_what_cannot_be_merged(pair, propose, comment, cast, now):
    one, other = pair
    elsewhere = propose(consultation=make_consultation(cast.dana, "parks"))
    refusals = {
        "itself": (one, one),
        "same consultation": (one, elsewhere),
        "Comments": (comment(one), other),
    }
    for words, (contribution, into) in refusals.items():
        with pytest.raises(Unfit, match=words):
            merge(actor=cast.edon, contribution=contribution, into=into, reason="Same.", now=now)
    with pytest.raises(Unfit, match="Write something"):
        merge(actor=cast.edon, contribution=one, into=other, reason=" ", now=now)
    merge(actor=cast.edon, contribution=one, into=other, reason="Same.", now=now)
    with pytest.raises(Unfit, match="other way round"):
        merge(actor=cast.edon, contribution=other, into=propose("Third"), reason="Same.", now=now)
    with pytest.raises(Unfit, match="Only published"):
        merge(actor=cast.edon, contribution=one, into=other, reason="Same.", now=now)
