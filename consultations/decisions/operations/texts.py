"""Drafting a decision and saving a new text of it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from consultations.decisions import events
from consultations.decisions.domain.alignment import Alignment, Edit, Numbered, align
from consultations.decisions.domain.passages import Piece, document, pieces, sha256
from consultations.decisions.errors import NothingToSave, StaleRevision
from consultations.decisions.models import Change, Decision, DecisionRevision, Passage
from consultations.decisions.permissions import may_decide
from consultations.deliberation.domain import typed_text
from consultations.deliberation.domain.richtext import RichTextRefused, clean
from consultations.deliberation.errors import Unfit
from consultations.deliberation.models import Consultation
from consultations.people.models import Participant
from consultations.people.operations.office import office_of
from consultations.record.models import Event
from consultations.record.operations import store_blob

SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
LONGEST_SLUG, LONGEST_TITLE = 80, 200


@transaction.atomic
def draft_decision(
    *,
    actor: Participant,
    consultation: Consultation,
    slug: str,
    title: str,
    html: str,
    now: datetime,
    language: str = "",
    note: str = "",
    role: str = "",
) -> Decision:
    """Makes a decision and its revision 0, the draft put to consultation.

    ``html`` is the editor's, of any tags: it is sanitised here. ``language``: of the text, the consultation's when
    empty; ``note``: a public sentence about this text; ``role``: the official's post, else the words of their role.
    Raises NotAllowed, Unfit (field ``slug``, ``title`` or ``html``), NothingToSave.
    """
    may_decide(actor).require()
    title = _fit_title(consultation, slug, title)
    body, found = _read(html)
    decision = Decision.objects.create(
        consultation=consultation,
        slug=slug,
        title=title,
        language=language or consultation.language,
        next_sid=len(found) + 1,
        created_at=now,
    )
    numbered = [(f"s{sid}", piece) for sid, piece in enumerate(found, start=1)]
    text = document(numbered)
    event = events.drafted(decision, sha256=store_blob(text), size=len(text), now=now)
    revision = _store_revision(decision, 0, body, text, event, note=note, by=actor, role=role, at=now)
    _store_passages(revision, range(1, len(found) + 1), found)
    return decision


@transaction.atomic
def revise_decision(
    *,
    actor: Participant,
    decision: Decision,
    html: str,
    based_on: int,
    now: datetime,
    note: str = "",
    role: str = "",
) -> DecisionRevision:
    """Saves a new text: aligns it with the previous one, keeps the numbers of its passages, stores each change.

    ``based_on`` is the number of the revision that the editor began from. Raises NotAllowed; StaleRevision when
    somebody saved a newer one meanwhile (nothing is lost: the form still holds the text); NothingToSave.
    """
    decision = _locked(decision)
    may_decide(actor).require()
    previous = decision.revisions.order_by("-number")[0]
    if previous.number != based_on:
        raise StaleRevision("html", _stale_words(previous.number, based_on))
    body, found = _read(html)
    standing = list(previous.passages.order_by("position"))
    alignment = _aligned(decision, standing, found)
    text = document([(f"s{sid}", piece) for sid, piece in zip(alignment.sids, found, strict=True)])
    if sha256(text) == previous.sha256:
        raise NothingToSave("html", _("Nothing differs from the text that stands."))
    number = previous.number + 1
    event = events.revised(
        decision, number, changes=len(alignment.edits), sha256=store_blob(text), size=len(text), now=now
    )
    revision = _store_revision(decision, number, body, text, event, note=note, by=actor, role=role, at=now)
    _store_passages(revision, alignment.sids, found)
    _store_changes(revision, alignment, standing, found)
    decision.next_sid = alignment.next_sid
    decision.save(update_fields=["next_sid"])
    return revision


def _fit_title(consultation: Consultation, slug: str, title: str) -> str:
    title = typed_text.one_line(title)
    if fault := typed_text.fault(title, limit=LONGEST_TITLE):
        raise Unfit("title", fault)
    if not SLUG.fullmatch(slug) or len(slug) > LONGEST_SLUG:
        raise Unfit("slug", _("The address may hold small letters, digits and hyphens, at most 80."))
    if Decision.objects.filter(consultation=consultation, slug=slug).exists():
        raise Unfit("slug", _("This consultation already has a decision with this address."))
    return title


def _read(html: str) -> tuple[str, list[Piece]]:
    try:
        body = clean(html)
    except RichTextRefused as error:
        raise Unfit("html", str(error)) from error
    found = pieces(body)
    if not found:
        raise NothingToSave("html", _("Write the text of the decision first."))
    return body, found


def _stale_words(newest: int, based_on: int) -> str:
    return _(
        "Someone saved revision %(newest)s while you were working from revision %(based_on)s. "
        "Your text is still here: compare it with the newer one before you save."
    ) % {"newest": newest, "based_on": based_on}


def _locked(decision: Decision) -> Decision:
    locked = Decision.objects.select_for_update(of=("self",), no_key=True)
    return locked.select_related("consultation").get(pk=decision.pk)


def _aligned(decision: Decision, standing: Sequence[Passage], found: Sequence[Piece]) -> Alignment:
    return align(
        [_numbered(passage) for passage in standing],
        found,
        next_sid=decision.next_sid,
        retired=_retired(decision, standing),
    )


def _retired(decision: Decision, standing: Sequence[Passage]) -> dict[str, int]:
    earlier = Passage.objects.filter(revision__decision=decision).exclude(sid__in=[passage.sid for passage in standing])
    return dict(earlier.order_by("revision__number", "position").values_list("text", "sid"))


def _numbered(passage: Passage) -> Numbered:
    piece = Piece(passage.block, passage.kind, passage.depth, passage.text, passage.html)
    return Numbered(passage.sid, piece)


def _store_revision(
    decision: Decision,
    number: int,
    body: str,
    text: bytes,
    event: Event,
    *,
    note: str,
    by: Participant,
    role: str,
    at: datetime,
) -> DecisionRevision:
    return DecisionRevision.objects.create(
        decision=decision,
        number=number,
        body=body,
        sha256=sha256(text),
        size=len(text),
        note=note,
        by=by,
        role=office_of(by, role, decision.language),
        at=at,
        event=event,
    )


def _store_passages(revision: DecisionRevision, sids: Sequence[int], found: Sequence[Piece]) -> None:
    Passage.objects.bulk_create(
        Passage(
            revision=revision,
            sid=sid,
            position=position,
            block=piece.block,
            kind=piece.kind,
            depth=piece.depth,
            text=piece.text,
            html=piece.html,
        )
        for position, (sid, piece) in enumerate(zip(sids, found, strict=True))
    )


def _store_changes(
    revision: DecisionRevision, alignment: Alignment, previous: Sequence[Passage], found: Sequence[Piece]
) -> None:
    def change(position: int, edit: Edit) -> Change:
        before_sids = [previous[place].sid for place in edit.before]
        after_sids = [alignment.sids[place] for place in edit.after]
        going_on = [sid for sid in after_sids if sid in before_sids]
        return Change(
            revision=revision,
            position=position,
            kind=edit.kind.value,
            moved=edit.moved,
            sid=(going_on or after_sids or before_sids)[0],
            before_sids=before_sids,
            after_sids=after_sids,
            before=" ".join(previous[place].text for place in edit.before),
            after=" ".join(found[place].text for place in edit.after),
        )

    Change.objects.bulk_create(change(position, edit) for position, edit in enumerate(alignment.edits))
