from consultations.opinions.operations.take_in import (
    OpinionEvent,
    current_choices,
    people_without_opinions,
    take_in_opinions,
)

__all__ = ["OpinionEvent", "current_choices", "people_without_opinions", "take_in_opinions"]
