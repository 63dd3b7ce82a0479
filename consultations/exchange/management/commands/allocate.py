"""manage.py allocate FILE.pb --rule greedy|equal-shares [--utility …] [--completion …] --json"""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from consultations.exchange.domain.account import BrokenFileError
from consultations.exchange.domain.amounts import plain
from consultations.exchange.domain.pabulib import read_pabulib
from consultations.exchange.domain.pabulib_budget import Election, election
from consultations.exchange.management.progress import Bar
from consultations.voting.domain.budget import greedy
from consultations.voting.domain.equal_shares import equal_shares
from consultations.voting.domain.ranking import BallotError
from consultations.voting.domain.share_ballots import Utility

RULES = ("greedy", "equal-shares")
UTILITIES = ("cost", "cardinality", "points")
COMPLETIONS = ("none", "add1-until-exhaustive", "add1-until-overspent", "greedy")

ORDERS = "The ballots are orders. They count as points: the first of k named projects has k, the last 1."
NAMED = "The ballots are orders. Each named project counts as approved."


class Command(BaseCommand):
    help = "Shares out the budget of a Pabulib file among its projects, greedily or by the Method of Equal Shares."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", metavar="FILE.pb", type=Path)
        parser.add_argument("--rule", required=True, choices=RULES)
        parser.add_argument(
            "--utility", choices=UTILITIES, help="for equal shares; cost if not given, points for cumulative ballots"
        )
        parser.add_argument("--completion", choices=COMPLETIONS, default="none", help="for equal shares")
        parser.add_argument("--json", action="store_true", help="print only the result, as JSON, on standard output")

    def handle(self, **options: Any) -> None:
        begun = time.perf_counter()
        if options["rule"] == "greedy" and (options["utility"] or options["completion"] != "none"):
            raise CommandError("--utility and --completion are for equal-shares. Nothing was counted.")
        try:
            file = read_pabulib(options["file"])
            told = allocated(election(file), options, Bar())
        except (BrokenFileError, BallotError) as error:
            raise CommandError(f"{str(error).rstrip('.')}. Nothing was counted.") from error
        told["seconds"] = round(time.perf_counter() - begun, 3)
        if options["json"]:
            self.stdout.write(json.dumps(told, ensure_ascii=False))
            return
        self.stdout.write(f"Funded: {', '.join(told['selected']) or 'nothing'}")
        self.stdout.write(f"Cost: {told['cost']} of {told['budget']}")
        if "note" in told:
            self.stdout.write(told["note"])


def allocated(given: Election, options: dict[str, Any], bar: Bar) -> dict[str, Any]:
    """Ids as in the file, in the order of text; ``rounds``: turns of projects, or projects bought by equal shares."""
    ordered = given.kind == "ordinal"
    if options["rule"] == "greedy":
        counted = greedy(given.ballots, given.projects, given.budget, threshold=given.threshold)
        return _told(counted.selected, counted.cost, given, len(counted.steps), [ORDERS] if ordered else [])
    utility: Utility = options["utility"] or ("points" if given.kind == "cumulative" else "cost")
    shared = equal_shares(
        given.ballots,
        given.projects,
        given.budget,
        utility=utility,
        completion=options["completion"],
        threshold=given.threshold,
        progress=lambda cost, budget: bar("money shared", int(min(cost, budget)), int(budget)),
    )
    return _told(shared.selected, shared.cost, given, len(shared.rounds), list(_shares_notes(given, utility)))


def _shares_notes(given: Election, utility: str) -> Iterator[str]:
    if given.kind == "ordinal":
        yield ORDERS if utility == "points" else NAMED
    elif utility == "points" and not given.has_points:
        yield "The ballots hold no points; each named project has one."
    if given.threshold:
        yield "min_project_score_threshold is a limit of the greedy rule; equal shares do not apply it."


def _told(selected: tuple[str, ...], cost: Fraction, given: Election, rounds: int, notes: list[str]) -> dict[str, Any]:
    told: dict[str, Any] = {"selected": sorted(selected), "cost": plain(cost), "budget": plain(given.budget)}
    told["rounds"] = rounds
    said = [
        *given.notes,
        *notes,
        *([] if selected or not any(given.ballots) else ["No project with supporters can be paid."]),
    ]
    return {**told, "note": " ".join(said)} if said else told
