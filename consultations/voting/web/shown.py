"""Ballots and rules in words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from consultations.voting.domain.choices import Choice, Terms
from consultations.voting.enums import Bound, Method
from consultations.voting.models import Option


@dataclass(frozen=True)
class Chosen:
    """One option of a ballot; ``given``: its points, score or place in words, or its cost."""

    words: str
    given: str


def ballot_words(terms: Terms, options: Sequence[Option], choice: Choice) -> list[Chosen]:
    """What a ballot says, in the order in which it says it."""
    titles = {option.position: option.words for option in options}
    if terms.method == Method.APPROVAL:
        return [Chosen(titles[each], terms.money(terms.costs[each]) if each in terms.costs else "") for each in choice]
    if terms.method == Method.RANKING:
        return [
            Chosen(titles[each], _("Place %(place)s") % {"place": number_format(place)})
            for place, each in enumerate(choice, 1)
        ]
    most = sorted(choice, key=lambda pair: (-pair[1], pair[0]))
    return [Chosen(titles[each], points_words(value)) for each, value in most]


def points_words(value: int) -> str:
    words = ngettext("%(number)s point", "%(number)s points", value)
    return words % {"number": number_format(value, force_grouping=True)}


def cost_of(terms: Terms, choice: Choice) -> str:
    """What the chosen projects cost together, of an approval ballot on a budget; else empty."""
    if terms.method != Method.APPROVAL or terms.total is None:
        return ""
    return terms.money(sum((terms.costs[each] for each in choice), Decimal(0)))


def how_to_vote(terms: Terms) -> str:
    """The rule of the ballot in one sentence."""
    most = number_format(terms.most)
    if terms.method == Method.APPROVAL and terms.bound == Bound.COST and terms.total is not None:
        return _("Choose as many projects as you like, as long as together they cost at most %(total)s.") % {
            "total": terms.money(terms.total)
        }
    if terms.method == Method.APPROVAL and terms.most == 1:
        return _("Choose one.")
    if terms.method == Method.APPROVAL and terms.most == len(terms.options):
        return _("Choose as many as you like.")
    if terms.method == Method.APPROVAL:
        return _("Choose up to %(most)s.") % {"most": most}
    if terms.method == Method.RANKING:
        return _("Give place 1 to what you want most, then place 2, and so on. You can stop early.")
    if terms.method == Method.SCORE:
        return _("Give each a score from 0 to %(highest)s. What you leave out gets 0.") % {
            "highest": number_format(terms.limit or 0)
        }
    return _("You have %(total)s points. Share them out as you like.") % {"total": number_format(terms.limit or 0)}
