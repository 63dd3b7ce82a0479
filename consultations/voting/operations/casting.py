"""Casting a confidential ballot, here or on paper. Each voter's last one counts until the question is closed."""

from __future__ import annotations

from datetime import datetime

from django.db import connection, transaction
from django.utils.translation import gettext as _

from consultations.deliberation.enums import Channel
from consultations.deliberation.errors import Unfit
from consultations.people.models import Participant
from consultations.people.operations.account import as_they_stand
from consultations.record.statements import Prepared, insert
from consultations.voting import events
from consultations.voting.domain.choices import Choice, read
from consultations.voting.enums import BallotState, Voters
from consultations.voting.models import Ballot, Question, RollEntry
from consultations.voting.permissions import may_enter_paper, may_replace, may_vote
from consultations.voting.queries.terms import terms_of

LONGEST_SHEET = 40


def held(question: Question) -> Question:
    """The question read again while it cannot be closed: any number of casts hold it at once, closing waits for them.

    Only PostgreSQL has writers side by side, and Django has no words for its lock that many may share.
    """
    rows = Question.objects.select_related("consultation", "phase")
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1 FROM voting_question WHERE id = %s FOR SHARE", [question.pk])
    return rows.get(pk=question.pk)


@transaction.atomic
def cast(
    *,
    actor: Participant | None,
    question: Question,
    choice: Choice,
    now: datetime,
    entry: RollEntry | None = None,
) -> Ballot:
    """Counts ``choice`` (domain/choices.py) as the person's, in place of an earlier one.

    The same choice again changes nothing.

    ``entry``: the place on the roll of whoever holds its code, who then needs no account. Raises NotAllowed or
    UnfitBallot.
    """
    person = as_they_stand(actor) if entry is None else None
    entry = locked_entry(question, entry)
    question = held(question)
    may_vote(person, question, now, on_roll=entry is not None).require()
    _require_confidential(question)
    choice = read(terms_of(question), choice)
    standing = standing_of(question, participant=person) if person else standing_of(question, entry=entry)
    may_replace(standing, question, Channel.WEB).require()
    if standing and standing.choice == choice:
        return standing
    return _put(question, standing, choice, Channel.WEB, now, person=person, entry=entry)


@transaction.atomic
def enter_paper(
    *,
    actor: Participant | None,
    question: Question,
    choice: Choice,
    now: datetime,
    sheet: str = "",
    entry: RollEntry | None = None,
    correct: bool = False,
) -> Ballot:
    """A ballot on paper, entered by an officer: of a place on the roll, or else of a numbered ``sheet``.

    ``correct``: what was entered of this sheet before was wrong. Raises NotAllowed, Unfit("sheet") or UnfitBallot.
    """
    entry = locked_entry(question, entry)
    question = held(question)
    may_enter_paper(actor, question, now).require()
    _require_confidential(question)
    sheet = "" if entry else _fit_sheet(question, sheet)
    choice = read(terms_of(question), choice)
    standing = standing_of(question, entry=entry) if entry else standing_of(question, sheet=sheet)
    if standing and standing.choice == choice and standing.channel == Channel.PAPER:
        return standing
    if standing and sheet and not correct:
        raise Unfit("sheet", _("A ballot with this number is entered already, with another choice."))
    return _put(question, standing, choice, Channel.PAPER, now, entry=entry, sheet=sheet)


def _fit_sheet(question: Question, sheet: str) -> str:
    if question.voters == Voters.ROLL:
        raise Unfit("code", _("Enter the code that stands on the ballot."))
    sheet = sheet.strip()
    if not sheet or len(sheet) > LONGEST_SHEET:
        raise Unfit("sheet", _("Enter the number of the sheet, so that none is entered twice."))
    return sheet


def _require_confidential(question: Question) -> None:
    if question.is_secret:
        raise Unfit("choice", _("This is a secret ballot. It is cast in its own way."))


def locked_entry(question: Question, entry: RollEntry | None) -> RollEntry | None:
    """The place on the roll under its lock, taken before that of the question, as a person's is."""
    if entry is None:
        return None
    return RollEntry.objects.select_for_update(no_key=True).get(pk=entry.pk, question=question)


def standing_of(question: Question, **voter: Participant | RollEntry | str | None) -> Ballot | None:
    person = voter.get("participant")
    if isinstance(person, Participant):
        found = _standing_of_a_person(question.pk, person.pk)
        return found[0] if found else None
    return Ballot.objects.filter(question=question, state=BallotState.STANDING, **voter).first()


_standing_of_a_person = Prepared(
    lambda question, person: Ballot.objects.filter(
        question_id=question, participant_id=person, state=BallotState.STANDING
    ),
    keys=2,
)


def _put(
    question: Question,
    standing: Ballot | None,
    choice: Choice,
    channel: str,
    now: datetime,
    *,
    person: Participant | None = None,
    entry: RollEntry | None = None,
    sheet: str = "",
) -> Ballot:
    if standing:
        standing.state, standing.choice = BallotState.REPLACED, None
        standing.save(update_fields=["state", "choice"])
    event = events.ballot_cast(
        question, channel=channel, choice=choice, participant=person, entry=entry, again=standing is not None, now=now
    )
    ballot = Ballot(
        question=question,
        participant=person,
        entry=entry,
        sheet=sheet,
        channel=channel,
        level=person.level(now) if person else "",
        choice=choice,
        event=event,
        at=event.time,
    )
    insert(ballot)
    return ballot
