from consultations.voting.operations.casting import cast, enter_paper
from consultations.voting.operations.closing import close_due, close_question
from consultations.voting.operations.questions import (
    OptionPlan,
    QuestionPlan,
    drop_question,
    open_question,
    prepare_question,
    word_question,
)
from consultations.voting.operations.roll import bring_roll
from consultations.voting.operations.secret import audit_sealed, cast_sealed, seal
from consultations.voting.operations.taking_back import take_back_paper

__all__ = [
    "OptionPlan",
    "QuestionPlan",
    "audit_sealed",
    "bring_roll",
    "cast",
    "cast_sealed",
    "close_due",
    "close_question",
    "drop_question",
    "enter_paper",
    "open_question",
    "prepare_question",
    "seal",
    "take_back_paper",
    "word_question",
]
