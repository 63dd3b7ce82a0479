"""What a ballot may say under each method, and how it is written down.

A choice names options by their place in the question's list, from 1:

    approval, ranking   [4, 1]            in the order of the list (approval) or of preference (ranking)
    score, points       [[1, 5], [4, 2]]  place and what it is given, without those that get nothing
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from consultations.voting.enums import Bound, Method
from consultations.voting.errors import UnfitBallot

Choice = list[Any]
LARGEST = 1_000_000


@dataclass(frozen=True)
class Terms:
    """The rules that a ballot keeps. ``costs``: place → cost, of a budget; ``threshold``: its least votes."""

    method: str
    options: Sequence[int]
    limit: int | None = None
    bound: str = Bound.NUMBER
    total: Decimal | None = None
    currency: str = ""
    costs: Mapping[int, Decimal] = field(default_factory=dict)
    threshold: int = 0

    @property
    def most(self) -> int:
        """How many options one ballot can name at most."""
        return min(self.limit or len(self.options), len(self.options))

    def money(self, amount: Decimal) -> str:
        return money_words(amount, self.currency)


def money_words(amount: Decimal, currency: str) -> str:
    """``12,000 €`` in the reader's numbers; cents only where there are any."""
    places = 0 if amount == amount.to_integral_value() else 2
    return f"{number_format(amount, decimal_pos=places, force_grouping=True)}\u00a0{currency}".strip()


def chosen(terms: Terms, named: Iterable[int]) -> Choice:
    """An approval ballot. Raises UnfitBallot."""
    choice = sorted(set(named))
    _known(terms, choice)
    if not choice:
        raise UnfitBallot(_("Choose at least one option."))
    if terms.bound == Bound.COST and terms.total is not None:
        cost = sum((terms.costs[option] for option in choice), Decimal(0))
        if cost > terms.total:
            raise UnfitBallot(
                _("What you chose costs %(cost)s, but there are only %(total)s. Take something out.")
                % {"cost": terms.money(cost), "total": terms.money(terms.total)}
            )
    elif len(choice) > terms.most:
        raise UnfitBallot(
            ngettext(
                "Choose at most %(most)s option. You chose %(number)s.",
                "Choose at most %(most)s options. You chose %(number)s.",
                terms.most,
            )
            % {"most": number_format(terms.most), "number": number_format(len(choice))}
        )
    return choice


def ordered(terms: Terms, places: Mapping[int, int]) -> Choice:
    """A ranking from option → place; gaps between places close. Raises UnfitBallot."""
    _known(terms, places)
    if not places:
        raise UnfitBallot(_("Give at least one option a place."))
    taken: dict[int, int] = {}
    for option, place in places.items():
        if place < 1:
            raise UnfitBallot(_("Places begin with 1."))
        if place in taken:
            raise UnfitBallot(
                _("Two options have place %(place)s. Give each a place of its own.") % {"place": number_format(place)}
            )
        taken[place] = option
    if len(places) > terms.most:
        raise UnfitBallot(
            ngettext("Give at most %(most)s option a place.", "Give at most %(most)s options a place.", terms.most)
            % {"most": number_format(terms.most)}
        )
    return [taken[place] for place in sorted(taken)]


def scored(terms: Terms, values: Mapping[int, int]) -> Choice:
    """Scores by option; what is left out has 0. Raises UnfitBallot."""
    highest = terms.limit or 0
    _known(terms, values)
    if any(not 0 <= value <= highest for value in values.values()):
        raise UnfitBallot(_("Scores go from 0 to %(highest)s.") % {"highest": number_format(highest)})
    if not any(values.values()):
        raise UnfitBallot(_("Give at least one option a score above 0."))
    return _given(values)


def shared_out(terms: Terms, values: Mapping[int, int]) -> Choice:
    """Points by option. Raises UnfitBallot."""
    total = terms.limit or 0
    _known(terms, values)
    if any(value < 0 for value in values.values()):
        raise UnfitBallot(_("Points cannot be less than 0."))
    given = sum(values.values())
    if given > total:
        raise UnfitBallot(
            ngettext(
                "You have %(total)s point to share out. You gave %(given)s.",
                "You have %(total)s points to share out. You gave %(given)s.",
                total,
            )
            % {"total": number_format(total), "given": number_format(given)}
        )
    if not given:
        raise UnfitBallot(_("Give at least one point."))
    return _given(values)


def read(terms: Terms, choice: Any) -> Choice:
    """A choice checked again from how it was written down, so that what is stored always keeps the rules."""
    try:
        if terms.method == Method.APPROVAL:
            return chosen(terms, map(int, choice))
        if terms.method == Method.RANKING:
            return ordered(terms, {int(option): place for place, option in enumerate(choice, 1)})
        values = {int(option): int(value) for option, value in choice}
    except (TypeError, ValueError) as error:
        raise UnfitBallot(_("This ballot cannot be read.")) from error
    return (scored if terms.method == Method.SCORE else shared_out)(terms, values)


def _given(values: Mapping[int, int]) -> Choice:
    return [[option, value] for option, value in sorted(values.items()) if value]


def _known(terms: Terms, named: Iterable[int]) -> None:
    if not set(named) <= set(terms.options):
        raise UnfitBallot(_("This option is not on the ballot."))
