"""manage.py count_ranked FILE.pb --json"""

from __future__ import annotations

import json
import time
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from consultations.exchange.domain.account import BrokenFileError
from consultations.exchange.domain.pabulib import read_pabulib
from consultations.exchange.management.progress import Bar
from consultations.voting.domain.ranking import irv, plurality, schulze

METHODS = {"irv": "instant run-off", "schulze": "Schulze", "plurality": "first choices"}


class Command(BaseCommand):
    help = "Counts the ranked ballots of a Pabulib file by instant run-off, Schulze and first choices."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", metavar="FILE.pb", type=Path)
        parser.add_argument("--json", action="store_true", help="print only the winners, as JSON, on standard output")

    def handle(self, **options: Any) -> None:
        begun = time.perf_counter()
        try:
            found = winners(options["file"], Bar())
        except BrokenFileError as error:
            raise CommandError(f"{error} Nothing was counted.") from error
        if len(found["irv"]) > 1:
            self.stderr.write(f"Instant run-off ends in a tie of {', '.join(found['irv'])}; the first one is told.")
        told: dict[str, Any] = {**found, "irv": next(iter(found["irv"]), None)}
        if options["json"]:
            self.stdout.write(
                json.dumps({**told, "seconds": round(time.perf_counter() - begun, 3)}, ensure_ascii=False)
            )
            return
        for method, words in METHODS.items():
            self.stdout.write(f"{words}: {', '.join(found[method]) or 'nobody: no ballot ranks anything'}")


def winners(path: Path, progress: Bar) -> dict[str, list[str]]:
    """Each method's winners, in the order of their names as text. Raises BrokenFileError."""
    file = read_pabulib(path)
    if file.kind != "ordinal":
        said = file.kind or "not said"
        raise BrokenFileError(f"{path.name}: vote_type is {said}; only ordinal ballots rank projects.")
    names = sorted(file.project_ids)
    numbers = {name: number for number, name in enumerate(names)}
    ballots = [[numbers[name] for name in file.choices(row)] for row in file.votes.rows]
    progress("ballots", len(ballots), len(ballots))
    options = range(len(names))
    counted = {
        "irv": irv(ballots, options).winners,
        "schulze": schulze(ballots, options).winners,
        "plurality": plurality(ballots, options).winners,
    }
    return {method: [names[number] for number in found] for method, found in counted.items()}
