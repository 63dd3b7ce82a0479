"""Putting a revision in force."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from consultations.decisions import events
from consultations.decisions.domain.publishing import Standing
from consultations.decisions.enums import DecisionState, PlanState, ReviewState, RevisionState
from consultations.decisions.errors import NotYetExplained, NotYetRead
from consultations.decisions.models import Decision, DecisionRevision, Review
from consultations.decisions.permissions import may_decide
from consultations.decisions.queries.readers import needs_second_reader
from consultations.decisions.queries.standing import work_list
from consultations.deliberation.errors import Unfit
from consultations.deliberation.models import Consultation
from consultations.people.models import Participant

LONGEST_STATEMENT = 4000


@transaction.atomic
def publish_decision(
    *, actor: Participant, decision: Decision, number: int, now: datetime, missing: str = ""
) -> DecisionRevision:
    """Publishes revision ``number``, which must be the newest.

    Every change since revision 0 needs a cause or an own-initiative reason, and every contribution in scope an answer;
    otherwise ``missing`` must say publicly what is missing and why (kept on the record with the numbers). Where the
    consultation wants a second reader, one must have approved it. Raises NotAllowed, Unfit, NotYetExplained (field
    ``missing``), NotYetRead.
    """
    found = check_publishable(actor=actor, decision=decision, number=number, missing=missing)
    revision, missing = found.revision, missing.strip()
    reviewed = found.read.role if found.read else ""
    revision.published_event = events.published(revision, found.standing, missing=missing, reviewed=reviewed, now=now)
    revision.state, revision.published_at, revision.missing = RevisionState.PUBLISHED, now, missing
    revision.save(update_fields=["published_event", "state", "published_at", "missing"])
    revision.decision.state = DecisionState.PUBLISHED
    revision.decision.save(update_fields=["state"])
    revision.plans.filter(state=PlanState.WAITING).update(state=PlanState.DONE, settled_at=now)
    return revision


@dataclass(frozen=True)
class Publishable:
    """``read``: the second person's approved reading, if there was one."""

    revision: DecisionRevision
    standing: Standing
    read: Review | None


def check_publishable(*, actor: Participant, decision: Decision, number: int, missing: str) -> Publishable:
    """Locks the decision and finds nothing that hinders publishing revision ``number``, or raises what does."""
    Consultation.objects.select_for_update(no_key=True).get(pk=decision.consultation_id)
    decision = (
        Decision.objects.select_for_update(of=("self",), no_key=True).select_related("consultation").get(pk=decision.pk)
    )
    may_decide(actor).require()
    revision = decision.revisions.select_related("decision__consultation").order_by("-number")[0]
    if revision.number != number:
        raise Unfit("number", _("There is a newer text now. Read it before you publish."))
    if revision.state == RevisionState.PUBLISHED:
        raise Unfit("number", _("This text is published already."))
    if len(missing.strip()) > LONGEST_STATEMENT:
        raise Unfit("missing", _("Say it in at most %(limit)s characters.") % {"limit": LONGEST_STATEMENT})
    read = revision.reviews.filter(state=ReviewState.APPROVED).first()
    if read is None and needs_second_reader(decision.consultation):
        raise NotYetRead("number", _("A second person has to read and approve this version first."))
    standing = work_list(decision, revision).standing
    if not standing.lets_publish(missing):
        raise NotYetExplained("missing", missing_words(standing))
    return Publishable(revision, standing, read)


def missing_words(standing: Standing) -> str:
    """What still has to be done, in a sentence or two."""
    parts = []
    if standing.unexplained:
        parts.append(
            ngettext(
                "%(count)s change has no reason yet.", "%(count)s changes have no reason yet.", standing.unexplained
            )
            % {"count": standing.unexplained}
        )
    if standing.unanswered:
        parts.append(
            ngettext(
                "%(count)s contribution has no answer yet.",
                "%(count)s contributions have no answer yet.",
                standing.unanswered,
            )
            % {"count": standing.unanswered}
        )
    parts.append(_("Finish this, or say publicly what is missing and why."))
    return " ".join(parts)
