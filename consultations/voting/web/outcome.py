"""A count as its page shows it: options with bars, rules side by side, every step in a sentence."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from consultations.deliberation.enums import Channel
from consultations.people.enums import Level
from consultations.voting.domain.choices import money_words
from consultations.voting.domain.counting import Facts
from consultations.voting.models import Option, Question
from consultations.voting.web.steps import RULES, Teller

WORDS: Mapping[str, Mapping[str, str | Promise]] = {
    "channels": {channel.value: channel.label for channel in Channel},
    "levels": {**{level.value: level.label for level in Level}, "": _("On paper, or with a code from the roll")},
}
"""Groups of ballots, with the words for each."""


@dataclass(frozen=True)
class Row:
    """One option. ``width``: of its bar, 0 to 100; ``under``: for each rule beside each other whether it is chosen."""

    option: Option
    total: int
    supporters: int | None
    width: int
    won: bool
    cost: str
    under: Sequence[bool]


@dataclass(frozen=True)
class CountedRule:
    """``explained``: two sentences; ``steps`` and ``near``: how it went, and how close the others were."""

    name: str | Promise
    explained: str | Promise
    winners: Sequence[Option]
    cost: str
    steps: Sequence[str]
    near: Sequence[str]


@dataclass(frozen=True)
class Split:
    """Ballots by channel or level, None where they are too few to be told; supporters of options by it."""

    names: Sequence[str | Promise]
    ballots: Sequence[int | None]
    rows: Sequence[tuple[Option, Sequence[int]]]


@dataclass(frozen=True)
class Outcome:
    """``rows``: most votes first; ``rules``: the one that decides first, none while voting goes on."""

    rows: Sequence[Row]
    rules: Sequence[CountedRule]
    split: Split | None
    levels: Split | None
    differ: bool
    unit: str = "votes"
    winners: Sequence[Option] = field(default_factory=tuple)

    @classmethod
    def of(cls, question: Question, facts: Facts) -> Outcome:
        options = {option.position: option for option in question.options.all()}
        teller = Teller(question, options, facts)
        rules = [
            CountedRule(
                RULES[rule["name"]][0],
                RULES[rule["name"]][1],
                [options[each] for each in rule["winners"]],
                money_words(Decimal(rule["cost"]), question.currency) if "cost" in rule else "",
                teller.steps(rule),
                teller.near(rule),
            )
            for rule in facts["rules"]
        ]
        chosen = [set(rule["winners"]) for rule in facts["rules"]]
        most = max((each["total"] for each in facts["options"]), default=0)
        rows = [
            Row(
                options[each["option"]],
                each["total"],
                each["supporters"],
                round(100 * each["total"] / most) if most else 0,
                bool(chosen) and each["option"] in chosen[0],
                money_words(cost, question.currency) if (cost := options[each["option"]].cost) is not None else "",
                [each["option"] in winners for winners in chosen],
            )
            for each in facts["options"]
        ]
        winners = [options[each] for each in sorted(chosen[0])] if chosen else []
        channels, levels = (_split(facts.get(name), options, words) for name, words in WORDS.items())
        return cls(rows, rules, channels, levels, any(each != chosen[0] for each in chosen), teller.unit, winners)


def _split(found: Facts | None, options: dict[int, Option], words: Mapping[str, str | Promise]) -> Split | None:
    if not found or len(found["names"]) < 2:
        return None
    rows = [(options[each["option"]], each["supporters"]) for each in found["options"]]
    return Split([words[name] for name in found["names"]], found["ballots"], rows)
