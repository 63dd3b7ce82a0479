"""A budget that was voted on, as a Pabulib file: its question, its projects and the published ballots."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from datetime import timedelta
from typing import Any

from consultations.exchange.domain.kept_columns import parted
from consultations.exchange.domain.pabulib_question import LEAST, OWN, SPAN, TEXT, TOLD
from consultations.record.models import Blob
from consultations.voting.domain import published
from consultations.voting.domain.wording import amount
from consultations.voting.enums import Method, Rule
from consultations.voting.models import Option, Question, Tally

KINDS = {Method.APPROVAL: "approval", Method.RANKING: "ordinal", Method.POINTS: "cumulative"}
RULES = {Rule.GREEDY: "greedy", Rule.EQUAL_SHARES: "equalshares/add1"}
Row = Sequence[object]


class NotAVotedBudget(Exception):
    """The question is no budget, or its ballots are not published; ``str()`` says which."""


def pabulib_file(question: Question) -> str:
    """The file's text, in the question's language. Voters are numbered in the order of what they chose."""
    if not question.is_budget:
        raise NotAVotedBudget("The question shares out no budget.")
    tally = Tally.objects.filter(question=question).exclude(sha256="").first()
    if tally is None or question.is_secret:
        raise NotAVotedBudget("Its ballots are not published.")
    ballots = published.read(bytes(Blob.objects.get(pk=tally.sha256).body))
    options = list(question.options.all())
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";", lineterminator="\n")
    for section in (
        [["META"], ["key", "value"], *_meta(question, len(options), len(ballots))],
        [["PROJECTS"], *_projects(question, options, tally)],
        [["VOTES"], *_votes(question, options, ballots)],
    ):
        writer.writerows(section)
    return out.getvalue()


def _meta(question: Question, projects: int, votes: int) -> Iterable[Row]:
    words, kept = parted(question.text.get(question.language, ""), {*TOLD})
    phase = question.phase
    span = {}
    if phase is not None and phase.ends_at is not None:
        days = (phase.starts_at, phase.ends_at - timedelta(microseconds=1))
        span = {key: f"{day:%d.%m.%Y}" for key, day in zip(SPAN, days, strict=True) if key not in kept}
    told: dict[str, Any] = {
        "description": question.title.get(question.language, ""),
        "num_projects": projects,
        "num_votes": votes,
        "budget": amount(question.total),
        **span,
        "language": question.language,
        "currency": question.currency,
        TEXT: words,
        **kept,
    }
    rules = {
        "vote_type": KINDS[Method(question.method)],
        "rule": RULES[Rule(question.rule)],
        "max_sum_points" if question.method == Method.POINTS else "max_length": question.limit or "",
        LEAST: question.threshold or "",
    }
    told |= {key: value for key, value in rules.items() if key not in told}
    return [[key, value] for key, value in told.items() if value != ""]


def _projects(question: Question, options: Sequence[Option], tally: Tally) -> Iterable[Row]:
    texts = [parted(option.text.get(question.language, ""), OWN) for option in options]
    more = list(dict.fromkeys(name for _words, kept in texts for name in kept))
    supporters = {each["option"]: each["supporters"] for each in tally.count["options"]}
    yield ["project_id", "cost", "votes", "name", "selected", *more, "description"]
    for option, (words, kept) in zip(options, texts, strict=True):
        name, chosen = option.title.get(question.language, ""), int(option.key in tally.winners)
        cells = [kept.get(column, "") for column in more]
        yield [option.key, amount(option.cost), supporters[option.position], name, chosen, *cells, words]


def _votes(question: Question, options: Sequence[Option], ballots: Sequence[Any]) -> Iterable[Row]:
    keys = {option.position: option.key for option in options}
    points = question.method == Method.POINTS
    yield ["voter_id", "vote", "points"] if points else ["voter_id", "vote"]
    for number, ballot in enumerate(ballots, 1):
        named = [place for place, _given in ballot] if points else ballot
        row = [number, ",".join(keys[place] for place in named)]
        yield [*row, ",".join(str(given) for _place, given in ballot)] if points else row
