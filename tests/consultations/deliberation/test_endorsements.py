"""Organisations endorse through people whom the city knows; they are never counted with persons."""

from __future__ import annotations

import pytest

from consultations.deliberation.enums import Offer, OrganisationKind
from consultations.deliberation.errors import Unfit
from consultations.deliberation.models import Endorsement, Organisation
from consultations.deliberation.operations import (
    change_organisation,
    confirm_contact,
    endorse,
    hide,
    register_organisation,
    remove_contact,
    support,
    withdraw_endorsement,
)
from consultations.deliberation.operations.erasure import erase_person
from consultations.deliberation.queries.mine import speaking_for
from consultations.people.domain.verdict import NotAllowed
from consultations.record.models import Disclosure, Event
from tests.consultations.deliberation.offering import offer
from tests.consultations.deliberation.test_particulars import found_wrong

KIND = OrganisationKind.ASSOCIATION
SENTENCE = "Our members wait every day."


@pytest.fixture
def cyclists(mobility, cast, now) -> Organisation:
    """Besnik speaks for them."""
    offer(mobility, Offer.ENDORSEMENTS)
    made = register_organisation(actor=cast.dana, name="Cyclists", kind=KIND, website="cyclists.example", now=now)
    confirm_contact(actor=cast.dana, organisation=made, name="besnik", now=now)
    return made


@pytest.fixture
def given(cyclists, propose, cast, now) -> Endorsement:
    return endorse(actor=cast.besnik, contribution=propose(), organisation=cyclists, sentence=SENTENCE, now=now)


def public_sentences() -> int:
    return Disclosure.objects.filter(event__type="endorsement.given", name="text", public=True).count()


def test_an_endorsement_stands_apart_from_supports_and_names_no_person(given, cast, now):
    endorse(actor=cast.besnik, contribution=given.contribution, organisation=given.organisation, now=now)
    support(actor=cast.besnik, contribution=given.contribution, now=now)
    proposal = given.contribution
    proposal.refresh_from_db()
    assert (proposal.support_count, proposal.endorsement_count, proposal.total_support) == (1, 1, 1)
    event = Event.objects.get(type="endorsement.given")
    assert (event.data, event.time.second) == ({"organisation": "Cyclists"}, 0)
    assert [row.name for row in Disclosure.objects.filter(event=event)] == ["text"]
    assert found_wrong() == []


def test_any_contact_takes_it_back_at_any_time(given, mobility, cast, now):
    offer(mobility)
    with pytest.raises(NotAllowed):
        withdraw_endorsement(actor=cast.amina, endorsement=given, now=now)
    confirm_contact(actor=cast.dana, organisation=given.organisation, name="gezim", now=now)
    proposal = withdraw_endorsement(actor=cast.gezim, endorsement=given, now=now)
    proposal.refresh_from_db()
    assert (proposal.endorsement_count, Endorsement.objects.count(), public_sentences()) == (0, 0, 0)
    assert found_wrong() == []


def test_a_sentence_hides_with_the_proposal(given, now):
    assert public_sentences() == 1
    hide(contribution=given.contribution, now=now)
    assert public_sentences() == 0


@pytest.mark.parametrize("who", ["amina", "gezim", "dana", "edon"])
def test_nobody_else_speaks_for_it(cyclists, propose, cast, now, who):
    with pytest.raises(NotAllowed):
        endorse(actor=getattr(cast, who), contribution=propose(), organisation=cyclists, now=now)


def test_not_where_no_phase_offers_it_nor_for_one_off_the_list(cyclists, mobility, propose, cast, now):
    proposal = propose()
    change_organisation(actor=cast.dana, organisation=cyclists, name="Cyclists", kind=KIND, listed=False, now=now)
    with pytest.raises(NotAllowed):
        endorse(actor=cast.besnik, contribution=proposal, organisation=Organisation.objects.get(), now=now)
    change_organisation(actor=cast.dana, organisation=cyclists, name="Cyclists", kind=KIND, now=now)
    offer(mobility)
    with pytest.raises(NotAllowed):
        endorse(actor=cast.besnik, contribution=proposal, organisation=Organisation.objects.get(), now=now)


def test_a_name_on_the_record_stays_and_none_stands_twice(given, cast, now):
    with pytest.raises(Unfit):
        change_organisation(actor=cast.dana, organisation=given.organisation, name="Riders", kind=KIND, now=now)
    with pytest.raises(Unfit):
        register_organisation(actor=cast.dana, name="cyclists", kind=KIND, now=now)
    with pytest.raises(Unfit):
        confirm_contact(actor=cast.dana, organisation=given.organisation, name="nobody", now=now)


def test_it_stays_when_the_person_goes(given, cast, now):
    assert speaking_for(cast.besnik)[0]["endorsed"][0]["sentence"] == SENTENCE
    erase_person(cast.besnik, texts=True, now=now)
    given.refresh_from_db()
    assert (given.by, given.sentence, given.organisation.contacts.count()) == (None, SENTENCE, 0)
    assert found_wrong() == []


def test_a_contact_who_is_removed_speaks_no_more(given, cast, propose, now):
    remove_contact(actor=cast.dana, contact=given.organisation.contacts.get())
    with pytest.raises(NotAllowed):
        withdraw_endorsement(actor=cast.besnik, endorsement=given, now=now)
