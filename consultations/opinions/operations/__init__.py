from consultations.opinions.operations.answering import give_opinion, take_back_opinion
from consultations.opinions.operations.mapping import bring_up_to_date, keep_rounds, make_map
from consultations.opinions.operations.setting_up import set_up_round
from consultations.opinions.operations.statements import (
    accept_statements,
    hand_in,
    mark_meta,
    reject_statement,
    seed_statements,
    show_due,
)
from consultations.opinions.operations.take_in import (
    IncomingStatement,
    OpinionEvent,
    people_without_opinions,
    take_in_opinions,
    take_in_statements,
)

__all__ = [
    "IncomingStatement",
    "OpinionEvent",
    "accept_statements",
    "bring_up_to_date",
    "give_opinion",
    "hand_in",
    "keep_rounds",
    "make_map",
    "mark_meta",
    "people_without_opinions",
    "reject_statement",
    "seed_statements",
    "set_up_round",
    "show_due",
    "take_back_opinion",
    "take_in_opinions",
    "take_in_statements",
]
