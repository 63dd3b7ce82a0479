"""Decision texts, their reasons, answers, promises, readings and plans."""

from __future__ import annotations

from datetime import date

from consultations.decisions.enums import LinkKind, Outcome, PromiseState
from consultations.decisions.operations import (
    ask_for_review,
    draft_decision,
    drop_plan,
    give_disposition,
    give_dispositions,
    give_review,
    link_change,
    link_passage,
    make_promise,
    mark_own_initiative,
    plan_publication,
    publish_decision,
    revise_decision,
    set_second_reader,
    update_promise,
    withdraw_link,
)
from consultations.decisions.operations.publishing import check_publishable
from tests.consultations.decisions.conftest import DRAFT, FINAL
from tests.conventions.scenarios.scenario import DAY, NOW, Scenario, Town, fresh

MISSING = "Two proposals wait for the budget."


def a_draft(town: Town) -> None:
    town.held["decision"] = draft_decision(
        actor=town.cast.dana, consultation=town.consultation, slug="rules", title="Rules", html=DRAFT, now=NOW
    )


def a_revision(town: Town) -> None:
    a_draft(town)
    revision = revise_decision(actor=town.cast.dana, decision=town.held["decision"], html=FINAL, based_on=0, now=NOW)
    town.held |= {"revision": revision, "change": revision.changes.order_by("pk").first()}


def a_link(town: Town) -> None:
    a_revision(town)
    [town.held["link"]] = link_change(
        actor=town.cast.dana,
        change=town.held["change"],
        contributions=[town.mine],
        kind=LinkKind.CHANGED,
        reason="Asked.",
        now=NOW,
    )


def a_promise(town: Town) -> None:
    a_draft(town)
    town.held["promise"] = make_promise(
        actor=town.cast.dana, decision=town.held["decision"], text="A card.", owner="IT", due=date(2027, 3, 1), now=NOW
    )


def a_review(town: Town) -> None:
    a_draft(town)
    town.held["review"] = ask_for_review(actor=town.cast.dana, decision=town.held["decision"], number=0, now=NOW)
    second_official(town)


def second_official(town: Town) -> None:
    """Chidi may decide too: whoever wrote a text does not read it as the second person."""
    town.cast.chidi.grants.create(role="communicator", granted_at=NOW)
    town.cast.chidi.__dict__.pop("_roles", None)


def a_plan(town: Town) -> None:
    a_draft(town)
    town.held["plan"] = plan_publication(
        actor=town.cast.dana, decision=town.held["decision"], number=0, at=NOW + DAY, missing=MISSING, now=NOW
    )


SCENARIOS = {
    draft_decision: Scenario(
        lambda town, who: draft_decision(
            actor=who, consultation=fresh(town.consultation), slug="rules", title="Rules", html=DRAFT, now=NOW
        ),
        "dana",
        ("decision.drafted",),
    ),
    revise_decision: Scenario(
        lambda town, who: revise_decision(
            actor=who, decision=town.again("decision"), html=FINAL, based_on=0, note="Shorter.", now=NOW
        ),
        "dana",
        ("decision.revised",),
        given=a_draft,
    ),
    link_change: Scenario(
        lambda town, who: link_change(
            actor=who,
            change=town.again("change"),
            contributions=[fresh(town.mine), fresh(town.theirs)],
            kind=LinkKind.CHANGED,
            reason="Asked.",
            now=NOW,
        ),
        "dana",
        ("link.created", "link.created"),
        given=a_revision,
    ),
    link_passage: Scenario(
        lambda town, who: link_passage(
            actor=who,
            passage=town.again("revision").passages.order_by("pk").first(),
            contributions=[fresh(town.mine)],
            kind=LinkKind.CONSIDERED,
            reason="Weighed.",
            now=NOW,
        ),
        "dana",
        ("link.created",),
        given=a_revision,
    ),
    mark_own_initiative: Scenario(
        lambda town, who: mark_own_initiative(
            actor=who, changes=[town.again("change")], reason="The law changed.", now=NOW
        ),
        "dana",
        ("link.created",),
        given=a_revision,
    ),
    withdraw_link: Scenario(
        lambda town, who: withdraw_link(actor=who, link=town.again("link"), reason="A slip.", now=NOW),
        "dana",
        ("link.withdrawn",),
        given=a_link,
    ),
    give_disposition: Scenario(
        lambda town, who: give_disposition(
            actor=who, contribution=fresh(town.mine), outcome=Outcome.ADOPTED, reason="Good.", now=NOW
        ),
        "dana",
        ("disposition.given",),
    ),
    give_dispositions: Scenario(
        lambda town, who: give_dispositions(
            actor=who,
            contributions=[fresh(town.mine), fresh(town.theirs)],
            outcome=Outcome.NOT_ADOPTED,
            reason="Too dear.",
            now=NOW,
        ),
        "dana",
        ("disposition.given", "disposition.given"),
    ),
    make_promise: Scenario(
        lambda town, who: make_promise(
            actor=who, decision=town.again("decision"), text="A card.", owner="IT", due=date(2027, 3, 1), now=NOW
        ),
        "dana",
        ("promise.made",),
        given=a_draft,
    ),
    update_promise: Scenario(
        lambda town, who: update_promise(
            actor=who, promise=town.again("promise"), state=PromiseState.KEPT, text="Sold now.", now=NOW
        ),
        "dana",
        ("promise.updated",),
        given=a_promise,
    ),
    check_publishable: Scenario(
        lambda town, who: check_publishable(actor=who, decision=town.again("decision"), number=0, missing=MISSING),
        "dana",
        given=a_draft,
    ),
    publish_decision: Scenario(
        lambda town, who: publish_decision(
            actor=who, decision=town.again("decision"), number=0, missing=MISSING, now=NOW
        ),
        "dana",
        ("decision.published",),
        given=a_draft,
    ),
    set_second_reader: Scenario(
        lambda town, who: set_second_reader(actor=who, consultation=fresh(town.consultation), wanted=True, now=NOW),
        "dana",
    ),
    ask_for_review: Scenario(
        lambda town, who: ask_for_review(actor=who, decision=town.again("decision"), number=0, now=NOW),
        "dana",
        given=a_draft,
    ),
    give_review: Scenario(
        lambda town, who: give_review(actor=who, review=town.again("review"), approved=True, now=NOW),
        "chidi",
        given=a_review,
        stranger="dana",
    ),
    plan_publication: Scenario(
        lambda town, who: plan_publication(
            actor=who, decision=town.again("decision"), number=0, at=NOW + DAY, missing=MISSING, now=NOW
        ),
        "dana",
        given=a_draft,
    ),
    drop_plan: Scenario(lambda town, who: drop_plan(actor=who, plan=town.again("plan"), now=NOW), "dana", given=a_plan),
}
