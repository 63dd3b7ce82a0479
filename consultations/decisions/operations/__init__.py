from consultations.decisions.operations.dispositions import give_disposition, give_dispositions
from consultations.decisions.operations.links import link_change, link_passage, mark_own_initiative, withdraw_link
from consultations.decisions.operations.planning import drop_plan, plan_publication, publish_due
from consultations.decisions.operations.promises import make_promise, update_promise
from consultations.decisions.operations.publishing import publish_decision
from consultations.decisions.operations.reviews import ask_for_review, give_review, set_second_reader
from consultations.decisions.operations.texts import draft_decision, revise_decision

__all__ = [
    "ask_for_review",
    "draft_decision",
    "drop_plan",
    "give_disposition",
    "give_dispositions",
    "give_review",
    "link_change",
    "link_passage",
    "make_promise",
    "mark_own_initiative",
    "plan_publication",
    "publish_decision",
    "publish_due",
    "revise_decision",
    "set_second_reader",
    "update_promise",
    "withdraw_link",
]
