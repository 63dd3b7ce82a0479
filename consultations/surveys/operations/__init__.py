from consultations.surveys.operations.answering import enter_sheet, save_draft, send_answers
from consultations.surveys.operations.building import (
    add_question,
    change_question,
    change_survey,
    clone_survey,
    make_survey,
    move_question,
    remove_question,
    show_survey,
)

__all__ = [
    "add_question",
    "change_question",
    "change_survey",
    "clone_survey",
    "enter_sheet",
    "make_survey",
    "move_question",
    "remove_question",
    "save_draft",
    "send_answers",
    "show_survey",
]
