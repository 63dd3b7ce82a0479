"""All rules of a room, gathered from their families."""

from __future__ import annotations

from realtime.domain import answers, board, people, revise, session, timer, wall
from realtime.domain.methods import METHODS
from realtime.domain.rules import Apply, Decide, Forgets, Led, Public, Rules, Tells

FAMILIES: tuple[Rules, ...] = (
    session.RULES,
    timer.RULES,
    revise.RULES,
    wall.RULES,
    board.RULES,
    answers.RULES,
    people.RULES,
    *(method.rules for method in METHODS.values()),
)
DECIDE: dict[str, Decide] = {name: rule for family in FAMILIES for name, rule in family.decide.items()}
PARTICIPANTS: frozenset[str] = frozenset().union(*(family.participants for family in FAMILIES))
APPLY: dict[str, tuple[Apply, ...]] = {
    name: tuple(family.apply[name] for family in FAMILIES if name in family.apply)
    for name in dict.fromkeys(name for family in FAMILIES for name in family.apply)
}
PUBLIC: dict[str, Public] = {name: rule for family in FAMILIES for name, rule in family.public.items()}
LED: dict[str, Led] = {name: rule for family in FAMILIES for name, rule in family.led.items()}
TELLS: dict[str, Tells] = {name: rule for family in FAMILIES for name, rule in family.tells.items()}
FORGETS: dict[str, Forgets] = {name: rule for family in FAMILIES for name, rule in family.forgets.items()}
WORDS: dict[str, str] = {name: key for family in FAMILIES for name, key in family.words.items()}
PRIVATE: frozenset[str] = frozenset().union(*(family.private for family in FAMILIES))
YOURS: frozenset[str] = frozenset().union(*(family.yours for family in FAMILIES))
