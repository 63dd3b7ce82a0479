"""What this district writes on the record, one function an event. Subjects: decision/<id>, link/<uuid>,
contribution/<id> for answers, promise/<uuid>; a link's target is change/ or passage/<decision>.<revision>.<sid>."""

from __future__ import annotations

import uuid
from datetime import date, datetime
from typing import Any

from consultations.decisions.domain.publishing import Standing
from consultations.decisions.models import Change, Decision, DecisionRevision, Link, Passage, Promise
from consultations.decisions.models.link import link_subject
from consultations.decisions.models.promise import promise_subject
from consultations.deliberation.models import Contribution
from consultations.record.models import Event
from consultations.record.operations import append


def _given(facts: dict[str, Any]) -> dict[str, Any]:
    return {name: fact for name, fact in facts.items() if fact not in ("", None)}


def drafted(decision: Decision, *, sha256: str, size: int, now: datetime) -> Event:
    facts = {"decision": decision.subject, "language": decision.language, "title": decision.title}
    return _about_text(decision, "decision.drafted", {**facts, "sha256": sha256, "bytes": size}, now)


def revised(decision: Decision, number: int, *, changes: int, sha256: str, size: int, now: datetime) -> Event:
    facts = {"decision": decision.subject, "revision": number, "language": decision.language, "changes": changes}
    return _about_text(decision, "decision.revised", {**facts, "sha256": sha256, "bytes": size}, now)


def published(
    revision: DecisionRevision, standing: Standing, *, missing: str, now: datetime, reviewed: str = ""
) -> Event:
    """``reviewed``: the post of the second person who read and approved it, if one did."""
    facts = {
        "decision": revision.decision.subject,
        "revision": revision.number,
        "sha256": revision.sha256,
        "bytes": revision.size,
        "answered": standing.answered,
        "in_scope": standing.in_scope,
        "unexplained": standing.unexplained,
        "missing": missing,
        "reviewed": reviewed,
    }
    return _about_text(revision.decision, "decision.published", _given(facts), now)


def _about_text(decision: Decision, type_: str, facts: dict[str, Any], now: datetime) -> Event:
    slug = decision.consultation.slug
    return append(type=type_, subject=decision.subject, process=slug, now=now, data=facts)


def target_of(thing: Change | Passage) -> str:
    """The name on the record of what a link is about."""
    what = "change" if isinstance(thing, Change) else "passage"
    return f"{what}/{thing.revision.decision_id}.{thing.revision.number}.{thing.sid}"


def linked(
    public_id: uuid.UUID,
    thing: Change | Passage,
    contribution: Contribution | None,
    *,
    kind: str,
    reason: str,
    role: str,
    now: datetime,
) -> Event:
    subject = link_subject(public_id)
    facts = {
        "link": subject,
        "target": target_of(thing),
        "cause": contribution.subject if contribution else "",
        "kind": kind,
        "reason": reason,
        "role": role,
    }
    process = thing.revision.decision.consultation.slug
    return append(type="link.created", subject=subject, process=process, now=now, data=_given(facts))


def link_withdrawn(link: Link, *, reason: str, role: str, now: datetime) -> Event:
    facts = {"link": link.subject, "reason": reason, "role": role}
    process = link.decision.consultation.slug
    return append(type="link.withdrawn", subject=link.subject, process=process, now=now, data=facts)


def answered(
    contribution: Contribution,
    *,
    again: bool,
    outcome: str,
    reason: str,
    role: str,
    due: date | None,
    into: Contribution | None,
    now: datetime,
) -> Event:
    """``again``: it had an answer before."""
    facts = {
        "contribution": contribution.subject,
        "outcome": outcome,
        "into": into.subject if into else "",
        "reason": reason,
        "role": role,
        "due": due.isoformat() if due else "",
    }
    return append(
        type="disposition.changed" if again else "disposition.given",
        subject=contribution.subject,
        process=contribution.consultation.slug,
        now=now,
        data=_given(facts),
    )


def promised(public_id: uuid.UUID, decision: Decision, *, text: str, owner: str, due: date, now: datetime) -> Event:
    subject = promise_subject(public_id)
    facts = {"promise": subject, "text": text, "owner": owner, "due": due.isoformat()}
    return append(type="promise.made", subject=subject, process=decision.consultation.slug, now=now, data=facts)


def promise_updated(
    promise: Promise, *, state: str, text: str, now: datetime, owner: str = "", due: date | None = None
) -> Event:
    """``owner`` and ``due``: the new ones, where they changed."""
    facts = {
        "promise": promise.subject,
        "state": state,
        "text": text,
        "owner": owner,
        "due": due.isoformat() if due else "",
    }
    process = promise.decision.consultation.slug
    return append(type="promise.updated", subject=promise.subject, process=process, now=now, data=_given(facts))
