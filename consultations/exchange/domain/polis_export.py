"""The files of a Polis export, written: what ``import_polis`` and tools made for Polis read."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

COMMENT_COLUMNS = (
    "timestamp",
    "datetime",
    "comment-id",
    "author-id",
    "agrees",
    "disagrees",
    "moderated",
    "is-meta",
    "is-seed",
    "comment-body",
)
VOTE_COLUMNS = ("timestamp", "datetime", "comment-id", "voter-id", "vote")
PERSON_COLUMNS = ("participant", "group-id", "n-comments", "n-votes", "n-agree", "n-disagree")
README = """These files have the columns of an export of Polis: comments, votes, the answers of each person, a summary.

Numbers stand for people. They were dealt out by chance for this export alone: the next one has others. Nobody's name is
here. But somebody who knows some of a person's answers may find that person's other answers: give these files only to
those who need them, and publish them only where people were told before they answered.

vote: 1 agree, -1 disagree, 0 pass. moderated: 1 accepted, 0 not looked at, -1 not shown. group-id is left empty.
agrees and disagrees count votes, changed ones each time; participants-votes.csv holds the last vote of each person.
Times of answers are cut to the minute. An answer that was taken back is in neither file of votes.
"""


@dataclass(frozen=True)
class Comment:
    """``author``: the number of a person in this export, empty for none; ``number``: as in the source of an import."""

    number: str
    at: datetime
    author: str
    moderated: int
    meta: bool
    seed: bool
    body: str


@dataclass(frozen=True)
class Cast:
    """One vote event, by the numbers of this export."""

    at: datetime
    comment: str
    voter: str
    vote: int


def comments_csv(comments: Iterable[Comment], votes: Sequence[Cast]) -> str:
    sides: dict[tuple[str, int], int] = {}
    for vote in votes:
        sides[vote.comment, vote.vote] = sides.get((vote.comment, vote.vote), 0) + 1
    rows = (
        (
            *_time(each.at),
            each.number,
            each.author,
            sides.get((each.number, 1), 0),
            sides.get((each.number, -1), 0),
            each.moderated,
            str(each.meta).lower(),
            str(each.seed).lower(),
            each.body,
        )
        for each in comments
    )
    return _table(COMMENT_COLUMNS, rows)


def votes_csv(votes: Iterable[Cast]) -> str:
    """In the given order: of several votes in one minute the last one counts."""
    return _table(VOTE_COLUMNS, ((*_time(each.at), each.comment, each.voter, each.vote) for each in votes))


def participants_csv(
    people: Sequence[str], comments: Sequence[Comment], choices: Mapping[str, Mapping[str, int]]
) -> str:
    """``choices``: of each person, their last vote on each statement."""
    numbers = [each.number for each in comments]
    wrote: dict[str, int] = {}
    for each in comments:
        wrote[each.author] = wrote.get(each.author, 0) + 1

    def row(person: str) -> list[object]:
        own = choices.get(person, {})
        sides = list(own.values())
        figures = [wrote.get(person, 0), len(sides), sides.count(1), sides.count(-1)]
        return [person, "", *figures, *(own.get(number, "") for number in numbers)]

    return _table((*PERSON_COLUMNS, *numbers), map(row, people))


def summary_csv(facts: Iterable[tuple[str, object]]) -> str:
    return _lines(facts)


def _time(at: datetime) -> tuple[int, str]:
    moment = at.astimezone(UTC)
    return round(moment.timestamp() * 1000), moment.strftime("%a %b %d %H:%M:%S UTC %Y")


def _table(columns: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    return _lines([columns, *rows])


def _lines(rows: Iterable[Sequence[object]]) -> str:
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerows(rows)
    return out.getvalue()
