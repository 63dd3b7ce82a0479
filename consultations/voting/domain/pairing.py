"""Which method, rule of counting and secrecy go together, and the sentence where they do not."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from consultations.voting.enums import Bound, Method, Rule, Secrecy, Shown, Voters

RULES: Mapping[tuple[str, bool], tuple[Rule, ...]] = {
    (Method.APPROVAL, False): (Rule.SUM,),
    (Method.SCORE, False): (Rule.SUM,),
    (Method.POINTS, False): (Rule.SUM,),
    (Method.RANKING, False): (Rule.RUNOFF, Rule.SCHULZE),
    (Method.APPROVAL, True): (Rule.GREEDY, Rule.EQUAL_SHARES),
    (Method.POINTS, True): (Rule.GREEDY, Rule.EQUAL_SHARES),
    (Method.RANKING, True): (Rule.GREEDY, Rule.EQUAL_SHARES),
}
"""(method, whether it is a budget) → the rules that can count it, the default first."""


def wrong_pair(  # noqa: PLR0911
    *, method: str, rule: str, budget: bool, bound: str, secrecy: str, voters: str, shown: str
) -> tuple[str, str | Promise] | None:
    """(field, sentence) of the first thing that does not go with the others; None where all do."""
    rules = RULES.get((method, budget))
    if rules is None:
        return "method", _("Projects of a budget are chosen, put in order or given points.")
    if rule not in rules:
        return "rule", _("These ballots cannot be counted in this way.")
    if secrecy != Secrecy.SECRET:
        return None
    if rule in (Rule.RUNOFF, Rule.SCHULZE) or method == Method.RANKING:
        return "secrecy", _("Orders are counted ballot by ballot, so each must be published. That cannot be secret.")
    if rule == Rule.EQUAL_SHARES:
        return "secrecy", _("Equal shares needs every ballot by itself, published. That cannot be secret.")
    if method == Method.POINTS:
        return "secrecy", _("That points were shared out rightly cannot be shown of a secret ballot.")
    if budget and bound == Bound.COST:
        return "bound", _("A secret ballot can be bound by a number of projects only.")
    if voters != Voters.ROLL:
        return "voters", _("A secret ballot needs a roll: each place on it counts once, and everybody can check it.")
    if shown != Shown.AT_CLOSING:
        return "shown", _("Of a secret ballot only the sums are opened, when voting is over.")
    return None
