from consultations.decisions.operations.dispositions import give_disposition, give_dispositions
from consultations.decisions.operations.links import link_change, link_passage, mark_own_initiative, withdraw_link
from consultations.decisions.operations.promises import make_promise, update_promise
from consultations.decisions.operations.publishing import publish_decision
from consultations.decisions.operations.texts import draft_decision, revise_decision

__all__ = [
    "draft_decision",
    "give_disposition",
    "give_dispositions",
    "link_change",
    "link_passage",
    "make_promise",
    "mark_own_initiative",
    "publish_decision",
    "revise_decision",
    "update_promise",
    "withdraw_link",
]
