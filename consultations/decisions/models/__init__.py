from consultations.decisions.models.decision import Change, Decision, DecisionRevision, Passage
from consultations.decisions.models.disposition import Disposition
from consultations.decisions.models.link import Link
from consultations.decisions.models.promise import Promise, PromiseUpdate

__all__ = [
    "Change",
    "Decision",
    "DecisionRevision",
    "Disposition",
    "Link",
    "Passage",
    "Promise",
    "PromiseUpdate",
]
