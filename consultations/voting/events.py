"""What this district writes on the record, one function an event."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from consultations.deliberation.enums import Channel
from consultations.people.models import Participant
from consultations.record.models import Event
from consultations.record.operations import append
from consultations.record.tlog.jcs import canonical_fast
from consultations.voting.domain.choices import Choice
from consultations.voting.models import Question, RollEntry


def question_opened(question: Question, *, options: int, size: int, now: datetime) -> Event:
    """``options``: how many; ``size``: bytes of the question's text, whose hash it bears."""
    assert question.phase is not None
    data = {
        "phase": question.phase.subject,
        "method": question.method,
        "counting": question.rule,
        "secrecy": question.secrecy,
        "voters": question.voters,
        "options": options,
        "sha256": question.sha256,
        "bytes": size,
    }
    return _about(question, "question.opened", data, now)


def question_closed(question: Question, *, ballots: int, reason: str, now: datetime) -> Event:
    data: dict[str, Any] = {"ballots": ballots}
    return _about(question, "question.closed", data | ({"reason": reason} if reason else {}), now)


def ballot_cast(
    question: Question,
    *,
    channel: str,
    choice: Choice,
    participant: Participant | None = None,
    entry: RollEntry | None = None,
    again: bool = False,
    now: datetime,
) -> Event:
    """A confidential ballot: what it says, and of whom it is, are personal fields that nobody is shown."""
    data: dict[str, Any] = {"channel": channel}
    if entry is not None:
        data["position"] = entry.position
    personal = {"choice": choice_words(choice)}
    if participant is not None:
        personal["participant"] = str(participant.public_id)
    return append(
        type="ballot.replaced" if again else "ballot.cast",
        subject=question.subject,
        process=question.consultation.slug,
        now=now,
        data=data,
        personal=personal,
    )


def paper_withdrawn(question: Question, *, reason: str, now: datetime) -> Event:
    """A ballot on paper that was entered wrongly and counts no more."""
    return _about(question, "ballot.withdrawn", {"channel": Channel.PAPER, "reason": reason}, now)


def secret_ballot_cast(
    question: Question, *, entry: RollEntry, sha256: str, size: int, replaces: str, now: datetime
) -> Event:
    """A secret ballot; ``replaces``: the hash of the one of this place that stood, empty where none did."""
    data: dict[str, Any] = {"channel": Channel.WEB, "position": entry.position, "sha256": sha256, "bytes": size}
    if replaces:
        return _about(question, "ballot.replaced", data | {"replaces": replaces}, now)
    return _about(question, "ballot.cast", data, now)


def ballot_spoiled(question: Question, *, ballot: str, sha256: str, size: int, now: datetime) -> Event:
    """An audited ballot: ``ballot`` is the hash that its person saw, ``sha256`` that of it and all it holds."""
    data = {"channel": Channel.WEB, "ballot": ballot, "sha256": sha256, "bytes": size}
    return _about(question, "ballot.spoiled", data, now)


def roll_published(question: Question, *, entries: int, sha256: str, size: int, now: datetime) -> Event:
    return _about(question, "roll.published", {"entries": entries, "sha256": sha256, "bytes": size}, now)


def choice_words(choice: Choice) -> str:
    """A choice as its personal field holds it."""
    return canonical_fast(choice).decode()


def tally_published(
    question: Question,
    *,
    ballots: int,
    replaced: int,
    spoiled: int,
    winners: list[str],
    sha256: str,
    size: int,
    now: datetime,
) -> Event:
    """``winners``: keys of options; ``sha256`` and ``size`` name the published ballots or sums, empty without."""
    data: dict[str, Any] = {"ballots": ballots, "replaced": replaced, "spoiled": spoiled, "winners": winners}
    if sha256:
        data |= {"sha256": sha256, "bytes": size}
    return _about(question, "tally.published", data, now)


def _about(question: Question, type_: str, data: dict[str, Any], now: datetime) -> Event:
    process = question.consultation.slug
    return append(type=type_, subject=question.subject, process=process, now=now, data=data)
