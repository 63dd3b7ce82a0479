"""Splitting one into several loses nothing, is public, can be objected to and undone."""

from __future__ import annotations

import pytest

from consultations.deliberation.enums import Offer
from consultations.deliberation.errors import Unfit
from consultations.deliberation.models import Contribution, MergeObjection
from consultations.deliberation.operations import (
    PartPlan,
    join_authors,
    merge,
    move_comment,
    move_support,
    object_to_merge,
    split,
    support,
    unmerge,
)
from consultations.people.domain.verdict import NotAllowed
from consultations.people.models import Notice
from consultations.record.models import Event
from tests.consultations.deliberation.offering import offer
from tests.consultations.deliberation.test_particulars import found_wrong

TWO = "Buses should wait.\n\nTrains should tell."
PARTS = [PartPlan("Buses", "Buses should wait."), PartPlan("Trains", "Trains should tell.")]


@pytest.fixture
def whole(mobility, propose, cast, now):
    """Of Amina and Besnik, with a support of Gezim's."""
    offer(mobility, Offer.SPLITTING)
    made = propose("Everything about buses", TWO, tags=("buses",))
    join_authors(contribution=made, person=cast.besnik, now=now)
    support(actor=cast.gezim, contribution=made, now=now)
    return Contribution.objects.get(pk=made.pk)


def divide(who, whole, now, parts=PARTS):
    return split(actor=who, contribution=whole, parts=parts, reason="Two things.", now=now)


def test_the_parts_have_the_same_authors_and_the_original_keeps_all(whole, cast, now):
    parts = divide(cast.amina, whole, now)
    whole.refresh_from_db()
    assert (whole.state, whole.body, whole.support_count, whole.was_split) == ("published", TWO, 1, True)
    assert [(part.title, part.body, part.author, part.support_count) for part in parts] == [
        ("Buses", "Buses should wait.", cast.amina, 0),
        ("Trains", "Trains should tell.", cast.amina, 0),
    ]
    assert [[one.participant for one in part.coauthors.all()] for part in parts] == [[cast.besnik]] * 2
    assert [[tag.name for tag in part.tags.all()] for part in parts] == [["buses"]] * 2
    assert [part.part_of.contribution for part in parts] == [whole, whole]
    told = Event.objects.filter(type="contribution.split").order_by("position")
    assert [(event.subject, event.data) for event in told] == [
        (part.subject, {"from": whole.subject, "reason": "Two things."}) for part in parts
    ]
    assert all(part.in_scope for part in parts)
    assert found_wrong() == []


def test_staff_only_hand_out_the_authors_own_words(whole, cast, now):
    for parts in (
        [PartPlan("Buses", "Buses must wait!"), PARTS[1]],
        [PARTS[0], PartPlan("Buses again", "Buses should wait.")],
    ):
        with pytest.raises(Unfit) as unfit:
            divide(cast.edon, whole, now, parts)
        assert unfit.value.field == "parts"
    assert Contribution.objects.count() == 1
    divide(cast.edon, whole, now)
    assert {notice.participant for notice in Notice.objects.all()} == {cast.amina, cast.besnik}


def test_authors_write_parts_as_they_like(whole, cast, now):
    parts = divide(cast.besnik, whole, now, [PartPlan("One", "Otherwise."), PartPlan("Two", "And so.")])
    assert [part.author for part in parts] == [cast.amina] * 2


@pytest.mark.parametrize("parts", [PARTS[:1], PARTS * 4, [PARTS[0], PartPlan("", "Trains should tell.")]])
def test_from_two_to_six_parts_each_with_a_title(whole, cast, now, parts):
    with pytest.raises(Unfit):
        divide(cast.amina, whole, now, parts)
    assert Contribution.objects.count() == 1


def test_once_and_not_where_proposals_stay_whole(mobility, whole, cast, propose, now):
    divide(cast.amina, whole, now)
    with pytest.raises(NotAllowed):
        divide(cast.amina, whole, now)
    other = propose("Another", TWO)
    offer(mobility)
    with pytest.raises(NotAllowed):
        divide(cast.amina, other, now)
    assert len(divide(cast.edon, other, now)) == 2


def test_who_supported_moves_the_support_to_a_part(whole, cast, now):
    part = divide(cast.amina, whole, now)[1]
    move_support(actor=cast.gezim, contribution=whole, part=part, now=now)
    whole.refresh_from_db()
    part.refresh_from_db()
    assert (whole.support_count, part.support_count) == (0, 1)
    with pytest.raises(NotAllowed):
        move_support(actor=cast.gezim, contribution=part, part=whole, now=now)
    assert found_wrong() == []


def test_who_commented_moves_the_comment_unless_others_answered(whole, cast, comment, now):
    said = comment(whole, actor=cast.gezim)
    answered = comment(whole, actor=cast.gezim)
    comment(answered, actor=cast.chidi)
    part = divide(cast.amina, whole, now)[0]
    moved = move_comment(actor=cast.gezim, comment=said, part=part, now=now)
    said.refresh_from_db()
    assert (said.state, moved.body, moved.parent) == ("withdrawn", said.body, part)
    with pytest.raises(NotAllowed):
        move_comment(actor=cast.gezim, comment=answered, part=part, now=now)
    assert found_wrong() == []


def test_authors_object_to_what_staff_split_and_it_is_undone_by_merging(whole, cast, now):
    part = divide(cast.edon, whole, now)[0]
    for _twice in range(2):
        object_to_merge(actor=cast.besnik, contribution=part, reason="It is one thing.", now=now)
    assert [(o.contribution, o.into, o.by) for o in MergeObjection.objects.all()] == [(part, whole, cast.besnik)]
    told = Event.objects.get(type="contribution.merge_objected")
    assert (told.subject, told.data) == (part.subject, {"into": whole.subject, "split": True})
    merge(actor=cast.edon, contribution=part, into=whole, reason="Together again.", now=now)
    assert found_wrong() == []
    unmerge(actor=cast.edon, contribution=part, reason="No.", now=now)
    assert found_wrong() == []


@pytest.mark.parametrize("who", ["gezim", "chidi", "dana"])
def test_nobody_else_objects(whole, cast, now, who):
    part = divide(cast.edon, whole, now)[0]
    with pytest.raises(NotAllowed):
        object_to_merge(actor=getattr(cast, who), contribution=part, reason="No.", now=now)


def test_what_its_authors_split_they_do_not_object_to(whole, cast, now):
    part = divide(cast.amina, whole, now)[0]
    with pytest.raises(NotAllowed):
        object_to_merge(actor=cast.besnik, contribution=part, reason="No.", now=now)
