"""Who may report, decide and appeal, and the sentence for those who may not."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.utils.translation import gettext as _

from consultations.deliberation.enums import ContributionState
from consultations.deliberation.models import Contribution
from consultations.deliberation.models.querysets import Visitor
from consultations.moderation.domain.lifecycle import RESTRICTS
from consultations.moderation.enums import Action, AppealBy, CaseState, Stage
from consultations.moderation.models import Case, Report
from consultations.people.domain.roles import Capability
from consultations.people.domain.verdict import YES, Verdict, no, unknown
from consultations.people.models import Participant

TIME_TO_APPEAL = timedelta(days=183)
"""Six months, as article 20 of the EU Digital Services Act asks for."""


def _can(actor: Visitor, *capabilities: Capability) -> bool:
    return isinstance(actor, Participant) and any(actor.can(each) for each in capabilities)


def _closed(actor: Visitor) -> bool:
    return isinstance(actor, Participant) and not actor.is_active


def may_report(actor: Visitor, contribution: Contribution) -> Verdict:
    """Anyone, with an account or without. What is hidden can be brought up again by moderators."""
    if _closed(actor):
        return no(_("This account is closed."))
    if contribution.state == ContributionState.HIDDEN and not _can(actor, Capability.MODERATE):
        return no(_("This contribution is hidden already."))
    if contribution.state in (ContributionState.WITHDRAWN, ContributionState.ERASED):
        return no(_("This contribution is not shown any more."))
    if isinstance(actor, Participant):
        if contribution.author_id == actor.pk:
            return no(_("This is your own contribution. You can edit or withdraw it."))
        waiting = Report.objects.filter(reporter=actor, case__contribution=contribution, case__state=CaseState.OPEN)
        if waiting.exists():
            return no(_("You have reported this already. A moderator will look at it."))
    return YES


def may_see_desk(actor: Visitor) -> Verdict:
    return YES if _can(actor, Capability.MODERATE, Capability.REVIEW_APPEAL) else unknown()


def may_read_case(actor: Visitor, case: Case) -> Verdict:
    """Staff of the desk; the author once it is decided. For everybody else there is no such page."""
    if may_see_desk(actor):
        return YES
    is_author = isinstance(actor, Participant) and case.contribution.author_id == actor.pk
    return YES if is_author and case.state != CaseState.OPEN else unknown()


def _is_party(actor: Participant, case: Case) -> bool:
    return case.contribution.author_id == actor.pk or case.reports.filter(reporter=actor).exists()


def may_decide(actor: Visitor, case: Case) -> Verdict:
    if not _can(actor, Capability.MODERATE) or not isinstance(actor, Participant):
        return no(_("Only a moderator can decide this."))
    if case.state != CaseState.OPEN:
        return no(_("This case is decided already."))
    if case.contribution.author_id == actor.pk:
        return no(_("You wrote this. Another moderator decides."))
    return YES


def may_decide_appeal(actor: Visitor, case: Case) -> Verdict:
    """Never the person who decided first; the database says so too."""
    if not _can(actor, Capability.REVIEW_APPEAL) or not isinstance(actor, Participant):
        return no(_("Only an appeal reviewer can decide this."))
    if case.state != CaseState.APPEALED:
        return no(_("There is no appeal to decide."))
    if case.decided_by_id == actor.pk:
        return no(_("You decided this case first. Another person decides the appeal."))
    if _is_party(actor, case):
        return no(_("You wrote or reported this. Another person decides the appeal."))
    return YES


def may_appeal(actor: Visitor, case: Case, report: Report | None, now: datetime) -> Verdict:
    """The author of what was restricted, or the holder of a report that was declined; once."""
    if _closed(actor):
        return no(_("This account is closed."))
    if case.state == CaseState.OPEN or case.decided_at is None:
        return no(_("Nothing is decided yet."))
    by = appellant(actor, case, report)
    if by is None:
        return no(_("Only the author, or a person whose report was declined, can appeal."))
    if case.state != CaseState.DECIDED:
        return no(_("There was an appeal already. A case can be appealed once."))
    if now > case.decided_at + TIME_TO_APPEAL:
        return no(_("The time to appeal is over. It was six months."))
    return YES


def appellant(actor: Visitor, case: Case, report: Report | None) -> AppealBy | None:
    """As whom ``actor``, or whoever shows the code of ``report``, may appeal the first decision."""
    first = case.statements.filter(stage=Stage.DECISION).first()
    if first is None:
        return None
    restricted = first.action in RESTRICTS
    is_author = isinstance(actor, Participant) and case.contribution.author_id == actor.pk
    if is_author and restricted:
        return AppealBy.AUTHOR
    reported = report is not None and report.case_id == case.pk
    if isinstance(actor, Participant) and not is_author:
        reported = reported or case.reports.filter(reporter=actor).exists()
    return AppealBy.REPORTER if reported and first.action in (Action.NONE, Action.RESTORE) else None
