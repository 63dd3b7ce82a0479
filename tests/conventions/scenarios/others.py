"""People, live sessions, and the desk of the communicator."""

from __future__ import annotations

from django.utils import timezone

from cms.groups import keep_in_step
from cms.operations.consultations import add_languages, make_consultation, open_with_page
from cms.operations.frame import Frame, change_frame
from cms.operations.readings import ask_second_person, read_as_second_person
from consultations.following.operations.codes import code_for_mine
from consultations.following.operations.follow import follow, unfollow
from consultations.people.domain.roles import Role
from consultations.people.enums import Hears
from consultations.people.models import Notice
from consultations.people.operations.account import change_profile, delete_account
from consultations.people.operations.hearing import choose_hearing
from consultations.people.operations.looks import look
from consultations.people.operations.notices import mark_read
from consultations.people.operations.roles import grant_role, revoke_role
from realtime.domain.activity import Activity
from realtime.domain.plan import Plan
from realtime.domain.room import SHOWN
from realtime.operations.correct import answer_correction, propose_correction
from realtime.operations.draft_decision import decision_from_text
from realtime.operations.hand_over import Chosen, hand_over
from realtime.operations.join import join, take_along
from realtime.operations.prepare import plan_session, prepare_session
from tests.cms.conftest import plan
from tests.conventions.scenarios.decisions import a_draft, a_review
from tests.conventions.scenarios.deliberation import other_phases
from tests.conventions.scenarios.scenario import NOW, Scenario, Town, fresh, strangers_account_is_closed
from tests.realtime.rooms import AGENDA, make_room

OWN = "changes only what is the actor's own"


def followed(town: Town) -> None:
    strangers_account_is_closed(town)
    follow(actor=town.cast.amina, thing=town.theirs, now=NOW)


def an_administrator(town: Town) -> None:
    grant_role(actor=None, participant=town.cast.fatima, role=Role.ADMINISTRATOR, now=NOW)


def a_notice(town: Town) -> None:
    Notice.objects.create(participant=town.cast.amina, subject="Look", text="There.", path="/", at=NOW)


def a_closed_room(town: Town) -> None:
    room = make_room(town.cast.chidi, NOW, slug="bus-line")
    room.lead("room.open")
    room.lead("activity.open", activity="ideas")
    room.act(room.guest(), "note.add", activity="ideas", text="Benches")
    room.lead("activity.close", activity="ideas")
    room.lead("room.close")
    town.held |= {"session": room.session}
    assert [note.state for note in room.state().notes.values()] == [SHOWN]
    town.held["item"] = room


def results_of(town: Town) -> list[Chosen]:
    notes = town.held["item"].state().notes
    return [Chosen(next(iter(notes)), "Benches", "By the river.")]


def a_text_handed_over(town: Town) -> None:
    text = Activity("text", "write", "Text", "What do we ask for?", settings={"text": "Shade."})
    room = make_room(town.cast.chidi, NOW, (text,), slug="bus-line")
    room.lead("room.open")
    room.lead("activity.open", activity="text")
    room.lead("activity.close", activity="text")
    room.lead("room.close")
    town.held |= {"session": room.session, "number": room.state().stage("text").number}
    chosen = [Chosen(town.held["number"], "Our letter", "Shade.")]
    hand_over(actor=town.cast.chidi, session=room.session, chosen=chosen, now=NOW)


def a_prepared_room(town: Town) -> None:
    town.held["session"] = make_room(town.cast.chidi, NOW, slug="bus-line").session


def an_open_room(town: Town) -> None:
    room = make_room(town.cast.chidi, NOW, slug="bus-line")
    room.lead("room.open")
    town.held["session"] = room.session


def a_guest_and_a_seat(town: Town) -> None:
    """The stranger's account is closed; Amina has a seat already, so that the guest's choices move."""
    strangers_account_is_closed(town)
    an_open_room(town)
    join(session=town.held["session"], actor=town.cast.amina, now=NOW)
    town.held["guest"] = join(session=town.held["session"], actor=None, now=NOW)[0]


def a_correction(town: Town) -> None:
    a_closed_room(town)
    seat = town.held["session"].seats.order_by("-pk").first()
    town.held["correction"] = propose_correction(seat=seat, text="It was three benches.", now=NOW)


def editors(town: Town) -> None:
    keep_in_step(town.cast.dana)


def a_page(town: Town) -> None:
    editors(town)
    town.held["page"] = make_consultation(actor=town.cast.dana, plan=plan("parks"), now=NOW)
    town.held["parks"] = town.held["page"].consultation


SCENARIOS = {
    follow: Scenario(
        lambda town, who: follow(actor=who, thing=fresh(town.theirs), now=NOW),
        "amina",
        given=strangers_account_is_closed,
    ),
    unfollow: Scenario(
        lambda town, who: unfollow(actor=who, thing=fresh(town.theirs), now=NOW), "amina", given=followed
    ),
    code_for_mine: Scenario(
        lambda town, who: code_for_mine(actor=fresh(who), now=NOW),
        "amina",
        stranger="",
        open_to="gives a code for what is the actor's own",
    ),
    ask_second_person: Scenario(
        lambda town, who: ask_second_person(actor=who, decision=town.again("decision"), number=0, now=NOW),
        "dana",
        given=a_draft,
    ),
    read_as_second_person: Scenario(
        lambda town, who: read_as_second_person(
            actor=who, review=town.again("review"), approved=False, note="Say why.", now=NOW
        ),
        "chidi",
        given=a_review,
        stranger="dana",
    ),
    change_profile: Scenario(
        lambda town, who: change_profile(actor=fresh(who), pseudonym="River Linden 42", language="ar", now=NOW),
        "amina",
        ("content.erased",),
        stranger="",
        open_to=OWN,
    ),
    delete_account: Scenario(
        lambda town, who: delete_account(actor=fresh(who), texts=True, now=NOW),
        "amina",
        ("content.erased",),
        stranger="",
        open_to=OWN,
    ),
    choose_hearing: Scenario(
        lambda town, who: choose_hearing(actor=fresh(who), hears=Hears.WEEKLY, now=NOW),
        "amina",
        stranger="",
        open_to=OWN,
    ),
    look: Scenario(
        lambda town, who: look(actor=who, participant=town.cast.amina, why="case 12", now=NOW),
        "edon",
        stranger="",
        open_to="writes down what a page showed: the page asked whether it may",
    ),
    mark_read: Scenario(
        lambda town, who: mark_read(actor=who, now=NOW), "amina", given=a_notice, stranger="", open_to=OWN
    ),
    grant_role: Scenario(
        lambda town, who: grant_role(actor=who, participant=fresh(town.cast.amina), role=Role.MODERATOR, now=NOW),
        "fatima",
        given=an_administrator,
    ),
    revoke_role: Scenario(
        lambda town, who: revoke_role(actor=who, participant=fresh(town.cast.edon), role=Role.MODERATOR, now=NOW),
        "fatima",
        given=an_administrator,
    ),
    prepare_session: Scenario(
        lambda town, who: prepare_session(
            actor=who, consultation=fresh(town.consultation), title="Ideas", agenda=AGENDA, language="en", now=NOW
        ),
        "chidi",
    ),
    plan_session: Scenario(
        lambda town, who: plan_session(actor=who, session=town.again("session"), plan=Plan(place="Depot"), now=NOW),
        "chidi",
        given=a_prepared_room,
    ),
    join: Scenario(
        lambda town, who: join(session=town.again("session"), actor=who, now=NOW),
        "amina",
        given=an_open_room,
        stranger="",
        open_to="anybody who has the code sits down, without an account too",
    ),
    take_along: Scenario(
        lambda town, who: take_along(actor=who, seat=town.again("guest"), now=NOW),
        "amina",
        given=a_guest_and_a_seat,
    ),
    answer_correction: Scenario(
        lambda town, who: answer_correction(
            actor=who, correction=town.again("correction"), accept=False, answer="It was said so.", now=NOW
        ),
        "chidi",
        given=a_correction,
    ),
    hand_over: Scenario(
        lambda town, who: hand_over(actor=who, session=town.again("session"), chosen=results_of(town), now=NOW),
        "chidi",
        ("contribution.published", "session.result"),
        given=a_closed_room,
    ),
    decision_from_text: Scenario(
        lambda town, who: decision_from_text(
            actor=who, session=town.again("session"), item=town.held["number"], now=NOW
        ),
        "dana",
        ("decision.drafted",),
        given=a_text_handed_over,
    ),
    make_consultation: Scenario(
        lambda town, who: make_consultation(actor=who, plan=plan("parks", also_in=["ar"]), now=NOW, open_it=False),
        "dana",
        given=editors,
    ),
    add_languages: Scenario(
        lambda town, who: add_languages(actor=who, page=town.again("page"), languages=["sq"]), "dana", given=a_page
    ),
    open_with_page: Scenario(
        lambda town, who: open_with_page(actor=who, consultation=town.again("parks"), now=timezone.now()),
        "dana",
        ("consultation.opened", "phase.changed"),
        given=a_page,
    ),
    change_frame: Scenario(
        lambda town, who: change_frame(
            actor=who,
            consultation=fresh(town.consultation),
            frame=Frame(other_phases(town), []),
            reason="More time.",
            now=NOW,
        ),
        "dana",
    ),
}
