"""A round of opinions as the files of a Polis export; for the operator only."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from random import Random, SystemRandom

from consultations.deliberation.enums import ContributionState
from consultations.deliberation.models import Consultation
from consultations.exchange.domain.polis_export import (
    README,
    Cast,
    Comment,
    comments_csv,
    participants_csv,
    summary_csv,
    votes_csv,
)
from consultations.opinions.domain.picture import SMALLEST_SHOWN
from consultations.opinions.enums import Look
from consultations.opinions.models import Opinion, Respondent, Statement

MODERATED = {Look.NONE: 0, Look.ACCEPTED: 1, Look.REJECTED: -1}


class TooFewPeople(Exception):
    """Of fewer than ten people nothing is told."""


def polis_files(consultation: Consultation, *, random: Random | None = None) -> dict[str, str]:
    """Name → text. ``random`` deals out people's numbers, by default in a way that nobody can repeat.

    Raises TooFewPeople.
    """
    people = _dealt(consultation, random or SystemRandom())
    if len(people) < SMALLEST_SHOWN:
        raise TooFewPeople
    statements = _statements(consultation)
    comments = _comments(statements, people)
    numbers = {each.contribution_id: comment.number for each, comment in zip(statements, comments, strict=True)}
    votes, choices = _votes(consultation, people, numbers)
    text = consultation.text_in(consultation.language)
    facts = [
        ("topic", text.question if text else consultation.slug),
        ("views", ""),
        ("voters", len(choices)),
        ("voters-in-conv", len(people)),
        ("commenters", len({each.author for each in comments if each.author})),
        ("comments", len(comments)),
        ("groups", ""),
        ("conversation-description", text.summary if text else ""),
    ]
    return {
        "README.txt": README,
        "summary.csv": summary_csv(facts),
        "comments.csv": comments_csv(comments, votes),
        "votes.csv": votes_csv(votes),
        "participants-votes.csv": participants_csv(sorted(people.values(), key=int), comments, choices),
    }


def _dealt(consultation: Consultation, random: Random) -> dict[int, str]:
    """Primary key → number, in an order that says nothing."""
    keys = list(Respondent.objects.filter(consultation=consultation).order_by("pk").values_list("pk", flat=True))
    random.shuffle(keys)
    return {key: str(place) for place, key in enumerate(keys)}


def _statements(consultation: Consultation) -> list[Statement]:
    """Those that were ever shown and whose words still stand."""
    found = Statement.objects.filter(consultation=consultation, contribution__isnull=False)
    found = found.exclude(contribution__state__in=[ContributionState.ERASED, ContributionState.WITHDRAWN])
    return list(found.select_related("contribution").order_by("contribution_id"))


def _comments(statements: list[Statement], people: Mapping[int, str]) -> list[Comment]:
    """Numbers from 0 in the order of writing; a statement's author is nobody, so that answers lead to no name."""
    return [
        Comment(
            str(place),
            each.contribution.created_at,
            "",
            -1 if each.contribution.state == ContributionState.HIDDEN else max(0, MODERATED[Look(each.look)]),
            each.meta,
            each.seed,
            each.contribution.body,
        )
        for place, each in enumerate(statements)
        if each.contribution is not None
    ]


def _votes(
    consultation: Consultation, people: Mapping[int, str], numbers: Mapping[int | None, str]
) -> tuple[list[Cast], dict[str, dict[str, int]]]:
    """(every vote in the order of time, each person's last ones); pairs that were taken back are in neither."""
    rows = Opinion.objects.filter(person__consultation=consultation).order_by("at", "pk")
    listed = [
        (at, statement, person, choice, current)
        for at, statement, person, choice, current in rows.values_list(
            "at", "statement_id", "person_id", "choice", "current"
        ).iterator(chunk_size=2000)
        if statement in numbers
    ]
    standing = {(statement, person) for _at, statement, person, _choice, current in listed if current}
    votes, choices = [], defaultdict[str, dict[str, int]](dict)
    for at, statement, person, choice, current in listed:
        if choice is None or (statement, person) not in standing:
            continue
        votes.append(Cast(at, numbers[statement], people[person], choice))
        if current:
            choices[people[person]][numbers[statement]] = choice
    return votes, dict(choices)
