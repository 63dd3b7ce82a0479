from consultations.moderation.models.case import Appeal, Case, Report, Statement
from consultations.moderation.models.fact_note import FactNote, NoteObjection, NoteStatement

__all__ = ["Appeal", "Case", "FactNote", "NoteObjection", "NoteStatement", "Report", "Statement"]
