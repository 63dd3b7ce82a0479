"""What the log must say of each row of this district (``manage.py verify_record``)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Any

from django.db.models import Count as CountRows
from django.db.models import Q

from consultations.decisions.domain.passages import Piece, document, pieces, sha256
from consultations.decisions.enums import PromiseState, ReviewState, RevisionState
from consultations.decisions.events import target_of
from consultations.decisions.models import (
    Decision,
    DecisionRevision,
    Disposition,
    Link,
    Passage,
    Promise,
    PromiseUpdate,
)
from consultations.record.registry import Count, Expected, register_check

ANSWERED = ("disposition.given", "disposition.changed")


def expected_texts() -> Iterator[Expected]:
    """Each revision's text, hashed again from its passages, and from the text that the next editor goes on from."""
    related = ("decision", "event", "published_event")
    for revision in DecisionRevision.objects.select_related(*related).order_by("pk").iterator():
        passages = list(revision.passages.order_by("position"))
        row = f"decisions_decisionrevision {revision.pk}"
        decision = revision.decision
        own = {"title": decision.title} if revision.number == 0 else {"revision": revision.number}
        for numbered in ([_numbered(passage) for passage in passages], _edited(revision, passages)):
            text = document(numbered)
            facts: dict[str, Any] = {"decision": decision.subject, "sha256": sha256(text), "bytes": len(text), **own}
            yield Expected(row, decision.subject, facts, event=revision.event.public_id)
        if revision.published_event:
            yield Expected(row, decision.subject, _published(revision), event=revision.published_event.public_id)


def _edited(revision: DecisionRevision, passages: Sequence[Passage]) -> list[tuple[str, Piece]]:
    found = pieces(revision.body)
    sids = [f"s{passage.sid}" for passage in passages]
    # A text of more or fewer passages cannot be the one on the record: numbered anyhow, its hash differs.
    return list(zip(sids + ["s0"] * (len(found) - len(sids)), found, strict=False))


def _published(revision: DecisionRevision) -> dict[str, Any]:
    read = revision.reviews.filter(state=ReviewState.APPROVED).first()
    return {
        "decision": revision.decision.subject,
        "revision": revision.number,
        "sha256": revision.sha256,
        "bytes": revision.size,
        "missing": revision.missing or None,
        "reviewed": read.role if read else None,
    }


def expected_revisions() -> Iterator[Count]:
    """How many texts of each decision there are, and how many are published."""
    counted = Decision.objects.annotate(
        texts=CountRows("revisions"), out=CountRows("revisions", filter=Q(revisions__state=RevisionState.PUBLISHED))
    )
    for decision in counted.order_by("pk").iterator():
        row = f"decisions_decision {decision.pk}"
        yield Count(row, decision.subject, decision.texts, plus=("decision.drafted", "decision.revised"))
        yield Count(row, decision.subject, decision.out, plus=("decision.published",))


def expected_changes() -> Iterator[Expected]:
    """What each revision changed: as many as recorded, each with the words of the passages that it names.

    A change whose words differ from its passages is held against the entry with a count that cannot stand there.
    """
    revisions = DecisionRevision.objects.filter(number__gt=0).select_related("decision", "event")
    for revision in revisions.order_by("decision_id", "number").iterator():
        earlier = revision.decision.revisions.get(number=revision.number - 1)
        old, new = _texts(earlier), _texts(revision)
        changes = list(revision.changes.order_by("position"))
        row = f"decisions_decisionrevision {revision.pk}"
        yield Expected(row, revision.decision.subject, {"changes": len(changes)}, event=revision.event.public_id)
        for change in changes:
            before = " ".join(old.get(sid, "") for sid in change.before_sids)
            after = " ".join(new.get(sid, "") for sid in change.after_sids)
            if (before, after) != (change.before, change.after):
                facts = {"changes": f"change {change.pk} has other words than its passages"}
                where = f"decisions_change {change.pk}"
                yield Expected(where, revision.decision.subject, facts, event=revision.event.public_id)


def _texts(revision: DecisionRevision) -> dict[int, str]:
    return dict(revision.passages.order_by("position").values_list("sid", "text"))


def _numbered(passage: Passage) -> tuple[str, Piece]:
    return f"s{passage.sid}", Piece(passage.block, passage.kind, passage.depth, passage.text, passage.html)


def expected_links() -> Iterator[Expected | Count]:
    """Each link, its withdrawal where it was withdrawn, and that it stands or not as the log says."""
    related = ("contribution", "change__revision", "passage__revision", "event", "withdrawn_event")
    for link in Link.objects.select_related(*related).order_by("pk").iterator():
        row = f"decisions_link {link.pk}"
        thing = link.change or link.passage
        facts = {
            "target": target_of(thing) if thing else "",
            "kind": link.kind,
            "reason": link.reason,
            "role": link.role,
            "cause": link.contribution.subject if link.contribution else None,
        }
        yield Expected(row, link.subject, facts, event=link.event.public_id)
        standing = 0 if link.withdrawn_at else 1
        yield Count(row, link.subject, standing, plus=("link.created",), minus=("link.withdrawn",))
        if link.withdrawn_event:
            withdrawn = {"link": link.subject, "reason": link.withdrawn_reason}
            yield Expected(row, link.subject, withdrawn, event=link.withdrawn_event.public_id)


def expected_dispositions() -> Iterator[Expected | Count]:
    """Each answer as given, how many a contribution had, and that the one shown is the last one given."""
    given_to: dict[str, list[Disposition]] = defaultdict(list)
    for given in Disposition.objects.select_related("contribution", "into", "event").order_by("event_id").iterator():
        subject = given.contribution.subject
        given_to[subject].append(given)
        yield Expected(f"decisions_disposition {given.pk}", subject, _answer(given), event=given.event.public_id)
    for subject, answers in given_to.items():
        shown = next((given for given in reversed(answers) if given.latest), None)
        row = f"decisions_disposition {(shown or answers[-1]).pk}"
        yield Count(row, subject, len(answers), plus=ANSWERED)
        yield Expected(row, subject, _answer(shown) if shown else {"outcome": None}, types=ANSWERED)


def _answer(given: Disposition) -> dict[str, Any]:
    return {
        "outcome": given.outcome,
        "role": given.role,
        "reason": given.reason or None,
        "due": given.due.isoformat() if given.due else None,
        "into": given.into.subject if given.into else None,
    }


def expected_promises() -> Iterator[Expected | Count]:
    """Each promise as made, each update of it, and that it stands as the last update says."""
    promises = Promise.objects.select_related("event").prefetch_related("updates__event")
    for promise in promises.order_by("pk").iterator(chunk_size=500):
        row = f"decisions_promise {promise.pk}"
        due = promise.first_due or promise.due
        made = {"text": promise.text, "owner": promise.first_owner or promise.owner, "due": due.isoformat()}
        yield Expected(row, promise.subject, made, event=promise.event.public_id)
        updates = sorted(promise.updates.all(), key=lambda update: update.event_id)
        yield Count(row, promise.subject, len(updates), plus=("promise.updated",))
        for update in updates:
            told = f"decisions_promiseupdate {update.pk}"
            yield Expected(told, promise.subject, _update(update), event=update.event.public_id)
        yield from _standing_promise(row, promise, updates)


def _update(update: PromiseUpdate) -> dict[str, Any]:
    due = update.due.isoformat() if update.due else None
    return {"state": update.state, "text": update.text, "owner": update.owner or None, "due": due}


def _standing_promise(row: str, promise: Promise, updates: Sequence[PromiseUpdate]) -> Iterator[Expected]:
    """The row's state, owner and day are those of the last update that told them."""
    if updates:
        yield Expected(row, promise.subject, {"state": promise.state}, types=("promise.updated",))
    elif promise.state != PromiseState.OPEN:
        yield Expected(row, promise.subject, {"state": promise.state}, event=promise.event.public_id)
    for name, now in (("owner", promise.owner), ("due", promise.due.isoformat())):
        telling = [update for update in updates if getattr(update, name)]
        entry = telling[-1].event if telling else promise.event
        yield Expected(row, promise.subject, {name: now}, event=entry.public_id)


def register() -> None:
    register_check("decisions: texts", expected_texts, types=("decision.drafted", "decision.revised"))
    register_check("decisions: revisions", expected_revisions, types=("decision.drafted", "decision.published"))
    register_check("decisions: changes", expected_changes)
    register_check("decisions: links", expected_links, types=("link.created",))
    register_check("decisions: answers", expected_dispositions, types=ANSWERED)
    register_check("decisions: promises", expected_promises, types=("promise.made",))
