from consultations.decisions.models.decision import Change, Decision, DecisionRevision, Passage
from consultations.decisions.models.disposition import Disposition
from consultations.decisions.models.link import Link
from consultations.decisions.models.promise import Promise, PromiseUpdate
from consultations.decisions.models.publishing import PublishingPlan, Review, SecondReaderRule

__all__ = [
    "Change",
    "Decision",
    "DecisionRevision",
    "Disposition",
    "Link",
    "Passage",
    "Promise",
    "PromiseUpdate",
    "PublishingPlan",
    "Review",
    "SecondReaderRule",
]
