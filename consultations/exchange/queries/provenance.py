"""One decision as a PROV document: its revisions, changes, causes, answers and promises, as its pages show them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from urllib.parse import quote

from consultations.decisions.enums import LinkKind
from consultations.decisions.models import Change, Decision, DecisionRevision, Disposition, Link
from consultations.decisions.queries.changes import links_with_causes
from consultations.decisions.queries.reading import in_force
from consultations.deliberation.models import Contribution
from consultations.exchange.domain.prov import Document, Facts, Node


def provenance(decision: Decision, *, site: str, page: str) -> Document:
    """``site``: the address of the site without a closing slash; ``page``: that of the decision. Six queries."""
    document = Document(
        {
            "site": f"{site}/",
            "decision": page,
            "entry": f"{site}/record/receipts/",
            "link": f"{site}/record/?subject=link/",
            "promise": f"{site}/record/?subject=promise/",
            "role": f"{page}#role-",
        }
    )
    revisions = list(decision.revisions.defer("body").select_related("event").order_by("number"))
    _revisions(document, decision, revisions)
    placed = Link.objects.filter(decision=decision).select_related("change__revision", "passage__revision")
    links = links_with_causes(decision, placed.order_by("event_id"))
    _changes(document, decision, links)
    for link in links:
        _link(document, link)
    _answers(document, {link.contribution_id for link in links if link.contribution_id})
    _promises(document, decision, revision_name(in_force(revisions)))
    return document


def _time(moment: datetime) -> str:
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ")


def revision_name(revision: DecisionRevision) -> str:
    return f"decision:?revision={revision.number}"


def _passage_name(number: int, sid: int) -> str:
    return f"decision:?revision={number}#s{sid}"


def _change_name(change: Change) -> str:
    number = change.revision.number
    return f"decision:changes/?from={number - 1}&to={number}#s{change.sid}"


def _contribution_name(pk: int) -> str:
    return f"site:contributions/{pk}/"


def _role(document: Document, role: str) -> str:
    return document.agent(Node(f"role:{quote(role, safe='')}", "Role", role))


def _revisions(document: Document, decision: Decision, revisions: Sequence[DecisionRevision]) -> None:
    before = ""
    for revision in revisions:
        facts: Facts = {
            "revision": revision.number,
            "sha256": revision.sha256,
            "state": revision.state,
            "note": revision.note,
        }
        name = document.entity(
            Node(revision_name(revision), "Revision", decision.title, decision.language, facts=facts)
        )
        document.relate("wasGeneratedBy", name, time=_time(revision.at))
        document.relate("wasAttributedTo", name, _role(document, revision.role))
        if before:
            document.relate("wasDerivedFrom", name, before, type="prov:Revision")
        before = name


def _changes(document: Document, decision: Decision, links: Sequence[Link]) -> None:
    own = {
        link.change_id: link.reason
        for link in links
        if link.kind == LinkKind.OWN_INITIATIVE and link.withdrawn_at is None
    }
    found = Change.objects.filter(revision__decision=decision).select_related("revision")
    for change in found.order_by("revision__number", "position"):
        number, time = change.revision.number, _time(change.revision.at)
        facts: Facts = {"change": change.kind, "moved": change.moved, "ownInitiative": own.get(change.pk)}
        name = document.activity(Node(_change_name(change), "Change", started=time, facts=facts))
        document.relate("wasAssociatedWith", name, _role(document, change.revision.role))
        before = [_passage(document, number - 1, sid, decision) for sid in change.before_sids]
        after = [_passage(document, number, sid, decision) for sid in change.after_sids]
        for passage in after:
            document.relate("wasGeneratedBy", passage, name, time=time)
            for earlier in before:
                document.relate("wasDerivedFrom", passage, earlier, activity=name)
        for passage in before:
            document.relate("wasInvalidatedBy", passage, name, time=time)


def _passage(document: Document, number: int, sid: int, decision: Decision) -> str:
    name = _passage_name(number, sid)
    return document.entity(Node(name, "Passage", facts={"passage": sid, "revision": number}))


def _link(document: Document, link: Link) -> None:
    if link.contribution is None:
        return
    name = _contribution(document, link.contribution)
    facts = {
        "kind": link.kind,
        "reason": link.reason,
        "role": link.role,
        "entry": str(link.event.public_id),
        "withdrawn": _time(link.withdrawn_at) if link.withdrawn_at else None,
        "withdrawnReason": link.withdrawn_reason,
    }
    own = f"link:{link.public_id}"
    if link.change is not None:
        document.relate("used", _change_name(link.change), name, time=_time(link.at), name=own, facts=facts)
    elif link.passage is not None:
        passage = _passage(document, link.passage.revision.number, link.passage.sid, link.decision)
        document.relate("wasDerivedFrom", passage, name, name=own, facts=facts | {"at": _time(link.at)})


def _contribution(document: Document, contribution: Contribution) -> str:
    """What is not public has no words here either."""
    facts = {"kind": contribution.kind, "channel": contribution.channel, "state": contribution.state}
    title, language = (contribution.title, contribution.language) if contribution.is_public else ("", "")
    return document.entity(Node(_contribution_name(contribution.pk), "Contribution", title, language, facts=facts))


def _answers(document: Document, contributions: set[int]) -> None:
    found = Disposition.objects.filter(contribution__in=contributions, latest=True).select_related("event")
    for answer in found.order_by("event_id"):
        facts = {
            "outcome": answer.outcome,
            "reason": answer.reason,
            "due": answer.due.isoformat() if answer.due else None,
        }
        name = document.entity(Node(f"entry:{answer.event.public_id}/", "Answer", facts=facts))
        document.relate("wasGeneratedBy", name, time=_time(answer.at))
        document.relate("wasDerivedFrom", name, _contribution_name(answer.contribution_id))
        document.relate("wasAttributedTo", name, _role(document, answer.role))


def _promises(document: Document, decision: Decision, revision: str) -> None:
    for promise in decision.promises.order_by("due", "pk"):
        facts = {"owner": promise.owner, "due": promise.due.isoformat(), "state": promise.state}
        node = Node(f"promise:{promise.public_id}", "Promise", promise.text, decision.language, facts=facts)
        name = document.entity(node)
        document.relate("wasGeneratedBy", name, time=_time(promise.at))
        document.relate("wasDerivedFrom", name, revision)
        document.relate("wasAttributedTo", name, _role(document, promise.owner))
