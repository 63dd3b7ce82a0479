"""Counting a question under its rule, and beside it under the others, in a form that can be stored and shown.

    {"ballots": 120, "options": [{"option": 1, "supporters": 70, "total": 70}, …],          places in the list, from 1
     "rules": [{"name": "greedy", "winners": [1, 4], "cost": "90000", "steps": […], …}, …]}  the rule that counts first

The steps of a rule are those of its module (ranking.py, budget.py, equal_shares.py) with options by place, and amounts
as decimal text, cut to the hundredth where they are fractions.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from decimal import ROUND_DOWN, Decimal
from fractions import Fraction
from typing import Any

from consultations.deliberation.domain.small_cells import protect, protect_part
from consultations.voting.domain import budget, ranking, tallies
from consultations.voting.domain.choices import Choice, Terms
from consultations.voting.domain.equal_shares import Completion, EqualShares, equal_shares
from consultations.voting.domain.share_ballots import Utility
from consultations.voting.enums import Method, Rule

Facts = dict[str, Any]
COMPLETIONS: Mapping[str, Completion] = {
    "equal_shares": "add1-until-overspent",
    "equal_shares_exhaustive": "add1-until-exhaustive",
    "equal_shares_greedy": "greedy",
    "equal_shares_plain": "none",
}
"""Equal shares with each completion, by its name in a count; the first is the one that decides."""


def count(terms: Terms, rule: str, ballots: Sequence[Choice]) -> Facts:
    """Raises BallotError for a ballot that does not fit."""
    if terms.total is not None:
        return _count_budget(terms, rule, ballots)
    if terms.method == Method.RANKING:
        return _count_orders(terms, rule, ballots)
    sums = _sums(terms, ballots)
    rules = [{"name": "sum", "winners": list(sums.winners)}]
    if terms.method != Method.APPROVAL:
        most = max(tally.supporters for tally in sums.tallies)
        winners = sorted(tally.option for tally in sums.tallies if tally.supporters == most > 0)
        rules.append({"name": "supporters", "winners": winners})
    return {"ballots": sums.ballots, "options": [_tally_facts(tally) for tally in sums.tallies], "rules": rules}


def count_sums(terms: Terms, rule: str, totals: Mapping[int, int], ballots: int) -> Facts:
    """As ``count`` where only each option's sum is known: approval, score, and greedy budgets of approval ballots.

    How many gave an option more than nothing is known of approval only.
    """
    approval = terms.method == Method.APPROVAL
    found = sorted(totals.items(), key=lambda pair: (-pair[1], pair[0]))
    options: list[Facts] = [
        {"option": option, "total": total, "supporters": total if approval else None} for option, total in found
    ]
    if rule == Rule.GREEDY:
        standing = [
            budget.Standing(project, totals[int(project.id)], Fraction(totals[int(project.id)]))
            for project in _projects(terms)
        ]
        steps = budget.greedy_steps(standing, Fraction(terms.total or 0), Fraction(terms.threshold))
        return {"ballots": ballots, "options": options, "rules": [_greedy_facts(steps)]}
    most = found[0][1] if found else 0
    winners = sorted(option for option, total in found if total == most > 0)
    return {"ballots": ballots, "options": options, "rules": [{"name": "sum", "winners": winners}]}


def interim(terms: Terms, ballots: Sequence[Choice]) -> Facts:
    """How the options stand, without any rule: a few additions, however many ballots there are."""
    supporters: Counter[int] = Counter()
    totals: Counter[int] = Counter()
    for ballot in ballots:
        for option, value in _values(terms, ballot):
            supporters[option] += 1
            totals[option] += value
    ordered = sorted(terms.options, key=lambda option: (-totals[option], -supporters[option], option))
    options = [{"option": each, "supporters": supporters[each], "total": totals[each]} for each in ordered]
    return {"ballots": len(ballots), "options": options, "rules": []}


def by_group(terms: Terms, ballots: Iterable[tuple[str, Choice]]) -> Facts:
    """Ballots by group (channel, level), and supporters of each option by group; None where a number is not told.

    A row of an option is left out where a cell or its rest is a small group: the others and the sum would tell it.
    """
    numbers: Counter[str] = Counter()
    cells: Counter[tuple[int, str]] = Counter()
    for group, ballot in ballots:
        numbers[group] += 1
        cells.update((option, group) for option, _value in _values(terms, ballot))
    names = sorted(numbers)
    rows = [
        {"option": option, "supporters": [cells[option, name] for name in names]}
        for option in terms.options
        if len(names) > 1 and all(protect_part(cells[option, name], numbers[name]) is not None for name in names)
    ]
    shown = protect(numbers)
    return {"names": names, "ballots": [shown[name] for name in names], "options": rows}


def _values(terms: Terms, ballot: Choice) -> Iterable[tuple[int, int]]:
    """(option, what it is given) of those that a ballot names; in an order the first of n places gives n points."""
    if terms.method == Method.APPROVAL:
        return [(option, 1) for option in ballot]
    if terms.method == Method.RANKING:
        return [(option, terms.most - place) for place, option in enumerate(ballot)]
    return [(option, value) for option, value in ballot]


def winners_of(facts: Facts) -> list[int]:
    """The options that the deciding rule chose, in the order of the list."""
    return sorted(facts["rules"][0]["winners"])


def _sums(terms: Terms, ballots: Sequence[Choice]) -> tallies.Sums:
    options = list(terms.options)
    if terms.method == Method.APPROVAL:
        return tallies.approval(ballots, options, limit=terms.most)
    given = [dict(map(tuple, ballot)) for ballot in ballots]
    if terms.method == Method.SCORE:
        return tallies.score(given, options, highest=terms.limit or 0)
    return tallies.points(given, options, total=terms.limit or 0)


def _tally_facts(tally: tallies.Tally) -> Facts:
    return {"option": tally.option, "supporters": tally.supporters, "total": tally.total}


def _count_orders(terms: Terms, rule: str, ballots: Sequence[Choice]) -> Facts:
    options = list(terms.options)
    first = ranking.plurality(ballots, options)
    named = {option: sum(option in ballot for ballot in ballots) for option in options}
    rules = {
        "runoff": _runoff_facts(ranking.irv(ballots, options)),
        "schulze": _schulze_facts(ranking.schulze(ballots, options)),
        "plurality": {"name": "plurality", "winners": list(first.winners)},
    }
    return {
        "ballots": first.ballots,
        "options": [{"option": option, "supporters": named[option], "total": votes} for option, votes in first.votes],
        "rules": [rules.pop(rule), *rules.values()],
    }


def _runoff_facts(result: ranking.InstantRunoff) -> Facts:
    steps = [
        {
            "votes": [list(pair) for pair in each.votes],
            "exhausted": each.exhausted,
            "out": list(each.out),
            "tied": list(each.tied),
            "settled": each.settled,
        }
        for each in result.rounds
    ]
    return {"name": "runoff", "winners": list(result.winners), "steps": steps}


def _schulze_facts(result: ranking.Schulze) -> Facts:
    return {
        "name": "schulze",
        "winners": list(result.winners),
        "places": [list(place) for place in result.places],
        "undefeated": result.undefeated,
        "duels": [[one, other, votes] for (one, other), votes in sorted(result.duels.items())],
    }


def _count_budget(terms: Terms, rule: str, ballots: Sequence[Choice]) -> Facts:
    given = [_points_of(terms, ballot) for ballot in ballots]
    projects, money, least = _projects(terms), Fraction(terms.total or 0), Fraction(terms.threshold)
    standing = {each.project.id: each for each in budget.standings(given, projects)}
    made: dict[str, Callable[[], Facts]] = {
        "greedy": lambda: _greedy_facts(budget.greedy(given, projects, money, threshold=least).steps),
    }
    utility: Utility = "cost" if terms.method == Method.APPROVAL else "points"
    for name, completion in COMPLETIONS.items():
        made[name] = lambda name=name, completion=completion: _shares_facts(  # type: ignore[misc]
            name,
            equal_shares(given, projects, money, utility=utility, completion=completion, threshold=least),
        )
    first = made.pop(rule)()
    ordered = sorted(standing.values(), key=lambda each: (-each.points, -each.supporters, int(each.project.id)))
    return {
        "ballots": len(ballots),
        "options": [
            {"option": int(each.project.id), "supporters": each.supporters, "total": int(each.points)}
            for each in ordered
        ],
        "rules": [first, *(make() for make in made.values())],
    }


def _points_of(terms: Terms, ballot: Choice) -> dict[str, int]:
    """A ballot as points by project (Borda's count for orders)."""
    return {str(option): value for option, value in _values(terms, ballot)}


def _projects(terms: Terms) -> list[budget.Project]:
    return [budget.Project(str(option), Fraction(terms.costs[option])) for option in terms.options]


def _greedy_facts(steps: Sequence[budget.Considered]) -> Facts:
    funded = [step for step in steps if step.verdict == "funded"]
    return {
        "name": "greedy",
        "winners": [int(step.project) for step in funded],
        "cost": _amount(sum((step.cost for step in funded), Fraction(0))),
        "steps": [_turn(step) for step in steps],
    }


def _turn(step: budget.Considered) -> Facts:
    return {
        "option": int(step.project),
        "total": int(step.points),
        "supporters": step.supporters,
        "money": _amount(step.money),
        "missing": _amount(step.missing),
        "verdict": step.verdict,
    }


def _shares_facts(name: str, result: EqualShares) -> Facts:
    facts: Facts = {
        "name": name,
        "winners": [int(option) for option in result.selected],
        "cost": _amount(result.cost),
        "first_share": _amount(result.first_share),
        "share": _amount(result.share),
        "recounts": len(result.recounts),
        "ended": result.ended,
        "steps": [
            {
                "option": int(each.project),
                "supporters": each.supporters,
                "price": _amount(each.price),
                "full": each.full,
                "rest": each.rest,
                "money": _amount(each.money),
            }
            for each in result.rounds
        ],
        "added": [_turn(step) for step in result.added],
    }
    facts["near"] = [
        {
            "option": int(each.project),
            "supporters": each.supporters,
            "missing": _amount(each.missing),
            "more": each.more_supporters,
        }
        for each in result.not_funded
    ]
    return facts


def _amount(value: Fraction) -> str:
    exact = Decimal(value.numerator) / Decimal(value.denominator)
    return f"{exact.quantize(Decimal('0.01'), rounding=ROUND_DOWN).normalize():f}"
