"""Whoever helps to lead a session changes its agenda too; what is the facilitator's alone stays so."""

from __future__ import annotations

import pytest
from django.test import Client

from consultations.people.domain.verdict import NotAllowed
from realtime.domain.revise import Add, Copy
from realtime.enums import SeatRole, SeatState
from realtime.models import AgendaTemplate, RoomEvent, Seat
from realtime.operations.agenda import revise_agenda
from realtime.operations.people import give_role
from tests.realtime.rooms import AGENDA, TestRoom, make_room
from tests.realtime.test_pages import address
from tests.realtime.test_place_pages import seated, text

STEP = {"title": "Once more", "purpose": "What did we forget?", "minutes": 5, "notes": 0, "names": "nobody"}


@pytest.fixture
def helper(collecting: TestRoom, now) -> Client:
    """A guest who helps to lead, on her laptop."""
    client = seated(collecting, name="Lila")
    give_role(by=collecting.facilitator, seat=Seat.objects.get(name="Lila"), role=SeatRole.COFACILITATOR, now=now)
    return client


def ids(room: TestRoom) -> list[str]:
    return [activity.id for activity in room.state().agenda]


def test_a_cofacilitator_adds_edits_moves_and_deletes_steps(collecting, helper):
    here = address(collecting, "agenda/")
    assert f'href="{here}"' in text(helper, address(collecting, "facilitate/"))
    assert helper.post(f"{here}new/collect/", STEP).headers["Location"] == here
    assert ids(collecting)[-1] == "collect-1"
    helper.post(f"{here}steps/collect-1/", {**STEP, "title": "Forgotten"})
    helper.post(f"{here}change/", {"act": "move", "step": "collect-1", "by": "-9"})
    assert (ids(collecting)[1], collecting.state().activity("collect-1").title) == ("collect-1", "Forgotten")
    helper.post(f"{here}change/", {"act": "remove", "step": "collect-1"})
    assert collecting.state().agenda == AGENDA


def test_what_is_for_facilitators_alone_is_neither_offered_nor_done(collecting, helper):
    own = ("agenda/plan/", "agenda/save/", "rehearse/")
    for page in ("agenda/", "facilitate/"):
        shown = text(helper, address(collecting, page))
        assert not any(f'"{address(collecting, each)}"' in shown for each in own)
        assert "/live/agendas/" not in shown
    answers = [
        helper.get(address(collecting, "agenda/plan/")),
        helper.post(address(collecting, "agenda/save/"), {"name": "Mine"}),
        helper.post(address(collecting, "rehearse/"), {"ghosts": 5}),
        helper.get("/live/agendas/"),
    ]
    assert ([answer.status_code for answer in answers], AgendaTemplate.objects.exists()) == ([403] * 4, False)


def test_facilitators_are_offered_all_of_it(collecting, cast):
    chidi = seated(collecting, cast.chidi)
    shown = text(chidi, address(collecting, "agenda/"))
    assert f'"{address(collecting, "rehearse/")}"' in shown
    assert f'"{address(collecting, "agenda/save/")}"' in shown


@pytest.mark.parametrize("role", [SeatRole.NOTETAKER, SeatRole.PARTICIPANT])
def test_other_roles_change_no_agenda(collecting, cast, now, role):
    client = seated(collecting, cast.amina)
    seat = Seat.objects.get(participant=cast.amina)
    give_role(by=collecting.facilitator, seat=seat, role=role, now=now)
    for page in ("agenda/", "agenda/new/collect/", "agenda/steps/themes/"):
        assert client.get(address(collecting, page)).status_code == 403
    assert client.post(address(collecting, "agenda/change/"), {"act": "copy", "step": "ideas"}).status_code == 403
    with pytest.raises(NotAllowed):
        revise_agenda(actor=cast.amina, seat=seat, session=collecting.session, change=Copy("ideas"), now=now)
    assert collecting.state().agenda == AGENDA


def test_nobody_changes_an_agenda_without_a_seat_that_leads_here_and_now(collecting, helper, cast, now):
    lila = Seat.objects.get(name="Lila")
    other = make_room(cast.chidi, now, slug="parks")

    def refused(room: TestRoom, seat: Seat | None) -> bool:
        with pytest.raises(NotAllowed):
            revise_agenda(actor=None, seat=seat, session=room.session, change=Add(AGENDA[0]), now=now)
        return not RoomEvent.objects.filter(session=room.session, type="agenda.revised").exists()

    assert refused(collecting, None)
    assert refused(other, lila), "the role is of one session"
    Seat.objects.filter(pk=lila.pk).update(state=SeatState.REMOVED, reason="Shouts")
    assert refused(collecting, lila), "the seat is read when it is asked, not as the page knew it"
    Seat.objects.filter(pk=lila.pk).update(state=SeatState.SEATED)
    give_role(by=collecting.facilitator, seat=lila, role=SeatRole.PARTICIPANT, now=now)
    assert refused(collecting, lila)


def test_when_the_session_is_over_a_cofacilitator_leads_nothing(collecting, helper):
    collecting.lead("activity.close", activity="ideas")
    collecting.lead("room.close")
    assert helper.get(address(collecting, "agenda/")).status_code == 403
    assert f'"{address(collecting, "agenda/")}"' not in text(helper, address(collecting, "facilitate/"))
