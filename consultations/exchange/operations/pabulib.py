"""Importing a participatory budget from a Pabulib file: projects as contributions, a closed question, its ballots."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

from django.db import transaction

from consultations.deliberation.enums import Act, PhaseKind
from consultations.deliberation.models import Consultation, Contribution
from consultations.deliberation.operations.take_in import take_in_consultation, take_in_phase
from consultations.exchange.domain import pabulib_question
from consultations.exchange.domain.account import Account, BrokenFileError, FileAccount
from consultations.exchange.domain.items import Item
from consultations.exchange.domain.origin import read_origin
from consultations.exchange.domain.pabulib import PbFile, read_pabulib
from consultations.exchange.domain.pabulib_question import PbQuestion
from consultations.exchange.operations.items import Progress, Source, import_items, record_batch
from consultations.voting.domain.ranking import BallotError
from consultations.voting.enums import Method, Rule
from consultations.voting.models import Question
from consultations.voting.operations.take_in import IncomingOption, IncomingQuestion, take_in_question


@transaction.atomic
def import_pabulib(*, file: Path, slug: str, title: str, language: str, now: datetime, progress: Progress) -> Account:
    """Reads the file into consultation ``slug``; all of it or, on any error, none. Raises BrokenFileError."""
    read = read_pabulib(file)
    asked = pabulib_question.question(read)
    account, origin = Account(), read_origin(file.parent)
    consultation = take_in_consultation(
        slug=slug,
        language=language or read.meta.get("language", "").strip()[:2].lower() or "en",
        title=title or asked.title,
        question=title or asked.title,
        summary="",
        attribution=" ".join(filter(None, ("Pabulib (pabulib.org).", origin.licence))),
        now=now,
    )
    starts_at, ends_at = _span(asked, now)
    items = [
        Item(
            key=f"project/{option.key}",
            file=f"{file.name}#projects",
            row=row,
            kind="proposal",
            title=option.title[:200],
            body=option.text,
            at=starts_at,
        )
        for row, option in enumerate(asked.options, 1)
    ]
    for item in items:
        account.of(item.file).rows += 1
    made = import_items(consultation=consultation, items=items, account=account, now=now, progress=progress)
    _vote(consultation, read, asked, account, (starts_at, ends_at), now, progress)
    source = Source(format="pabulib", name=file.name, licence=origin.licence)
    record_batch(consultation=consultation, source=source, made=list(made.values()), account=account, now=now)
    return account


def _vote(
    consultation: Consultation,
    read: PbFile,
    asked: PbQuestion,
    account: Account,
    span: tuple[datetime, datetime],
    now: datetime,
    progress: Progress,
) -> None:
    """The question with its ballots, or what stands compared with the file."""
    facts, votes = account.of(f"{read.name}#meta"), account.of(f"{read.name}#votes")
    facts.rows, votes.rows = len(read.about.rows), len(read.votes.rows)
    incoming = _incoming(asked)
    titled = {f"title__{consultation.language}": asked.title}
    standing = Question.objects.filter(consultation=consultation, ballots__channel="import", **titled).first()
    if standing is not None:
        _settle((facts, votes), same=_same(standing, incoming))
        return
    phase = take_in_phase(
        consultation=consultation, kind=PhaseKind.BUDGET, may=[Act.VOTE], starts_at=span[0], ends_at=span[1], now=now
    )
    rows = Contribution.objects.filter(consultation=consultation, source_key__startswith="project/")
    contributions = {row.source_key.removeprefix("project/"): row for row in rows}
    try:
        take_in_question(
            phase=phase,
            incoming=incoming,
            contributions=contributions,
            now=now,
            progress=lambda done: progress("ballots", done, len(incoming.choices)),
        )
    except BallotError as error:
        raise BrokenFileError(f"{read.name}: {error}.") from error
    facts.imported, votes.imported = facts.rows, votes.rows


def _settle(ledgers: tuple[FileAccount, ...], *, same: bool) -> None:
    for ledger in ledgers:
        if same:
            ledger.unchanged = ledger.rows
            continue
        for row in range(1, ledger.rows + 1):
            ledger.refuse(row, "the vote differs from the one imported before; an import changes nothing")


def _same(standing: Question, incoming: IncomingQuestion) -> bool:
    language = standing.language
    options = [
        IncomingOption(each.key, each.title.get(language, ""), each.text.get(language, ""), each.cost)
        for each in standing.options.all()
    ]
    ballots = [ballot or [] for ballot in standing.ballots.order_by().values_list("choice", flat=True)]
    mine = (standing.method, standing.rule, standing.limit, standing.total, standing.threshold)
    theirs = (incoming.method, incoming.rule, incoming.limit, incoming.total, incoming.threshold)
    same = mine == theirs and standing.text.get(language, "") == incoming.text
    return same and options == list(incoming.options) and sorted(ballots) == sorted(incoming.choices)


def _incoming(asked: PbQuestion) -> IncomingQuestion:
    return IncomingQuestion(
        title=asked.title,
        text=asked.text,
        method=Method(asked.kind),
        rule=Rule.EQUAL_SHARES if asked.equal_shares else Rule.GREEDY,
        options=[IncomingOption(each.key, each.title, each.text, each.cost) for each in asked.options],
        choices=asked.choices,
        limit=asked.limit,
        total=asked.total,
        currency=asked.currency,
        threshold=asked.threshold,
    )


def _span(asked: PbQuestion, now: datetime) -> tuple[datetime, datetime]:
    """When voting was; the day before the import where the file does not say."""
    ends_at = asked.ends_at or (asked.starts_at + timedelta(days=1) if asked.starts_at else now)
    starts_at = asked.starts_at or ends_at - timedelta(days=1)
    return (starts_at, ends_at) if starts_at < ends_at else (starts_at, starts_at + timedelta(days=1))
