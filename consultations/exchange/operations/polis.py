"""Importing a Polis export: its statements as contributions, its votes as confidential opinions."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from django.db import transaction

from consultations.deliberation.models import Consultation, Contribution
from consultations.deliberation.operations.take_in import take_in_consultation
from consultations.exchange.domain import polis
from consultations.exchange.domain.account import Account
from consultations.exchange.domain.items import Vote
from consultations.exchange.operations.items import Progress, Source, import_items, record_batch
from consultations.opinions.enums import Look
from consultations.opinions.operations import (
    IncomingStatement,
    OpinionEvent,
    people_without_opinions,
    take_in_opinions,
    take_in_statements,
)
from consultations.opinions.queries import current_choices, known_people

ATTRIBUTION = (
    "Data was gathered using the Polis software (compdemocracy.org/polis) and is sub-licensed under CC BY 4.0 "
    "with Attribution to The Computational Democracy Project."
)


@transaction.atomic
def import_polis(*, folder: Path, slug: str, title: str, language: str, now: datetime, progress: Progress) -> Account:
    """Reads the folder into consultation ``slug``; all of it or, on any error, none. Raises BrokenFileError."""
    polis.check_folder(folder)
    account = Account()
    summary = polis.read_summary(folder)
    items = list(polis.read_statements(folder, account))
    consultation = take_in_consultation(
        slug=slug,
        language=language,
        title=title,
        question=summary.get("topic") or title,
        summary=summary.get("conversation-description", ""),
        attribution=ATTRIBUTION,
        now=now,
    )
    made = import_items(consultation=consultation, items=items, account=account, now=now, progress=progress)
    _marks(folder, consultation)
    _votes(folder, consultation, account, now, progress)
    source = Source(format="polis", name=folder.name, licence="CC BY 4.0")
    record_batch(consultation=consultation, source=source, made=list(made.values()), account=account, now=now)
    return account


def _statements(consultation: Consultation) -> dict[str, int]:
    """The source's number of each imported statement → primary key."""
    rows = Contribution.objects.filter(consultation=consultation, source_key__startswith="statement/")
    return {key.partition("/")[2]: pk for key, pk in rows.values_list("source_key", "pk")}


LOOKS = {-1: Look.REJECTED, 0: Look.NONE, 1: Look.ACCEPTED}


def _marks(folder: Path, consultation: Consultation) -> None:
    """Who looked at a statement, and what it is about, beside its words."""
    marks = polis.read_marks(folder)
    statements = _statements(consultation)
    at = dict(Contribution.objects.filter(pk__in=statements.values()).values_list("pk", "created_at"))
    incoming = [
        IncomingStatement(pk, LOOKS[mark.moderated], mark.meta, mark.seed, consultation.language, at[pk])
        for number, pk in statements.items()
        if (mark := marks.get(number))
    ]
    take_in_statements(consultation=consultation, statements=incoming)


def _votes(folder: Path, consultation: Consultation, account: Account, now: datetime, progress: Progress) -> None:
    statements = _statements(consultation)
    people = polis.participants_file(folder)
    if (folder / polis.VOTES).exists():
        votes = polis.read_votes(folder, statements, account)
        _store(consultation, votes, statements, account, polis.VOTES, progress)
        if people is not None:
            _check_people(people, consultation, statements, account)
    elif people is not None:
        _take_people(people, consultation, statements, account, now, progress)


def _store(
    consultation: Consultation,
    votes: list[Vote],
    statements: dict[str, int],
    account: Account,
    file: str,
    progress: Progress,
) -> None:
    events = [OpinionEvent(statements[vote.statement], vote.voter, vote.choice, vote.at) for vote in votes]
    progress("votes", 0, len(events))
    is_new = take_in_opinions(consultation=consultation, events=events)
    progress("votes", len(events), len(events))
    account.of(file).imported += sum(is_new)
    account.of(file).unchanged += len(is_new) - sum(is_new)


def _check_people(path: Path, consultation: Consultation, statements: dict[str, int], account: Account) -> None:
    """Holds each person's row against the votes: equal is unchanged, anything else is refused and says where."""
    numbers = {pk: number for number, pk in statements.items()}
    stored = current_choices(consultation)
    silent = []
    for person in polis.read_participants(path, account):
        held = {numbers[pk]: choice for pk, choice in stored.get(person.key, {}).items()}
        stated = {number: choice for number, choice in person.choices.items() if number in statements}
        if held == stated:
            account.of(path.name).unchanged += 1
            if not held:
                silent.append(person.key)
            continue
        differing = sorted(n for n in held.keys() | stated.keys() if held.get(n) != stated.get(n))
        reason = f"participant {person.key} differs from {polis.VOTES} on statement {', '.join(differing[:5])}"
        account.of(path.name).refuse(person.row, reason)
    people_without_opinions(consultation=consultation, keys=silent)


def _take_people(
    path: Path,
    consultation: Consultation,
    statements: dict[str, int],
    account: Account,
    now: datetime,
    progress: Progress,
) -> None:
    """Without votes.csv each person's row is what is known of them; its time is that of the import."""
    stored, known = current_choices(consultation), known_people(consultation)
    ledger = account.of(path.name)
    votes: list[Vote] = []
    silent = []
    for person in polis.read_participants(path, account):
        stated = {number: choice for number, choice in person.choices.items() if number in statements}
        held = stored.get(person.key, {} if person.key in known else None)
        if held is None and stated:
            votes += [Vote(person.row, number, person.key, choice, now) for number, choice in stated.items()]
            ledger.imported += 1
        elif held is None:
            silent.append(person.key)
            ledger.imported += 1
        elif {statements[number]: choice for number, choice in stated.items()} == held:
            ledger.unchanged += 1
        else:
            ledger.refuse(person.row, f"participant {person.key} differs from what was imported before")
    _store_people(consultation, votes, statements, silent, progress)


def _store_people(
    consultation: Consultation, votes: list[Vote], statements: dict[str, int], silent: list[str], progress: Progress
) -> None:
    events = [OpinionEvent(statements[vote.statement], vote.voter, vote.choice, vote.at) for vote in votes]
    take_in_opinions(consultation=consultation, events=events)
    people_without_opinions(consultation=consultation, keys=silent)
    progress("votes", len(events), len(events))
