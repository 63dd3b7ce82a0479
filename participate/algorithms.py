"""The algorithm register: every rule by which the site itself compares, orders or suggests, in plain words.

Whoever adds such a rule adds its entry here; whoever changes one brings its entry up to date and raises ``version``.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Words = str | Promise


@dataclass(frozen=True)
class Algorithm:
    """``key``: its place on the page; ``source``: the file in the code that does it; ``version`` counts its changes."""

    key: str
    name: Words
    does: Words
    data: Words
    does_not: Words
    limits: Words
    source: str
    version: int = 1


REGISTER = (
    Algorithm(
        "alignment",
        _("What changed in a text"),
        _(
            "It compares two versions of a decision, sentence by sentence and word by word, and marks what was added, "
            "removed, moved, split or put together."
        ),
        _("The two texts, nothing else."),
        _("It does not say why something changed: people at the city do, and sign it with their post."),
        _("A sentence that was rewritten from end to end is shown as one removed and one added."),
        "consultations/decisions/domain/alignment.py",
        version=2,
    ),
    Algorithm(
        "hints",
        _("Hints for the city: who may have caused a change"),
        _(
            "Beside each change of a text it lists contributions in its language that share words with it, rare words "
            "before common ones. It says which words, and whether they are much, something or little of what changed. "
            "Words that were added or removed count most; the same theme counts a little."
        ),
        _("The text, and public contributions with their theme and language. Not who wrote them, nor from where."),
        _(
            "It links nothing and answers nobody. A person chooses, gives a public reason, and can link contributions "
            "that it did not list. A contribution without a hint is answered like every other."
        ),
        _(
            "It compares words, not meaning. Across languages it knows the theme only. Who shares one word only is "
            "listed where that word is much of the change or the theme is the same. In very large consultations it "
            "looks at the 5,000 contributions with most support; "
            "search finds all."
        ),
        "consultations/decisions/domain/hints.py",
        version=2,
    ),
    Algorithm(
        "similar",
        _("Similar contributions"),
        _("While you write, and when contributions are put together, it shows some with titles alike."),
        _("The titles of public contributions in the same consultation."),
        _("It stops nobody from writing and puts nothing together by itself. People do, and authors can object."),
        _("It compares pieces of words: the same idea in other words, or in another language, is not found."),
        "consultations/deliberation/queries/similar.py",
    ),
    Algorithm(
        "order",
        _("The order of lists"),
        _(
            "Lists of contributions begin in a random order, so that nobody is always last. It is new every day: "
            "your own when you are signed in, else one of sixteen. You can choose another order; its name says what "
            "it goes by."
        ),
        _("A random number for each contribution, drawn once; for the other orders dates, supports and comments."),
        _("It hides nothing, and the city answers the longest waiting first, whatever the order."),
        _("An order by support shows more of what is already well supported."),
        "consultations/deliberation/domain/ordering.py",
        version=2,
    ),
    Algorithm(
        "instant-runoff",
        _("Ranked answers: instant run-off"),
        _(
            "Each ballot counts for its first choice; the option with the fewest leaves, and its ballots go to their "
            "next choice. This is done again until one option is left."
        ),
        _("The ballots, each an order of options that may stop early. Not who gave them."),
        _("It decides nothing: it tells what the ballots say, beside the count by Schulze’s rule."),
        _(
            "An option that everybody likes second can leave early. Of equally weak options the one leaves that had "
            "fewer before; if they never differed, the one further down the list, and that is told."
        ),
        "consultations/voting/domain/ranking.py",
    ),
    Algorithm(
        "schulze",
        _("Ranked answers: Schulze’s rule"),
        _(
            "Every option meets every other: on how many ballots does it stand higher? An option wins when no other "
            "has a stronger chain of such won duels against it."
        ),
        _("The ballots, each an order of options that may stop early. Not who gave them."),
        _("It decides nothing: it tells what the ballots say, beside the count by instant run-off."),
        _("Several options can share the first place. Options that a ballot does not name count as equal last."),
        "consultations/voting/domain/ranking.py",
    ),
    Algorithm(
        "sums",
        _("Votes, marks and points added up"),
        _(
            "All votes, marks or points of an option are added up. The option with the highest sum wins; equal sums "
            "win together."
        ),
        _("The ballots. Not who gave them."),
        _("It decides only where this was said before voting began."),
        _("A large group can win everything, and a small one nothing."),
        "consultations/voting/domain/tallies.py",
    ),
    Algorithm(
        "greedy",
        _("A budget: most votes first"),
        _(
            "Projects are funded in the order of their votes. One that no longer fits is left out, and the next is "
            "tried. Of equal ones the cheaper comes first."
        ),
        _("The ballots, and what each project costs."),
        _("It funds nothing that nobody voted for."),
        _("Dear projects that many like can use up the money for all others."),
        "consultations/voting/domain/budget.py",
    ),
    Algorithm(
        "equal-shares",
        _("A budget: equal shares"),
        _(
            "Each voter has the same part of the money, and the supporters of a project pay for it together. The "
            "project that costs each of them least in proportion is funded first; the parts are raised step by step "
            "as long as the budget allows."
        ),
        _("The ballots, and what each project costs."),
        _(
            "It decides only where this was said before voting began; the page shows beside it what other rules "
            "would have chosen."
        ),
        _("Some money can stay unspent. The steps are many, and are best followed on the page that shows them."),
        "consultations/voting/domain/equal_shares.py",
    ),
    Algorithm(
        "small-cells",
        _("Small groups are not shown"),
        _(
            "A number that stands for fewer than ten people is not shown, nor another number from which it could be "
            "found by subtracting."
        ),
        _("The numbers themselves."),
        _("It hides nobody’s words and changes no result."),
        _("Where few people take part, many numbers stay hidden."),
        "consultations/deliberation/domain/small_cells.py",
    ),
    Algorithm(
        "opinion-map",
        _("Opinion map"),
        _(
            "It places people who answered alike near to one another, and looks for groups. Then it lists what nearly "
            "everyone agrees on and what marks each group off from the others."
        ),
        _("Who agreed, disagreed or passed on which statement. Nothing else about anybody, and no names."),
        _("It puts nobody into a group in public, and says nothing of fewer than ten people. No group is better."),
        _(
            "A flat picture shows only a part of all difference, and says how much. Groups can come out otherwise with "
            "other people: how steady they are is told. Sometimes there are no clear groups; that is a result, too."
        ),
        "consultations/opinions/domain/analysis.py",
        version=2,
    ),
    Algorithm(
        "next-statement",
        _("Which statement you are asked next"),
        _(
            "On this site the next statement is drawn by chance. More likely are those that few people have answered, "
            "that few passed on, that many agreed with, and that tell the groups apart. Statements about the "
            "consultation itself have a fixed chance. In a live session those come first that the fewest have answered."
        ),
        _(
            "How often each statement was agreed with, disagreed with and passed on, and which ones you have answered. "
            "Not what you answered."
        ),
        _("It leaves no statement out: you can open the list of all and answer any of them."),
        _(
            "Who answers only a few statements helps new ones more than old ones. Your own data say with what chance "
            "each statement was drawn for you."
        ),
        "consultations/opinions/domain/asking.py",
        version=2,
    ),
)
