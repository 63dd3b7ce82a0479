"""manage.py opinion_map DIR_OR_SLUG [--mode standard|polis] [--labels FILE.json] --json"""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from consultations.deliberation.models import Consultation
from consultations.exchange.domain.account import BrokenFileError
from consultations.exchange.domain.polis_votes import read_cast
from consultations.exchange.domain.tables import read_text
from consultations.exchange.management.progress import Bar
from consultations.opinions.domain.analysis import analyse
from consultations.opinions.domain.map import Key, Map
from consultations.opinions.domain.votes import Votes
from consultations.opinions.queries.votes import names_of, votes_of_consultation

Name = Callable[[Key], str]


@dataclass(frozen=True)
class Source:
    """What a map is made of, and how its people and statements are called in what is told."""

    votes: Votes
    rejected: frozenset[Key]
    meta: frozenset[Key] = frozenset()
    person: Name = str
    statement: Name = str


class Command(BaseCommand):
    help = "Makes the opinion map of a Polis export or of a consultation here. Changes nothing."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "source", metavar="DIR_OR_SLUG", help="a Polis export's folder, or a consultation's address"
        )
        parser.add_argument(
            "--mode",
            choices=["standard", "polis"],
            default="standard",
            help="standard leaves rejected statements out; polis counts them as passed by everybody, for comparison",
        )
        parser.add_argument(
            "--labels", metavar="FILE.json", type=Path, help="groups given as {person: group}, not found"
        )
        parser.add_argument("--json", action="store_true", help="print only the map, as JSON, on standard output")

    def handle(self, **options: Any) -> None:
        begun = time.perf_counter()
        bar = Bar()
        try:
            source = self.source(options["source"], bar)
            labels = _labels(options["labels"], source) if options["labels"] else None
            made = analyse(
                source.votes, mode=options["mode"], rejected=source.rejected, meta=source.meta, labels=labels
            )
        except BrokenFileError as error:
            raise CommandError(f"{error} No map was made.") from error
        bar("people placed", made.people, made.people)
        if options["json"]:
            told = as_json(made, source.person, source.statement)
            told["seconds"] = round(time.perf_counter() - begun, 3)
            self.stdout.write(json.dumps(told, ensure_ascii=False))
        else:
            self.stdout.write("\n".join(in_words(made, source.statement)))

    def source(self, name: str, bar: Bar) -> Source:
        if not Path(name).is_dir():
            return _from_site(name)
        cast = read_cast(Path(name))
        bar("votes", len(cast.votes), len(cast.votes))
        if cast.refused:
            self.stderr.write(f"{cast.refused} votes were left out: on no statement of the list, or not 1, 0 or -1.")
        return Source(cast.votes, cast.rejected, cast.meta)


def _from_site(slug: str) -> Source:
    consultation = Consultation.objects.filter(slug=slug).first()
    if consultation is None:
        raise CommandError(f"{slug} is neither a folder nor the address of a consultation here.")
    votes, rejected, meta = votes_of_consultation(consultation)
    people, statements = names_of(consultation)
    return Source(votes, frozenset(rejected), frozenset(meta), people.__getitem__, statements.__getitem__)


def _labels(path: Path, source: Source) -> dict[Key, Key]:
    """Raises BrokenFileError unless the file holds groups, of people who voted."""
    text = read_text(path)
    try:
        given = json.loads(text)
    except json.JSONDecodeError as error:
        raise BrokenFileError(
            f"{path.name}, line {error.lineno}, column {error.colno}: not JSON ({error.msg})."
        ) from error
    if not isinstance(given, Mapping):
        raise BrokenFileError(f"{path.name} is not an object of the form {{person: group}}.")
    people = {source.person(key): key for key in source.votes.people}
    for person, group in given.items():
        if person not in people:
            raise BrokenFileError(f"{path.name}: there is no vote of person {person[:40]!r}.")
        if isinstance(group, bool) or not isinstance(group, int | str):
            raise BrokenFileError(f"{path.name}: the group of person {person[:40]!r} is neither a number nor a name.")
    return {people[person]: group for person, group in given.items()}


def as_json(made: Map, person: Name, statement: Name) -> dict[str, Any]:
    """All but the time that it took; ids of people and statements as text, as they stand in the file."""
    return {
        "people": made.people,
        "statements": made.statements,
        "votes": made.votes,
        "explained_variance": list(made.explained_variance),
        "labels": {person(key): group for key, group in made.labels.items()},
        "groups": [{"id": group.id, "size": group.size} for group in made.groups],
        "stability": made.stability,
        "note": made.note,
        "gic": {statement(key): value for key, value in made.gic.items()},
        "consensus": {
            "agree": [statement(each.id) for each in made.consensus.agree],
            "disagree": [statement(each.id) for each in made.consensus.disagree],
        },
        "representative": {
            str(group): [{"id": statement(each.id), "side": each.side, "score": each.score} for each in marks]
            for group, marks in made.representative.items()
        },
    }


def in_words(made: Map, statement: Name) -> list[str]:
    across, up = made.explained_variance
    lines = [
        f"{made.people} people, {made.statements} statements, {made.votes} votes; "
        f"the map shows {across:.0%} + {up:.0%} of all difference"
    ]
    if made.note:
        lines.append(made.note)
    else:
        steady = "" if made.stability is None else f"; stability {made.stability:.2f}"
        lines.append(f"{len(made.groups)} groups: {', '.join(str(group.size) for group in made.groups)} people{steady}")
    for group, marks in made.representative.items():
        lines.append(f"group {group}: " + ", ".join(f"{statement(each.id)} ({each.side})" for each in marks))
    for side in ("agree", "disagree"):
        lines.append(
            f"nearly everyone {side}s: {', '.join(statement(e.id) for e in getattr(made.consensus, side)) or '-'}"
        )
    return lines
