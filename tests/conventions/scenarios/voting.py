"""Questions put to the vote, ballots, counts."""

from __future__ import annotations

from consultations.deliberation.enums import Act
from consultations.deliberation.models import Consultation
from consultations.voting.enums import Paper
from consultations.voting.operations import (
    bring_roll,
    cast,
    close_question,
    drop_question,
    enter_paper,
    open_question,
    prepare_question,
    take_back_paper,
    word_question,
)
from tests.consultations.voting.conftest import ask, plan_of
from tests.consultations.voting.polls import prepared
from tests.conventions.scenarios.scenario import NOW, Scenario, Town, fresh, strangers_account_is_closed


def _votes(town: Town) -> Consultation:
    """The consultation, whose phase lets people vote."""
    phase = town.consultation.phases.get()
    phase.settings = {**phase.settings, "may": [*phase.settings["may"], Act.VOTE.value]}
    phase.save(update_fields=["settings"])
    return fresh(town.consultation)


def a_vote(town: Town) -> None:
    town.held["consultation"] = _votes(town)


def a_draft(town: Town) -> None:
    consultation = _votes(town)
    plan = plan_of(consultation)
    town.held["question"] = prepare_question(actor=town.cast.dana, consultation=consultation, plan=plan, now=NOW)


def a_question(town: Town) -> None:
    town.held["question"] = ask(town.cast, _votes(town), now=NOW, paper=Paper.LAST)


def a_question_and_a_closed_account(town: Town) -> None:
    a_question(town)
    strangers_account_is_closed(town)


def a_vote_before(town: Town) -> None:
    a_question_and_a_closed_account(town)
    cast(actor=town.cast.amina, question=town.again("question"), choice=[1], now=NOW)


def a_secret_draft(town: Town) -> None:
    town.held["question"] = prepared(town.cast, _votes(town))


def a_ballot_on_paper(town: Town) -> None:
    a_question(town)
    town.held["ballot"] = enter_paper(
        actor=town.cast.chidi, question=town.again("question"), choice=[1], sheet="1", now=NOW
    )


SCENARIOS = {
    take_back_paper: Scenario(
        lambda town, who: take_back_paper(actor=who, ballot=town.again("ballot"), reason="Misread.", now=NOW),
        "chidi",
        ("ballot.withdrawn",),
        given=a_ballot_on_paper,
    ),
    word_question: Scenario(
        lambda town, who: word_question(
            actor=who,
            question=town.again("question"),
            language="sq",
            title="Çfarë së pari?",
            text="",
            options={1: ("Pemë", "")},
            now=NOW,
        ),
        "dana",
        given=a_draft,
    ),
    bring_roll: Scenario(
        lambda town, who: bring_roll(actor=who, question=town.again("question"), digests=["ab" * 32], now=NOW),
        "dana",
        ("roll.published",),
        given=a_secret_draft,
    ),
    prepare_question: Scenario(
        lambda town, who: prepare_question(
            actor=who, consultation=town.again("consultation"), plan=plan_of(town.again("consultation")), now=NOW
        ),
        "dana",
        given=a_vote,
    ),
    drop_question: Scenario(
        lambda town, who: drop_question(actor=who, question=town.again("question"), now=NOW), "dana", given=a_draft
    ),
    open_question: Scenario(
        lambda town, who: open_question(actor=who, question=town.again("question"), now=NOW),
        "dana",
        ("question.opened",),
        given=a_draft,
    ),
    cast: Scenario(
        lambda town, who: cast(actor=who, question=town.again("question"), choice=[2], now=NOW),
        "amina",
        ("ballot.replaced",),
        given=a_vote_before,
    ),
    enter_paper: Scenario(
        lambda town, who: enter_paper(actor=who, question=town.again("question"), choice=[2], sheet="7", now=NOW),
        "chidi",
        ("ballot.cast",),
        given=a_question,
    ),
    close_question: Scenario(
        lambda town, who: close_question(actor=who, question=town.again("question"), reason="Enough.", now=NOW),
        "dana",
        ("question.closed", "tally.published"),
        given=a_question,
    ),
}
