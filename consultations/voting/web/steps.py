"""Rules in two sentences for a resident, and each step of a count in one."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from django.utils.formats import number_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from consultations.voting.domain.choices import money_words
from consultations.voting.domain.counting import Facts
from consultations.voting.enums import Method
from consultations.voting.models import Option, Question

RULES: Mapping[str, tuple[str | Promise, str | Promise]] = {
    "sum": (
        gettext_lazy("Most votes or points"),
        gettext_lazy("All votes or points of an option are added up. The option with most of them is chosen."),
    ),
    "supporters": (
        gettext_lazy("Most supporters"),
        gettext_lazy(
            "Each person who gave an option anything counts once, however much it was. "
            "The option with most people is chosen."
        ),
    ),
    "plurality": (
        gettext_lazy("Most first places"),
        gettext_lazy("Only the first place on each ballot counts. The option with most first places is chosen."),
    ),
    "runoff": (
        gettext_lazy("Instant run-off"),
        gettext_lazy(
            "In each round the option with fewest ballots leaves, and its ballots go to their next choice. "
            "The option that is left is chosen."
        ),
    ),
    "schulze": (
        gettext_lazy("Schulze"),
        gettext_lazy(
            "Each two options meet in a duel: which of them do more ballots put first? "
            "The option that stands above all others in these duels is chosen."
        ),
    ),
    "greedy": (
        gettext_lazy("Most votes first"),
        gettext_lazy(
            "Projects have their turn in the order of their votes. "
            "Each is funded if the money that is left is enough; otherwise the next one has its turn."
        ),
    ),
    "equal_shares": (
        gettext_lazy("Equal shares"),
        gettext_lazy(
            "Each voter has the same part of the money, and supporters of a project pay for it together. "
            "What they cannot pay is not funded; the parts are raised as long as the budget allows."
        ),
    ),
    "equal_shares_exhaustive": (
        gettext_lazy("Equal shares, raised until nothing more fits"),
        gettext_lazy("As equal shares. The parts are raised only until no further project fits into what is left."),
    ),
    "equal_shares_greedy": (
        gettext_lazy("Equal shares, then most votes"),
        gettext_lazy("As equal shares, without raising the parts. What is left goes to the projects with most votes."),
    ),
    "equal_shares_plain": (
        gettext_lazy("Equal shares alone"),
        gettext_lazy("As equal shares, without raising the parts. What is left is not spent."),
    ),
}
"""Name in a count → (title, two sentences)."""


def isolated(words: str) -> str:
    """Words of any direction inside a sentence (Unicode's isolates)."""
    return f"\u2068{words}\u2069"


class Teller:
    """Tells the steps of a count about ``question``; ``unit``: ``votes`` or ``points``."""

    def __init__(self, question: Question, options: Mapping[int, Option], facts: Facts) -> None:
        self.question = question
        self.names = {place: isolated(option.words) for place, option in options.items()}
        self.costs = {place: option.cost or Decimal(0) for place, option in options.items()}
        self.facts = facts
        self.unit = "votes" if question.method == Method.APPROVAL else "points"
        if question.method == Method.RANKING and not question.is_budget:
            self.unit = "first"

    def steps(self, rule: Facts) -> list[str]:
        if rule["name"] == "runoff":
            return [self._round(number, each) for number, each in enumerate(rule["steps"], 1)]
        if rule["name"] == "schulze":
            return self._duels(rule)
        if rule["name"] == "greedy":
            return [self._turn(step) for step in rule["steps"]]
        if rule["name"].startswith("equal_shares"):
            told = [self._share(rule), *(self._payment(step) for step in rule["steps"])]
            return told + [self._turn(step) for step in rule["added"]]
        return []

    def near(self, rule: Facts) -> list[str]:
        """How close those came that were not chosen; those closest first."""
        if rule["name"] == "sum":
            return self._behind()
        return [self._short(each) for each in rule.get("near", []) if each["supporters"]]

    def counted(self, number: int) -> str:
        """``70 votes`` or ``70 points``."""
        if self.unit == "points":
            words = ngettext("%(number)s point", "%(number)s points", number)
        else:
            words = ngettext("%(number)s vote", "%(number)s votes", number)
        return words % {"number": number_format(number, force_grouping=True)}

    def _money(self, amount: str | Decimal) -> str:
        return money_words(Decimal(amount), self.question.currency)

    def _turn(self, step: Facts) -> str:
        words = {
            "option": self.names[step["option"]],
            "counted": self.counted(step["total"]),
            "cost": self._money(self.costs[step["option"]]),
            "money": self._money(step["money"]),
            "missing": self._money(step["missing"]),
        }
        if step["verdict"] == "funded":
            return _("%(option)s: %(counted)s. It costs %(cost)s and %(money)s are left: funded.") % words
        if step["verdict"] == "too_dear":
            return (
                _("%(option)s: %(counted)s. It costs %(cost)s but only %(money)s are left: %(missing)s too little.")
                % words
            )
        if step["verdict"] == "below_threshold":
            words["least"] = self.counted(self.question.threshold or 0)
            return _("%(option)s: %(counted)s. At least %(least)s are needed: not funded.") % words
        return _("%(option)s: nobody chose it.") % words

    def _share(self, rule: Facts) -> str:
        words = {"first": self._money(rule["first_share"]), "share": self._money(rule["share"])}
        if rule["share"] == rule["first_share"]:
            return _("Each voter has %(share)s.") % words
        return _("Each voter had %(first)s at first. Raised step by step, it became %(share)s.") % words

    def _payment(self, step: Facts) -> str:
        words = {
            "option": self.names[step["option"]],
            "price": self._money(step["price"]),
            "full": number_format(step["full"], force_grouping=True),
            "rest": number_format(step["rest"], force_grouping=True),
            "cost": self._money(self.costs[step["option"]]),
        }
        if step["rest"]:
            return (
                _(
                    "%(option)s costs %(cost)s: %(full)s supporters paid %(price)s each, "
                    "and %(rest)s paid the less that they had left."
                )
                % words
            )
        return _("%(option)s costs %(cost)s: %(full)s supporters paid %(price)s each.") % words

    def _short(self, each: Facts) -> str:
        words = {"option": self.names[each["option"]], "missing": self._money(each["missing"])}
        more = ngettext(
            "%(more)s more supporter would have been enough.",
            "%(more)s more supporters would have been enough.",
            each["more"],
        )
        told = _("%(option)s: its supporters had %(missing)s too little.") % words
        return f"{told} {more % {'more': number_format(each['more'], force_grouping=True)}}"

    def _behind(self) -> list[str]:
        ordered = self.facts["options"]
        most = ordered[0]["total"] if ordered else 0
        return [
            _("%(option)s: %(counted)s behind.")
            % {"option": self.names[each["option"]], "counted": self.counted(most - each["total"])}
            for each in ordered
            if each["total"] < most
        ]

    def _round(self, number: int, step: Facts) -> str:
        votes = ", ".join(
            f"{self.names[option]} {number_format(count, force_grouping=True)}" for option, count in step["votes"]
        )
        words = {"number": number_format(number), "votes": votes}
        if not step["out"]:
            return _("Round %(number)s: %(votes)s. This is the last round.") % words
        words["out"] = ", ".join(self.names[option] for option in step["out"])
        told = _("Round %(number)s: %(votes)s. Out: %(out)s.") % words
        if step["settled"] == "earlier":
            told += " " + _("Several had equally few; earlier rounds decided.")
        elif step["settled"] == "number":
            told += " " + _("Several had equally few in every round; the last on the list went.")
        return told

    def _duels(self, rule: Facts) -> list[str]:
        duels = {(one, other): votes for one, other, votes in rule["duels"]}
        told = [
            _("%(one)s against %(other)s: %(votes)s to %(against)s.")
            % {
                "one": self.names[one],
                "other": self.names[other],
                "votes": number_format(votes, force_grouping=True),
                "against": number_format(duels[other, one], force_grouping=True),
            }
            for (one, other), votes in duels.items()
            if one < other
        ]
        if rule["undefeated"]:
            told.append(_("%(option)s wins every duel.") % {"option": self.names[rule["undefeated"]]})
        return told
