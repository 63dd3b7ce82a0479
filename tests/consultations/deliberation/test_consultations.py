"""Making a consultation, and what the calendar does with it: once each, whenever it looks."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from django.core.management import call_command

from consultations.deliberation.enums import Act, PhaseKind
from consultations.deliberation.errors import Unfit
from consultations.deliberation.models import Consultation
from consultations.deliberation.operations import (
    PhasePlan,
    close_consultation,
    create_consultation,
    describe_consultation,
    extend_phase,
    keep_time,
    open_consultation,
    set_phases,
    set_themes,
)
from consultations.people.domain.verdict import NotAllowed
from consultations.record.models import Event
from tests.consultations.deliberation.conftest import CLOSES, OPENS, make_consultation

DAY = timedelta(days=1)
MIDDLE = OPENS + 20 * DAY
TWO_PHASES = [
    PhasePlan(PhaseKind.PROPOSE, OPENS, MIDDLE, may=(Act.PROPOSE,)),
    PhasePlan(PhaseKind.DISCUSS, MIDDLE, CLOSES, may=(Act.COMMENT,)),
]


def told(process="parks"):
    events = Event.objects.filter(process=process)
    return [(e.type, e.data.get("kind", ""), e.data.get("change", "")) for e in events]


@pytest.fixture
def parks(cast):
    """In preparation, with two phases and words."""
    parks = create_consultation(actor=cast.dana, slug="parks", now=OPENS - 9 * DAY)
    describe_consultation(
        actor=cast.dana, consultation=parks, language="en", now=OPENS - 9 * DAY, title="Parks", question="Which?"
    )
    set_phases(actor=cast.dana, consultation=parks, phases=TWO_PHASES, now=OPENS - 9 * DAY)
    parks.refresh_from_db()
    return parks


def test_phases_give_the_dates(parks):
    assert (parks.opens_at, parks.closes_at, told()) == (OPENS, CLOSES, [])


def test_the_calendar_opens_turns_and_closes_once_each(parks, cast):
    open_consultation(actor=cast.dana, consultation=parks, now=OPENS - DAY)
    parks.refresh_from_db()
    assert (parks.state, parks.scheduled) == ("draft", True)
    for at in (OPENS - DAY, OPENS, OPENS, OPENS + DAY, MIDDLE, MIDDLE, CLOSES, CLOSES + DAY):
        keep_time(now=at)
    parks.refresh_from_db()
    assert parks.state == "closed"
    assert told() == [
        ("consultation.opened", "", ""),
        ("phase.changed", "propose", "opened"),
        ("phase.changed", "propose", "closed"),
        ("phase.changed", "discuss", "opened"),
        ("phase.changed", "discuss", "closed"),
    ]


def test_a_calendar_that_looks_late_misses_nothing(parks, cast):
    open_consultation(actor=cast.dana, consultation=parks, now=OPENS - DAY)
    assert (keep_time(now=CLOSES + DAY), keep_time(now=CLOSES + DAY)) == (1, 0)
    assert len(told()) == 5


@pytest.mark.parametrize("opened", [False, True])
@pytest.mark.parametrize("kept", [None, OPENS, MIDDLE, CLOSES])
def test_a_row_that_is_read_says_what_is_due_as_the_query_does(parks, cast, opened, kept):
    """Pages ask the row, the clock asks the table."""
    if opened:
        open_consultation(actor=cast.dana, consultation=parks, now=OPENS - DAY)
    if kept:
        keep_time(now=kept)
    parks = Consultation.objects.get(slug="parks")
    moments = [OPENS - DAY, OPENS, MIDDLE - DAY, MIDDLE, CLOSES - DAY, CLOSES, CLOSES + DAY]
    assert [parks.is_due(now) for now in moments] == [
        Consultation.objects.due(now).filter(pk=parks.pk).exists() for now in moments
    ]
    assert parks.is_due(CLOSES + DAY) == (opened and kept != CLOSES)


def test_a_draft_with_dates_stays_a_draft(parks):
    keep_time(now=OPENS + DAY)
    parks.refresh_from_db()
    assert (parks.state, told()) == ("draft", [])


def test_tick_is_the_same_as_a_command(parks, cast, capsys):
    Consultation.objects.filter(pk=parks.pk).update(scheduled=True)
    call_command("tick")
    call_command("tick")
    assert capsys.readouterr().out.splitlines() == [
        "Brought up to date: 1",
        "Brought up to date: 0",
    ]


def test_opening_needs_words(cast):
    bare = create_consultation(actor=cast.dana, slug="bare", now=OPENS)
    with pytest.raises(Unfit, match="Write its title"):
        open_consultation(actor=cast.dana, consultation=bare, now=OPENS)


def test_closing_early_ends_phases_and_drops_those_to_come(parks, cast):
    open_consultation(actor=cast.dana, consultation=parks, now=OPENS)
    close_consultation(actor=cast.dana, consultation=parks, now=OPENS + DAY, reason="Storm.")
    parks.refresh_from_db()
    assert (parks.state, parks.phases.count()) == ("closed", 1)
    assert told()[-1] == ("phase.changed", "propose", "closed")
    assert keep_time(now=CLOSES + DAY) == 0


def test_extending_is_on_the_record_and_opens_again(parks, cast):
    open_consultation(actor=cast.dana, consultation=parks, now=OPENS)
    keep_time(now=CLOSES)
    last = parks.phases.last()
    extend_phase(actor=cast.dana, phase=last, ends_at=CLOSES + 9 * DAY, now=CLOSES + DAY, reason="Holidays.")
    parks.refresh_from_db()
    assert (parks.state, parks.closes_at) == ("open", CLOSES + 9 * DAY)
    assert Event.objects.filter(data__change="extended").get().data["reason"] == "Holidays."
    with pytest.raises(Unfit):
        extend_phase(actor=cast.dana, phase=last, ends_at=CLOSES, now=CLOSES)


def test_dates_of_an_open_consultation_change_only_with_a_reason(parks, cast):
    later = [TWO_PHASES[0], replace(TWO_PHASES[1], ends_at=CLOSES + 9 * DAY)]
    set_phases(actor=cast.dana, consultation=parks, phases=TWO_PHASES, now=OPENS - DAY)
    open_consultation(actor=cast.dana, consultation=parks, now=OPENS)
    for reason in ("", " "):
        with pytest.raises(Unfit, match="Say why they change"):
            set_phases(actor=cast.dana, consultation=parks, phases=later, now=OPENS, reason=reason)
        with pytest.raises(Unfit, match="Say why they change"):
            extend_phase(actor=cast.dana, phase=parks.phases.last(), ends_at=CLOSES + DAY, now=OPENS, reason=reason)
    assert parks.phases.last().ends_at == CLOSES
    set_phases(actor=cast.dana, consultation=parks, phases=later, now=OPENS, reason="Holidays.")
    assert Event.objects.get(data__change="extended").data["reason"] == "Holidays."


def test_a_form_that_knows_no_seconds_changes_no_dates(parks, cast):
    typed = [replace(TWO_PHASES[0], starts_at=OPENS + timedelta(hours=1)), TWO_PHASES[1]]
    odd = [replace(TWO_PHASES[0], starts_at=OPENS + timedelta(hours=1, seconds=7)), TWO_PHASES[1]]
    set_phases(actor=cast.dana, consultation=parks, phases=odd, now=OPENS - DAY)
    open_consultation(actor=cast.dana, consultation=parks, now=OPENS + DAY)
    told_before = told()
    set_phases(actor=cast.dana, consultation=parks, phases=typed, now=OPENS + DAY)
    assert parks.phases.first().starts_at == odd[0].starts_at
    assert told() == told_before


def test_a_phase_that_has_begun_is_not_dropped(parks, cast):
    open_consultation(actor=cast.dana, consultation=parks, now=OPENS)
    with pytest.raises(Unfit, match="cannot be dropped"):
        set_phases(actor=cast.dana, consultation=parks, phases=[], now=OPENS)
    assert [p.kind for p in set_phases(actor=cast.dana, consultation=parks, phases=TWO_PHASES[:1], now=OPENS)] == [
        "propose"
    ]
    assert "rescheduled" not in str(told())


def test_a_phase_ends_after_it_starts(parks, cast):
    with pytest.raises(Unfit, match="must end after"):
        set_phases(actor=cast.dana, consultation=parks, phases=[PhasePlan(PhaseKind.PROPOSE, CLOSES, OPENS)], now=OPENS)
    assert parks.phases.count() == 2


@pytest.mark.parametrize("slug", ["", "Parks", "two words", "under_score", "-a", "x" * 101, "parks"])
def test_an_address_that_cannot_be(parks, cast, slug):
    with pytest.raises(Unfit) as refusal:
        create_consultation(actor=cast.dana, slug=slug, now=OPENS)
    assert refusal.value.field == "slug"


def test_words_fall_back_to_the_consultations_own_language(cast):
    mobility = make_consultation(cast.dana, "mobility")
    assert [mobility.text_in(code).language for code in ("en", "ar", "fr")] == ["en", "ar", "en"]


@pytest.mark.parametrize("who", [None, "amina", "chidi", "edon"])
def test_only_communicators_prepare(parks, cast, who):
    actor = getattr(cast, who) if who else None
    acts = [
        lambda: create_consultation(actor=actor, slug="x", now=OPENS),
        lambda: describe_consultation(
            actor=actor, consultation=parks, language="en", now=OPENS, title="T", question="Q"
        ),
        lambda: set_phases(actor=actor, consultation=parks, phases=[], now=OPENS),
        lambda: set_themes(actor=actor, consultation=parks, themes={}, now=OPENS),
        lambda: open_consultation(actor=actor, consultation=parks, now=OPENS),
        lambda: close_consultation(actor=actor, consultation=parks, now=OPENS),
        lambda: extend_phase(actor=actor, phase=parks.phases.first(), ends_at=CLOSES, now=OPENS),
    ]
    for act in acts:
        with pytest.raises(NotAllowed):
            act()
    assert told() == []
