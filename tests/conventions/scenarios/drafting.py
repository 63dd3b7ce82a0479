"""Drafts and those who write them; several authors; suggestions."""

from __future__ import annotations

import uuid

from consultations.deliberation.domain.passages import Passage
from consultations.deliberation.enums import Channel
from consultations.deliberation.operations import (
    accept_suggestion,
    decline_suggestion,
    join_authors,
    leave_authors,
    suggest,
)
from consultations.deliberation.operations.attachments import FileChange, NewFile
from consultations.drafting.operations.drafts import (
    begin_draft,
    change_draft_files,
    delete_draft,
    publish_draft,
    save_draft,
)
from consultations.drafting.operations.entering import Entry, enter_proposals
from consultations.drafting.operations.writers import (
    accept_invitation,
    drop_link,
    invite_writer,
    leave_draft,
    make_link,
    remove_writer,
)
from consultations.files.enums import FileKind
from consultations.files.operations.taking_in import Sifted
from consultations.files.storage import WHOLE
from tests.conventions.scenarios.scenario import NOW, Scenario, Town, fresh, strangers_account_is_closed

WORDS = {"title": "More shade", "body": "Plant trees at the stops."}


def a_draft(town: Town) -> None:
    town.held["draft"] = begin_draft(
        actor=town.cast.amina, consultation=town.consultation, words=WORDS, submission=uuid.UUID(int=1), now=NOW
    )


def asked(town: Town) -> None:
    a_draft(town)
    invite_writer(actor=town.cast.amina, draft=town.held["draft"], name="besnik", now=NOW)


def written_together(town: Town) -> None:
    asked(town)
    accept_invitation(actor=town.cast.besnik, draft=town.held["draft"], now=NOW)


def linked(town: Town) -> None:
    a_draft(town)
    make_link(actor=town.cast.amina, draft=town.held["draft"])


def two_authors(town: Town) -> None:
    join_authors(contribution=town.mine, person=town.cast.besnik, now=NOW)


def suggestion(town: Town, who) -> object:
    return suggest(
        actor=who,
        contribution=fresh(town.mine),
        revision=0,
        passage=Passage(0, town.mine.body),
        replacement="Buses should wait five minutes.",
        reason="Else nobody arrives.",
        now=NOW,
    )


def suggested(town: Town) -> None:
    town.held["suggestion"] = suggestion(town, town.cast.besnik)


SCENARIOS = {
    begin_draft: Scenario(
        lambda town, who: begin_draft(
            actor=who, consultation=town.consultation, words=WORDS, submission=uuid.UUID(int=2), now=NOW
        ),
        "amina",
        given=strangers_account_is_closed,
    ),
    save_draft: Scenario(
        lambda town, who: save_draft(
            actor=who, draft=town.again("draft"), words={**WORDS, "title": "Much more shade"}, seen=1, now=NOW
        ),
        "amina",
        given=asked,
        stranger="besnik",
    ),
    change_draft_files: Scenario(
        lambda town, who: change_draft_files(
            actor=who,
            draft=town.again("draft"),
            change=FileChange(NewFile(Sifted(FileKind.PDF, {WHOLE: b"%PDF-1.7"}), "The budget")),
            now=NOW,
        ),
        "amina",
        given=asked,
        stranger="besnik",
    ),
    delete_draft: Scenario(
        lambda town, who: delete_draft(actor=who, draft=town.again("draft")),
        "amina",
        given=written_together,
        stranger="besnik",
    ),
    publish_draft: Scenario(
        lambda town, who: publish_draft(actor=who, draft=town.again("draft"), **WORDS, now=NOW),
        "amina",
        ("contribution.published", "contribution.author_joined"),
        given=written_together,
        stranger="besnik",
    ),
    make_link: Scenario(
        lambda town, who: make_link(actor=who, draft=town.again("draft")), "amina", given=a_draft, stranger="besnik"
    ),
    drop_link: Scenario(lambda town, who: drop_link(actor=who, draft=town.again("draft")), "amina", given=linked),
    invite_writer: Scenario(
        lambda town, who: invite_writer(actor=who, draft=town.again("draft"), name="Gezim", now=NOW),
        "amina",
        given=written_together,
        stranger="besnik",
    ),
    accept_invitation: Scenario(
        lambda town, who: accept_invitation(actor=who, draft=town.again("draft"), now=NOW), "besnik", given=asked
    ),
    leave_draft: Scenario(
        lambda town, who: leave_draft(actor=who, draft=town.again("draft")), "besnik", given=written_together
    ),
    remove_writer: Scenario(
        lambda town, who: remove_writer(actor=who, draft=town.again("draft"), participant=town.cast.besnik.pk),
        "amina",
        given=written_together,
        stranger="besnik",
    ),
    enter_proposals: Scenario(
        lambda town, who: enter_proposals(
            actor=who,
            consultation=town.consultation,
            entries=[Entry("table:1", "Shade", "Trees."), Entry("table:2", "Benches", "Two.")],
            channel=Channel.PAPER,
            now=NOW,
        ),
        "dana",
        ("contribution.published", "contribution.published"),
    ),
    leave_authors: Scenario(
        lambda town, who: leave_authors(actor=who, contribution=fresh(town.mine), now=NOW),
        "amina",
        ("contribution.author_left",),
        given=two_authors,
    ),
    suggest: Scenario(suggestion, "besnik", ("contribution.published",), stranger="amina"),
    accept_suggestion: Scenario(
        lambda town, who: accept_suggestion(actor=who, contribution=town.again("suggestion"), now=NOW),
        "amina",
        ("contribution.revised",),
        given=suggested,
        stranger="besnik",
    ),
    decline_suggestion: Scenario(
        lambda town, who: decline_suggestion(
            actor=who, contribution=town.again("suggestion"), reason="Five are too many.", now=NOW
        ),
        "amina",
        ("contribution.suggestion_declined",),
        given=suggested,
        stranger="besnik",
    ),
}
