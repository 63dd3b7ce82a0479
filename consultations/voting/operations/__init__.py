from consultations.voting.operations.casting import cast, enter_paper
from consultations.voting.operations.closing import close_due, close_question
from consultations.voting.operations.questions import (
    OptionPlan,
    QuestionPlan,
    drop_question,
    open_question,
    prepare_question,
)

__all__ = [
    "OptionPlan",
    "QuestionPlan",
    "cast",
    "close_due",
    "close_question",
    "drop_question",
    "enter_paper",
    "open_question",
    "prepare_question",
]
