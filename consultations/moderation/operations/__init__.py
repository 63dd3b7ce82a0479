from consultations.moderation.operations.appeals import appeal
from consultations.moderation.operations.decisions import Reasons, decide, decide_appeal
from consultations.moderation.operations.fact_notes import Finding, answer_objection, object_to_note, write_note
from consultations.moderation.operations.reports import report

__all__ = [
    "Finding",
    "Reasons",
    "answer_objection",
    "appeal",
    "decide",
    "decide_appeal",
    "object_to_note",
    "report",
    "write_note",
]
