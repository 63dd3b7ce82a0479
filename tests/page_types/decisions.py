"""A decision's pages: its text with reasons, what changed, where it came from, who has an answer; an outcome's page."""

from __future__ import annotations

from collections.abc import Callable

from django.utils import timezone

from consultations.decisions.enums import LinkKind, Outcome
from consultations.decisions.models import Change, Decision
from consultations.decisions.operations.dispositions import give_disposition
from consultations.decisions.operations.links import link_change
from consultations.decisions.operations.promises import make_promise
from consultations.decisions.operations.texts import draft_decision, revise_decision
from tests.page_type import PageType
from tests.scene import scene
from tests.site import Site

DRAFT = "<h3>Paying</h3><p>Whoever rides has an account. The account holds a name and a telephone number.</p>"
REVISED = (
    "<h3>Paying</h3><p>Whoever rides may have an account; a bank card at the door is enough. "
    "The account holds a name.</p>"
)


def decided(site: Site) -> Decision:
    """A draft, its revision with a cause, an answer and a promise."""
    shown, dana, now = scene(site), site.cast.dana, timezone.now()
    if found := Decision.objects.filter(consultation=shown.consultation).first():
        return found
    decision = draft_decision(
        actor=dana, consultation=shown.consultation, slug="rules", title="Rules of the account", html=DRAFT, now=now
    )
    revise_decision(actor=dana, decision=decision, html=REVISED, based_on=0, now=now)
    for change in Change.objects.filter(revision__decision=decision):
        reason = "A single ride needs no account."
        link_change(
            actor=dana, change=change, contributions=[shown.proposal], kind=LinkKind.CHANGED, reason=reason, now=now
        )
    give_disposition(
        actor=dana, contribution=shown.proposal, outcome=Outcome.ADOPTED_IN_PART, reason="Cards, yes.", now=now
    )
    make_promise(
        actor=dana, decision=decision, text="Card readers on line 4.", owner="Transport", due=now.date(), now=now
    )
    return decision


def page(end: str) -> Callable[[Site], str]:
    def address(site: Site) -> str:
        return f"/consultations/{decided(site).consultation.slug}/{end}"

    return address


PAGES = [
    PageType("decision", page("decisions/rules/"), "Rules of the account"),
    PageType("decision-passage", page("decisions/rules/passages/2/"), "What people say about this"),
    PageType("decision-changes", page("decisions/rules/changes/?from=0&to=1"), "What changed because of you"),
    PageType("decision-flow", page("decisions/rules/flow/"), "Where it came from"),
    PageType("decision-flow-closely", page("decisions/rules/flow/?theme=~none"), "Where it came from"),
    PageType("consultation-data", page("data/"), "Data of this consultation"),
    PageType("coverage", page("coverage/"), "Who has an answer"),
]
