from consultations.opinions.operations.take_in import (
    OpinionEvent,
    people_without_opinions,
    take_in_opinions,
)

__all__ = ["OpinionEvent", "people_without_opinions", "take_in_opinions"]
