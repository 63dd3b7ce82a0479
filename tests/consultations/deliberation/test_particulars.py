"""Where a proposal is and what it costs: asked for by the phase, revised, on the record, gone with its words."""

from __future__ import annotations

from decimal import Decimal

import pytest

from consultations.deliberation.domain.particulars import Particulars
from consultations.deliberation.enums import Channel, Offer
from consultations.deliberation.errors import Unfit
from consultations.deliberation.models import Contribution, CostCheck
from consultations.deliberation.operations import check_cost, hide, revise, withdraw
from consultations.deliberation.operations.erasure import erase_person
from consultations.deliberation.queries.mine import written_by
from consultations.people.domain.verdict import NotAllowed
from consultations.record.audit.districts import check_districts
from consultations.record.domain.disclosure import read
from consultations.record.models import Disclosure, Event
from consultations.record.verify.findings import Report
from tests.consultations.deliberation.offering import offer

HERE = Particulars("Corner of Mill Street", Decimal("52.07050"), Decimal("4.30070"), 12_000)
GIVEN = {"address": "Corner of Mill Street", "point": "52.07050,4.30070"}


def said(contribution, name):
    """Each public disclosure of this name, oldest first."""
    rows = Disclosure.objects.filter(event__subject=contribution.subject, name=name, public=True).order_by("pk")
    return [read(row.encoded)[1] for row in rows]


def found_wrong() -> list[str]:
    report = Report("test")
    check_districts(report)
    return [problem.words for problem in report.problems]


@pytest.fixture
def asking(mobility):
    return offer(mobility, Offer.PLACE, Offer.COST)


def test_what_is_asked_for_stands_on_the_row_its_revision_and_the_record(asking, propose):
    given = propose(consultation=asking, particulars=HERE)
    first = given.revisions.get()
    for row in (Contribution.objects.get(pk=given.pk), first):
        stands = (row.address, row.latitude, row.longitude, row.estimated_cost)
        assert stands == (HERE.address, HERE.latitude, HERE.longitude, HERE.cost)
    event = Event.objects.get(subject=given.subject)
    assert event.data["cost"] == 12_000
    assert {name: said(given, name) for name in GIVEN} == {name: [words] for name, words in GIVEN.items()}
    assert "mill" in given.search_text


@pytest.mark.parametrize(
    ("offers", "given"), [((), HERE), ((Offer.COST,), HERE), ((Offer.PLACE,), Particulars(cost=1))]
)
def test_nothing_is_taken_that_no_phase_asks_for(mobility, propose, offers, given):
    with pytest.raises(Unfit):
        propose(consultation=offer(mobility, *offers), particulars=given)
    assert not Contribution.objects.exists()


def test_staff_know_places_of_what_they_enter(mobility, propose, cast):
    given = propose(consultation=mobility, actor=cast.chidi, channel=Channel.PAPER, particulars=HERE)
    assert given.address == HERE.address


def test_a_place_is_revised_and_what_is_not_said_again_stays(asking, propose, cast, now):
    given = propose(consultation=asking, particulars=HERE)
    words = {"actor": cast.amina, "contribution": given, "title": given.title, "now": now}
    revise(**words, body="Other words.", seen_revision=0)
    moved = Particulars("At the canal", cost=9)
    stands = revise(**words, body="Other words.", seen_revision=1, particulars=moved)
    assert [(row.number, row.address, row.estimated_cost) for row in given.revisions.all()] == [
        (0, HERE.address, 12_000),
        (1, HERE.address, 12_000),
        (2, "At the canal", 9),
    ]
    assert (stands.revision, stands.latitude) == (2, None)
    assert said(given, "address") == [HERE.address, HERE.address, "At the canal"]
    assert found_wrong() == []


def test_a_row_that_was_moved_behind_the_record_is_named(asking, propose):
    given = propose(consultation=asking, particulars=HERE)
    Contribution.objects.filter(pk=given.pk).update(address="Elsewhere", latitude=1, longitude=1, estimated_cost=1)
    told = " ".join(found_wrong())
    assert all(f"'{name}'" in told for name in ("address", "point", "cost"))


@pytest.mark.parametrize("go", [hide, withdraw])
def test_a_place_goes_out_of_sight_with_the_words(asking, propose, cast, now, go):
    given = propose(consultation=asking, particulars=HERE)
    go(contribution=given, now=now, **({"actor": cast.amina} if go is withdraw else {}))
    assert [said(given, name) for name in GIVEN] == [[], []]


def test_a_place_is_erased_with_the_words(asking, propose, cast, now):
    given = propose(consultation=asking, particulars=HERE)
    assert written_by(cast.amina)[0]["versions"][0]["address"] == HERE.address
    erase_person(cast.amina, texts=True, now=now)
    given.refresh_from_db()
    assert (given.address, given.latitude, given.longitude, given.search_text) == ("", None, None, "")
    assert [(row.address, row.latitude) for row in given.revisions.all()] == [("", None)]
    assert not Disclosure.objects.filter(event__subject=given.subject).exists()
    assert found_wrong() == []


def test_the_city_checks_a_cost_and_earlier_checks_stay(asking, propose, cast, now):
    given = propose(consultation=asking, particulars=HERE)
    check_cost(actor=cast.dana, contribution=given, amount=20_000, note="With signals.", role="Roads", now=now)
    check_cost(actor=cast.dana, contribution=given, amount=18_000, note="One signal.", now=now)
    given.refresh_from_db()
    assert (given.checked_cost, given.estimated_cost) == (18_000, 12_000)
    assert [(row.amount, row.role) for row in CostCheck.objects.order_by("pk")] == [
        (20_000, "Roads"),
        (18_000, "City communicator"),
    ]
    assert [event.data for event in Event.objects.filter(type="contribution.cost_checked").order_by("position")] == [
        {"cost": 20_000, "reason": "With signals.", "role": "Roads"},
        {"cost": 18_000, "reason": "One signal.", "role": "City communicator"},
    ]
    assert found_wrong() == []


@pytest.mark.parametrize("who", ["amina", "chidi", "edon"])
def test_only_who_answers_for_the_city_checks_costs(asking, propose, cast, now, who):
    with pytest.raises(NotAllowed):
        check_cost(actor=getattr(cast, who), contribution=propose(consultation=asking), amount=1, note="So.", now=now)


def test_where_nobody_is_asked_no_cost_is_checked(mobility, propose, cast, now):
    with pytest.raises(NotAllowed):
        check_cost(actor=cast.dana, contribution=propose(), amount=1, note="So.", now=now)
