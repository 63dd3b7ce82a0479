"""What an act asks for is data of the phase."""

from __future__ import annotations

from datetime import timedelta

import pytest

from consultations.deliberation.enums import Act, Channel, ContributionKind, PhaseKind
from consultations.deliberation.errors import Unfit
from consultations.deliberation.models import Consultation, Support
from consultations.deliberation.operations import PhasePlan, set_phases, support
from consultations.deliberation.permissions import may_contribute, may_support
from consultations.deliberation.permissions_together import may_suggest
from consultations.people.enums import Level
from consultations.people.models import Participant
from consultations.people.operations.verifying import verify_by_provider
from consultations.record.models import Event
from tests.consultations.deliberation.conftest import make_consultation

ACTS = (Act.PROPOSE, Act.COMMENT, Act.SUPPORT)

pytestmark = pytest.mark.django_db


def again(thing):
    return type(thing)._default_manager.get(pk=thing.pk)


@pytest.fixture
def asking(cast, now) -> Consultation:
    """Comments are for everybody; proposals ask for an address, supports for a person."""
    consultation = make_consultation(cast.dana, "bus-line")
    plan_of(cast, consultation, now, {Act.PROPOSE: Level.ADDRESS, Act.SUPPORT: Level.PERSON}, reason="Only residents.")
    return again(consultation)


def plan_of(cast, consultation, now, levels, reason="") -> None:
    plans = [
        PhasePlan(kind=PhaseKind(phase.kind), starts_at=phase.starts_at, ends_at=phase.ends_at, may=ACTS, levels=levels)
        for phase in consultation.phases.all()
    ]
    set_phases(actor=cast.dana, consultation=consultation, phases=plans, now=now, reason=reason)


@pytest.mark.parametrize(
    ("level", "proposes", "comments", "supports"),
    [
        (Level.ACCOUNT, False, True, False),
        (Level.ADDRESS, True, True, False),
        (Level.PERSON, True, True, True),
    ],
)
def test_each_act_asks_for_its_level(asking, cast, now, propose, level, proposes, comments, supports):
    verify_by_provider(participant=cast.besnik, level=Level.PERSON, now=now)
    theirs = propose(actor=again(cast.besnik), consultation=asking)
    if level is not Level.ACCOUNT:
        verify_by_provider(participant=cast.amina, level=level, now=now)
    amina = again(cast.amina)
    assert (
        bool(may_contribute(amina, asking, ContributionKind.PROPOSAL, now)),
        bool(may_contribute(amina, asking, ContributionKind.COMMENT, now)),
        bool(may_suggest(amina, theirs, now)),
        bool(may_support(amina, theirs, now)),
    ) == (proposes, comments, comments, supports)


def test_a_support_holds_its_level_and_the_record_does_not(asking, cast, now, propose):
    for person in (cast.amina, cast.besnik):
        verify_by_provider(participant=person, level=Level.PERSON, now=now)
    theirs = propose(actor=again(cast.besnik), consultation=asking)
    support(actor=again(cast.amina), contribution=theirs, now=now)
    assert Support.objects.get().level == Level.PERSON
    assert Event.objects.get(type="support.given").data == {}


def test_what_staff_enters_for_others_asks_for_nothing(asking, cast, now):
    answers = [
        bool(may_contribute(cast.dana, asking, ContributionKind.PROPOSAL, now, channel))
        for channel in (Channel.PAPER, Channel.DESK, Channel.WEB)
    ]
    assert answers == [True, True, False]


def test_of_overlapping_phases_the_lowest_holds(asking, cast, now):
    first = asking.phases.all()[0]
    asking.phases.create(
        position=9, kind=PhaseKind.PROPOSE, starts_at=first.starts_at, settings={"may": [Act.PROPOSE.value]}
    )
    assert may_contribute(cast.amina, again(asking), ContributionKind.PROPOSAL, now)


def test_changing_it_in_an_open_consultation_needs_a_reason_and_is_on_the_record(cast, now):
    consultation = make_consultation(cast.dana, "bus-line")
    with pytest.raises(Unfit):
        plan_of(cast, consultation, now, {Act.COMMENT: Level.PERSON})
    plan_of(cast, again(consultation), now, {Act.COMMENT: Level.PERSON}, reason="Too many came from elsewhere.")
    told = Event.objects.filter(type="phase.changed", data__change="eligibility")
    assert {(*event.data["levels"], event.data["reason"]) for event in told} == {
        ("comment: person", "Too many came from elsewhere.")
    }
    before = told.count()
    plan_of(cast, again(consultation), now + timedelta(hours=1), {Act.COMMENT: Level.PERSON})
    assert told.count() == before


def test_a_phase_without_levels_costs_no_query(cast, now, django_assert_num_queries):
    consultation = make_consultation(cast.dana, "bus-line")
    consultation = Consultation.objects.prefetch_related("phases").get(pk=consultation.pk)
    person = Participant.objects.get(pk=cast.amina.pk)
    with django_assert_num_queries(1):  # whether the person has a role
        assert may_contribute(person, consultation, ContributionKind.COMMENT, now) or person.roles() == frozenset()
        person.roles()


def test_the_page_says_what_is_asked_for_and_leads_to_the_ladder(asking, cast, client):
    assert (
        "Needed for “Make proposals”: Address confirmed by letter."
        in client.get(asking.get_absolute_url()).content.decode()
    )
    client.force_login(cast.amina)
    page = client.get(f"{asking.get_absolute_url()}propose/").content.decode()
    assert "This is for people whose address is confirmed." in page
    assert 'href="/me/verification/"' in page
