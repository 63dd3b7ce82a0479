"""Consultations, contributions, supports and merges."""

from __future__ import annotations

from consultations.deliberation.enums import Act, CardField, ContributionKind, PhaseKind
from consultations.deliberation.models import District, Theme
from consultations.deliberation.operations import (
    DistrictPlan,
    PhasePlan,
    close_consultation,
    contribute,
    create_consultation,
    describe_consultation,
    describe_service,
    extend_phase,
    merge,
    merge_districts,
    merge_themes,
    object_to_merge,
    open_consultation,
    revise,
    set_districts,
    set_phases,
    set_themes,
    support,
    unmerge,
    withdraw,
    withdraw_support,
)
from consultations.deliberation.operations.quoting import allow_quoting, stop_quoting
from tests.consultations.deliberation.conftest import CLOSES, OPENS
from tests.conventions.scenarios.scenario import DAY, NOW, Scenario, Town, fresh, strangers_account_is_closed

PHASES = [PhasePlan(PhaseKind.PROPOSE, OPENS, CLOSES, may=(Act.PROPOSE, Act.COMMENT))]


def a_draft(town: Town) -> None:
    draft = create_consultation(actor=town.cast.dana, slug="parks", now=NOW)
    describe_consultation(
        actor=town.cast.dana, consultation=draft, language="en", title="Parks", question="Which?", now=NOW
    )
    set_phases(actor=town.cast.dana, consultation=draft, phases=PHASES, now=NOW)
    town.held["draft"] = draft


def supported(town: Town) -> None:
    support(actor=town.cast.amina, contribution=town.theirs, now=NOW)


def quotable(town: Town) -> None:
    allow_quoting(actor=town.cast.amina, contribution=town.mine, now=NOW)


def merged(town: Town) -> None:
    merge(actor=town.cast.chidi, contribution=town.mine, into=town.theirs, reason="Alike.", now=NOW)


def other_phases(town: Town) -> list[PhasePlan]:
    """The phase as it stands, and one more after it."""
    phase = town.consultation.phases.get()
    same = PhasePlan(
        PhaseKind(phase.kind), phase.starts_at, phase.ends_at, may=tuple(Act(a) for a in phase.settings["may"])
    )
    return [same, PhasePlan(PhaseKind.DISCUSS, CLOSES, CLOSES + DAY, may=(Act.COMMENT,))]


def two_themes(town: Town) -> None:
    for slug in ("trams", "trains"):
        town.held[slug] = Theme.objects.create(consultation=town.consultation, slug=slug)


def two_districts(town: Town) -> None:
    for slug in ("old-harbour", "new-harbour"):
        town.held[slug] = District.objects.create(slug=slug)


SCENARIOS = {
    create_consultation: Scenario(lambda town, who: create_consultation(actor=who, slug="parks", now=NOW), "dana"),
    describe_consultation: Scenario(
        lambda town, who: describe_consultation(
            actor=who, consultation=town.consultation, language="sq", title="Lëvizja", question="Si?", now=NOW
        ),
        "dana",
    ),
    describe_service: Scenario(
        lambda town, who: describe_service(
            actor=who,
            consultation=town.consultation,
            language="en",
            words={CardField.NAME: "The account", CardField.PURPOSE: "One account for all."},
            seen=0,
            now=NOW,
        ),
        "dana",
    ),
    set_themes: Scenario(
        lambda town, who: set_themes(
            actor=who, consultation=town.consultation, themes={"data": {"en": "Data"}, "cost": {"en": "Cost"}}, now=NOW
        ),
        "dana",
    ),
    set_districts: Scenario(
        lambda town, who: set_districts(actor=who, districts={"harbour": DistrictPlan({"en": "Harbour"})}, now=NOW),
        "dana",
    ),
    merge_themes: Scenario(
        lambda town, who: merge_themes(actor=who, theme=town.held["trams"], into=town.held["trains"], now=NOW),
        "dana",
        given=two_themes,
    ),
    merge_districts: Scenario(
        lambda town, who: merge_districts(
            actor=who, district=town.held["old-harbour"], into=town.held["new-harbour"], now=NOW
        ),
        "dana",
        given=two_districts,
    ),
    set_phases: Scenario(
        lambda town, who: set_phases(
            actor=who, consultation=fresh(town.consultation), phases=other_phases(town), reason="More time.", now=NOW
        ),
        "dana",
    ),
    extend_phase: Scenario(
        lambda town, who: extend_phase(
            actor=who, phase=town.consultation.phases.get(), ends_at=CLOSES + DAY, reason="Asked for.", now=NOW
        ),
        "dana",
        ("phase.changed",),
    ),
    open_consultation: Scenario(
        lambda town, who: open_consultation(actor=who, consultation=town.again("draft"), now=NOW),
        "dana",
        ("consultation.opened", "phase.changed"),
        given=a_draft,
    ),
    close_consultation: Scenario(
        lambda town, who: close_consultation(
            actor=who, consultation=fresh(town.consultation), reason="All is said.", now=NOW
        ),
        "dana",
        ("phase.changed",),
    ),
    contribute: Scenario(
        lambda town, who: contribute(
            actor=who,
            consultation=fresh(town.consultation),
            kind=ContributionKind.COMMENT,
            parent=fresh(town.theirs),
            body="Trains are late themselves.",
            now=NOW,
        ),
        "amina",
        ("contribution.published",),
        given=strangers_account_is_closed,
    ),
    revise: Scenario(
        lambda town, who: revise(
            actor=who,
            contribution=fresh(town.mine),
            title="Wait",
            body="All should.",
            tags=["bus"],
            seen_revision=0,
            now=NOW,
        ),
        "amina",
        ("contribution.revised",),
        stranger="besnik",
    ),
    withdraw: Scenario(
        lambda town, who: withdraw(actor=who, contribution=fresh(town.mine), now=NOW),
        "amina",
        ("contribution.withdrawn",),
        stranger="besnik",
    ),
    support: Scenario(
        lambda town, who: support(actor=who, contribution=fresh(town.theirs), now=NOW),
        "amina",
        ("support.given",),
        stranger="besnik",
    ),
    withdraw_support: Scenario(
        lambda town, who: withdraw_support(actor=who, contribution=fresh(town.theirs), now=NOW),
        "amina",
        ("support.withdrawn",),
        given=supported,
        stranger="",
        open_to="takes back the actor's own support and nobody else's",
    ),
    allow_quoting: Scenario(
        lambda town, who: allow_quoting(actor=who, contribution=fresh(town.mine), now=NOW), "amina", stranger="besnik"
    ),
    stop_quoting: Scenario(
        lambda town, who: stop_quoting(actor=who, contribution=fresh(town.mine)),
        "amina",
        given=quotable,
        stranger="besnik",
    ),
    merge: Scenario(
        lambda town, who: merge(
            actor=who, contribution=fresh(town.mine), into=fresh(town.theirs), reason="Alike.", now=NOW
        ),
        "chidi",
        ("contribution.merged",),
    ),
    object_to_merge: Scenario(
        lambda town, who: object_to_merge(actor=who, contribution=fresh(town.mine), reason="Not alike.", now=NOW),
        "amina",
        ("contribution.merge_objected",),
        given=merged,
    ),
    unmerge: Scenario(
        lambda town, who: unmerge(actor=who, contribution=fresh(town.mine), reason="Not alike.", now=NOW),
        "chidi",
        ("contribution.split",),
        given=merged,
    ),
}
