from consultations.moderation.operations.appeals import appeal
from consultations.moderation.operations.decisions import Reasons, decide, decide_appeal
from consultations.moderation.operations.reports import report

__all__ = ["Reasons", "appeal", "decide", "decide_appeal", "report"]
