"""Deciding a case and an appeal: always with reasons, always told, always on the record."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from consultations.deliberation.enums import ContributionState
from consultations.deliberation.models import Contribution
from consultations.deliberation.operations import hide, restore
from consultations.moderation import events
from consultations.moderation.domain import statement as dsa
from consultations.moderation.domain.lifecycle import OPEN_TO, RESTRICTS, can_become, reversals
from consultations.moderation.domain.rules import RULES
from consultations.moderation.enums import Action, CaseState, Concern, Ground, Stage
from consultations.moderation.errors import Incomplete
from consultations.moderation.models import Case, Statement
from consultations.moderation.operations.notices import tell_appeal_decided, tell_decided
from consultations.moderation.permissions import may_decide, may_decide_appeal
from consultations.people.domain.roles import Capability
from consultations.people.domain.verdict import NotAllowed
from consultations.people.models import Participant


@dataclass(frozen=True)
class Reasons:
    """Why; all but ``law`` (needed for the ground law) must be there where the action restricts."""

    explanation: str
    facts: str = ""
    ground: Ground | None = None
    concern: Concern | None = None
    law: str = ""


@transaction.atomic
def decide(*, actor: Participant, case: Case, action: Action, reasons: Reasons, now: datetime) -> Case:
    """The first decision. Raises NotAllowed, or Incomplete naming the field that lacks."""
    case = _locked(case)
    may_decide(actor, case).require()
    _is_open(case, action, OPEN_TO[ContributionState(case.contribution.state)])
    _move(case, CaseState.DECIDED)
    case.decided_by, case.decided_at = actor, now
    made = _state(case, Stage.DECISION, action, reasons, None, now)
    _carry_out(case, action, reasons, now)
    tell_decided(case, made, now)
    return case


@transaction.atomic
def decide_appeal(
    *, actor: Participant, case: Case, upheld: bool, action: Action | None, reasons: Reasons, now: datetime
) -> Case:
    """The decision on the appeal, by another person; ``upheld``: the first one stands, whatever ``action`` says.

    Raises NotAllowed, or Incomplete naming the field that lacks.
    """
    case = _locked(case)
    may_decide_appeal(actor, case).require()
    first = case.statements.get(stage=Stage.DECISION)
    if upheld:
        action = Action(first.action)
        reasons = Reasons(reasons.explanation, *_reasons_of(first))
    else:
        _is_open(case, action, reversals(Action(first.action), case.contribution.state))
    assert action is not None
    _move(case, CaseState.CLOSED)
    case.appeal_decided_by, case.appeal_decided_at = actor, now
    made = _state(case, Stage.APPEAL, action, reasons, upheld, now)
    if upheld:
        case.save()
    else:
        _carry_out(case, action, reasons, now)
    tell_appeal_decided(case, made, now)
    return case


def _locked(case: Case) -> Case:
    """The case under its lock, with its contribution under its own."""
    found = Case.objects.select_for_update(of=("self",)).get(pk=case.pk)
    found.contribution = (
        Contribution.objects.select_for_update(of=("self",), no_key=True)
        .select_related("consultation", "author")
        .get(pk=found.contribution_id)
    )
    return found


def _is_open(case: Case, action: Action | None, choices: tuple[Action, ...]) -> None:
    if action not in choices:
        raise Incomplete("action", _("Choose one of the decisions offered."))


def _move(case: Case, state: CaseState) -> None:
    if not can_become(case.state, state):
        raise NotAllowed(_("This case is decided already."))
    case.state = state


def _reasons_of(first: Statement) -> tuple[str, Ground | None, Concern | None, str]:
    ground = Ground(first.ground) if first.ground else None
    concern = Concern(first.concern) if first.concern else None
    return first.facts, ground, concern, first.law


def _state(case: Case, stage: Stage, action: Action, reasons: Reasons, upheld: bool | None, now: datetime) -> Statement:
    """Writes the statement and puts it on the record."""
    _complete(action, reasons)
    basis = _basis(reasons) if action in RESTRICTS else ""
    facts: dict[str, Any] = {"action": action.value, "ground": "none", "statement": reasons.explanation}
    if action in RESTRICTS and reasons.ground:
        facts |= {"ground": reasons.ground.value, "rule": basis}
    if stage == Stage.DECISION:
        event = events.decided(case, facts, now=now)
    else:
        event = events.appeal_decided(case, facts, upheld=bool(upheld), now=now)
    return Statement.objects.create(
        case=case,
        stage=stage,
        action=action,
        ground=reasons.ground or "" if action in RESTRICTS else "",
        concern=reasons.concern or "" if action in RESTRICTS else "",
        law=reasons.law if action in RESTRICTS else "",
        facts=reasons.facts,
        explanation=reasons.explanation,
        upheld=upheld,
        document=_document(case, stage, action, reasons, basis, now) if action in RESTRICTS else None,
        event=event.public_id,
        at=now,
    )


def _complete(action: Action, reasons: Reasons) -> None:
    too_long = _("Use at most %(longest)d letters.")
    if not reasons.explanation.strip():
        raise Incomplete("explanation", _("Say why. The author reads it, and everyone in the log."))
    if len(reasons.explanation) > dsa.LONGEST_EXPLANATION:
        raise Incomplete("explanation", too_long % {"longest": dsa.LONGEST_EXPLANATION})
    if len(reasons.facts) > dsa.LONGEST_FACTS:
        raise Incomplete("facts", too_long % {"longest": dsa.LONGEST_FACTS})
    if action not in RESTRICTS:
        return
    if reasons.ground is None:
        raise Incomplete("ground", _("Choose whether a rule of this site or a law is the ground."))
    if reasons.concern is None or (reasons.ground == Ground.RULES and reasons.concern not in RULES):
        raise Incomplete("concern", _("Choose the rule."))
    if reasons.ground == Ground.LAW and not reasons.law.strip():
        raise Incomplete("law", _("Name the law and the article."))
    if len(reasons.law) > dsa.LONGEST_RULE:
        raise Incomplete("law", too_long % {"longest": dsa.LONGEST_RULE})
    if not reasons.facts.strip():
        raise Incomplete("facts", _("Say which words or facts the decision rests on."))


def _basis(reasons: Reasons) -> str:
    """The law, or the rule in English: the record and the database keep one wording."""
    if reasons.ground == Ground.LAW or reasons.concern is None:
        return reasons.law
    with translation.override("en"):
        return str(RULES[reasons.concern])


def _document(case: Case, stage: Stage, action: Action, reasons: Reasons, basis: str, now: datetime) -> dict[str, Any]:
    assert reasons.ground is not None
    assert reasons.concern is not None
    contribution = case.contribution
    with translation.override("en"):
        address = reverse("deliberation:contribution", args=[contribution.pk])
    by_staff_only = all(
        each.reporter is not None and each.reporter.can(Capability.MODERATE)
        for each in case.reports.select_related("reporter")
    )
    return dsa.document(
        dsa.Reasons(
            puid=re.sub("[^A-Za-z0-9_-]", "-", f"{settings.RECORD_ORIGIN}-{case.pk}-{stage.value}"),
            action=action,
            ground=reasons.ground,
            basis=basis,
            concern=reasons.concern,
            facts=reasons.facts,
            explanation=reasons.explanation,
            language=contribution.language,
            content_date=contribution.created_at.date(),
            decided_on=now.date(),
            reported=not by_staff_only,
            territory=tuple(settings.TERRITORIAL_SCOPE),
            platform=settings.SITE_NAME,
            permalink=settings.WAGTAILADMIN_BASE_URL.rstrip("/") + address,
        )
    )


def _carry_out(case: Case, action: Action, reasons: Reasons, now: datetime) -> None:
    """Makes the contribution what the decision says; the other cases about it lose their hiding with a restore."""
    case.effect = action.value if action in RESTRICTS else ""
    case.save()
    if action == Action.HIDE:
        hide(contribution=case.contribution, now=now)
    elif action == Action.RESTORE:
        Case.objects.filter(contribution=case.contribution, effect=Action.HIDE).update(effect="")
        restore(contribution=case.contribution, reason=reasons.explanation, now=now)
    case.contribution.refresh_from_db(fields=["state"])
