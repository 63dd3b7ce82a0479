"""What the log must say of each row of this district (``manage.py verify_record``)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from consultations.decisions.domain.passages import Piece, document, sha256
from consultations.decisions.events import target_of
from consultations.decisions.models import DecisionRevision, Disposition, Link, Passage, Promise, PromiseUpdate
from consultations.record.registry import Expected, register_check


def expected_texts() -> Iterator[Expected]:
    """Each revision's text, hashed again from its passages."""
    for revision in DecisionRevision.objects.select_related("decision", "event", "published_event").iterator():
        text = document([_numbered(passage) for passage in revision.passages.order_by("position")])
        facts: dict[str, Any] = {"decision": revision.decision.subject, "sha256": sha256(text), "bytes": len(text)}
        row = f"decisions_decisionrevision {revision.pk}"
        own = {"title": revision.decision.title} if revision.number == 0 else {"revision": revision.number}
        yield Expected(row, revision.decision.subject, {**facts, **own}, event=revision.event.public_id)
        if revision.published_event:
            published = {**facts, "revision": revision.number}
            if revision.missing:
                published["missing"] = revision.missing
            yield Expected(row, revision.decision.subject, published, event=revision.published_event.public_id)


def _numbered(passage: Passage) -> tuple[str, Piece]:
    return f"s{passage.sid}", Piece(passage.block, passage.kind, passage.depth, passage.text, passage.html)


def expected_links() -> Iterator[Expected]:
    """Each link, and its withdrawal where it was withdrawn."""
    related = ("contribution", "change__revision", "passage__revision", "event", "withdrawn_event")
    for link in Link.objects.select_related(*related).iterator():
        row = f"decisions_link {link.pk}"
        thing = link.change or link.passage
        facts = {
            "target": target_of(thing) if thing else "",
            "kind": link.kind,
            "reason": link.reason,
            "role": link.role,
        }
        if link.contribution:
            facts["cause"] = link.contribution.subject
        yield Expected(row, link.subject, facts, event=link.event.public_id)
        if link.withdrawn_event:
            withdrawn = {"reason": link.withdrawn_reason}
            yield Expected(row, link.subject, withdrawn, event=link.withdrawn_event.public_id)


def expected_dispositions() -> Iterator[Expected]:
    """Each answer as given, and that the one shown is the last one given."""
    latest: dict[int, Disposition] = {}
    for given in Disposition.objects.select_related("contribution", "into", "event").order_by("event_id").iterator():
        yield Expected(
            f"decisions_disposition {given.pk}", given.contribution.subject, _answer(given), event=given.event.public_id
        )
        if given.latest:
            latest[given.contribution_id] = given
    for given in latest.values():
        types = ("disposition.given", "disposition.changed")
        row = f"decisions_disposition {given.pk}"
        yield Expected(row, given.contribution.subject, _answer(given), types=types)


def _answer(given: Disposition) -> dict[str, Any]:
    facts = {"outcome": given.outcome, "role": given.role}
    if given.reason:
        facts["reason"] = given.reason
    if given.due:
        facts["due"] = given.due.isoformat()
    if given.into:
        facts["into"] = given.into.subject
    return facts


def expected_promises() -> Iterator[Expected]:
    """Each promise and each update of it."""
    for promise in Promise.objects.select_related("event").iterator():
        facts = {"text": promise.text, "owner": promise.owner, "due": promise.due.isoformat()}
        yield Expected(f"decisions_promise {promise.pk}", promise.subject, facts, event=promise.event.public_id)
    for update in PromiseUpdate.objects.select_related("promise", "event").iterator():
        told = {"state": update.state, "text": update.text}
        row = f"decisions_promiseupdate {update.pk}"
        yield Expected(row, update.promise.subject, told, event=update.event.public_id)


def register() -> None:
    register_check("decisions: texts", expected_texts, types=("decision.drafted", "decision.revised"))
    register_check("decisions: links", expected_links, types=("link.created",))
    register_check("decisions: answers", expected_dispositions, types=("disposition.given", "disposition.changed"))
    register_check("decisions: promises", expected_promises, types=("promise.made",))
