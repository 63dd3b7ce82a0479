"""Checked costs, splitting, endorsements by organisations, and authors who are asked after publishing."""

from __future__ import annotations

from consultations.deliberation.enums import ContributionKind, Offer, OrganisationKind
from consultations.deliberation.models import Contribution, Endorsement
from consultations.deliberation.operations import (
    PartPlan,
    answer_invitation,
    change_organisation,
    check_cost,
    confirm_contact,
    contribute,
    endorse,
    invite_author,
    move_comment,
    move_support,
    register_organisation,
    remove_contact,
    split,
    support,
    take_invitation_back,
    withdraw_endorsement,
)
from tests.conventions.scenarios.scenario import NOW, Scenario, Town, fresh

PARTS = [PartPlan("Buses", "Buses should wait."), PartPlan("Trains", "Trains should tell.")]


def everything_offered(town: Town) -> None:
    phase = town.consultation.phases.get()
    phase.settings = {**phase.settings, "deliberation": {"offers": [offer.value for offer in Offer]}}
    phase.save(update_fields=["settings"])


def was_split(town: Town) -> None:
    everything_offered(town)
    support(actor=town.cast.besnik, contribution=town.mine, now=NOW)
    town.held["comment"] = contribute(
        actor=town.cast.besnik,
        consultation=town.consultation,
        kind=ContributionKind.COMMENT,
        parent=town.mine,
        body="This is about the trains.",
        now=NOW,
    )
    parts = split(actor=town.cast.amina, contribution=town.mine, parts=PARTS, reason="Two things.", now=NOW)
    town.held["part"] = parts[1]


def registered(town: Town) -> None:
    everything_offered(town)
    cyclists = register_organisation(
        actor=town.cast.dana, name="Cyclists’ union", kind=OrganisationKind.ASSOCIATION, now=NOW
    )
    town.held["organisation"] = cyclists
    town.held["contact"] = confirm_contact(actor=town.cast.dana, organisation=cyclists, name="besnik", now=NOW)


def endorsed(town: Town) -> None:
    registered(town)
    town.held["endorsement"] = endorse(
        actor=town.cast.besnik, contribution=town.mine, organisation=town.held["organisation"], now=NOW
    )


def asked(town: Town) -> None:
    invite_author(actor=town.cast.amina, contribution=town.mine, name="besnik", now=NOW)


def moved_support(town: Town, who) -> Contribution:
    return move_support(actor=who, contribution=fresh(town.mine), part=town.again("part"), now=NOW)


def endorsement(town: Town, who) -> Endorsement:
    return endorse(
        actor=who,
        contribution=fresh(town.mine),
        organisation=town.again("organisation"),
        sentence="Our members wait every day.",
        now=NOW,
    )


SCENARIOS = {
    check_cost: Scenario(
        lambda town, who: check_cost(
            actor=who, contribution=fresh(town.mine), amount=12_000, note="Two signals.", now=NOW
        ),
        "dana",
        ("contribution.cost_checked",),
        given=everything_offered,
    ),
    split: Scenario(
        lambda town, who: split(actor=who, contribution=fresh(town.mine), parts=PARTS, reason="Two things.", now=NOW),
        "amina",
        ("contribution.published", "contribution.split") * 2,
        given=everything_offered,
    ),
    move_support: Scenario(
        moved_support, "besnik", ("support.withdrawn", "support.given"), given=was_split, stranger="amina"
    ),
    move_comment: Scenario(
        lambda town, who: move_comment(actor=who, comment=town.again("comment"), part=town.again("part"), now=NOW),
        "besnik",
        ("contribution.published", "contribution.withdrawn"),
        given=was_split,
    ),
    register_organisation: Scenario(
        lambda town, who: register_organisation(actor=who, name="School 5", kind=OrganisationKind.SCHOOL, now=NOW),
        "dana",
    ),
    change_organisation: Scenario(
        lambda town, who: change_organisation(
            actor=who,
            organisation=town.again("organisation"),
            name="Union of cyclists",
            kind=OrganisationKind.UNION,
            now=NOW,
        ),
        "dana",
        given=registered,
    ),
    confirm_contact: Scenario(
        lambda town, who: confirm_contact(actor=who, organisation=town.again("organisation"), name="gezim", now=NOW),
        "dana",
        given=registered,
    ),
    remove_contact: Scenario(
        lambda town, who: remove_contact(actor=who, contact=town.again("contact")), "dana", given=registered
    ),
    endorse: Scenario(endorsement, "besnik", ("endorsement.given",), given=registered),
    withdraw_endorsement: Scenario(
        lambda town, who: withdraw_endorsement(actor=who, endorsement=town.again("endorsement"), now=NOW),
        "besnik",
        ("endorsement.withdrawn",),
        given=endorsed,
    ),
    invite_author: Scenario(
        lambda town, who: invite_author(actor=who, contribution=fresh(town.mine), name="besnik", now=NOW), "amina"
    ),
    answer_invitation: Scenario(
        lambda town, who: answer_invitation(actor=who, contribution=fresh(town.mine), accept=True, now=NOW),
        "besnik",
        ("contribution.author_joined",),
        given=asked,
    ),
    take_invitation_back: Scenario(
        lambda town, who: take_invitation_back(
            actor=who, contribution=fresh(town.mine), participant=town.cast.besnik.pk, now=NOW
        ),
        "amina",
        given=asked,
        stranger="besnik",
    ),
}
