"""The rows of each exported table, read in pieces: one query each, whatever their number."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.db.models import QuerySet
from django.urls import reverse
from django.utils import translation

from consultations.decisions.events import target_of
from consultations.decisions.models import Change, Disposition, Link, Promise, PromiseUpdate
from consultations.decisions.queries.answers import with_standing
from consultations.deliberation.models import Attachment, Consultation, Contribution, CostCheck, Endorsement
from consultations.exchange.domain.datapackage import TABLES
from consultations.record.domain import spreadsheet

CHUNK = 1000

Row = Sequence[object]


def _time(moment: datetime | None) -> str | None:
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ") if moment else None


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _subject(pk: int | None) -> str | None:
    return f"contribution/{pk}" if pk else None


def _contributions(consultation: Consultation) -> Iterator[Row]:
    found: QuerySet[Any] = with_standing(Contribution.objects.filter(consultation=consultation))
    found = found.select_related("theme", "district", "part_of").order_by("pk")
    for one in found.iterator(chunk_size=CHUNK):
        title, body = (one.title, one.body) if one.is_public else (None, None)
        theme, district = (thing.slug if thing else None for thing in (one.theme, one.district))
        yield (
            *(one.subject, one.kind, one.channel, one.language, one.state, _time(one.created_at)),
            *(_subject(one.parent_id), one.about or None, one.stance, theme, district, title, body, one.revision),
            *(_subject(one.merged_into_id), one.support_count, one.imported_support_count, one.endorsement_count),
            *_particulars(one),
            *(one.in_scope, one.outcome_now),
        )


def _files(consultation: Consultation) -> Iterator[Row]:
    shown = Contribution.objects.filter(consultation=consultation).public()
    found = Attachment.objects.filter(contribution__in=shown).select_related("file")
    for one in found.order_by("contribution_id", "pk").iterator(chunk_size=CHUNK):
        with translation.override(settings.LANGUAGE_CODE):
            address = reverse("deliberation:file", args=[one.contribution_id, one.file.name])
        yield (
            *(_subject(one.contribution_id), address, one.file.kind, one.file.words, one.file.sha256),
            *(one.file.size, one.file.width, one.file.height),
        )


def _particulars(one: Contribution) -> Row:
    """Where it is, its costs, and what it is a part of; a place only as long as its words are public."""
    where = (one.address or None, one.latitude, one.longitude) if one.is_public else (None, None, None)
    whole = one.part_of.contribution_id if one.part_of else None
    return (*where, one.estimated_cost, one.checked_cost, _subject(whole))


def _endorsements(consultation: Consultation) -> Iterator[Row]:
    found = Endorsement.objects.filter(contribution__consultation=consultation)
    found = found.select_related("contribution", "organisation", "event").order_by("event_id")
    for one in found.iterator(chunk_size=CHUNK):
        said = one.sentence if one.contribution.is_public else None
        yield (
            *(_subject(one.contribution_id), one.organisation.name, one.organisation.kind, said or None),
            *(_time(one.given_at), one.event.public_id),
        )


def _cost_checks(consultation: Consultation) -> Iterator[Row]:
    found = CostCheck.objects.filter(contribution__consultation=consultation).select_related("event")
    for one in found.order_by("event_id").iterator(chunk_size=CHUNK):
        yield (_subject(one.contribution_id), one.amount, one.note, one.role, _time(one.at), one.event.public_id)


def _dispositions(consultation: Consultation) -> Iterator[Row]:
    found = Disposition.objects.filter(contribution__consultation=consultation).select_related("event")
    for one in found.order_by("event_id").iterator(chunk_size=CHUNK):
        yield (
            *(_subject(one.contribution_id), one.outcome, one.reason, one.role, _time(one.at)),
            *(_day(one.due), _subject(one.into_id), one.latest, one.event.public_id),
        )


def _changes(consultation: Consultation) -> Iterator[Row]:
    found = Change.objects.filter(revision__decision__consultation=consultation)
    found = found.select_related("revision__decision").order_by(
        "revision__decision_id", "revision__number", "position", "pk"
    )
    for one in found.iterator(chunk_size=CHUNK):
        yield (
            *(target_of(one), one.revision.decision.slug, one.revision.number, one.kind, one.moved),
            *(" ".join(map(str, one.before_sids)), " ".join(map(str, one.after_sids)), one.before, one.after),
        )


def _links(consultation: Consultation) -> Iterator[Row]:
    found = Link.objects.filter(decision__consultation=consultation)
    related = ("decision", "event", "change__revision", "passage__revision")
    for one in found.select_related(*related).order_by("event_id").iterator(chunk_size=CHUNK):
        thing = one.change or one.passage
        yield (
            *(one.subject, one.decision.slug, target_of(thing) if thing else None, _subject(one.contribution_id)),
            *(one.kind, one.reason, one.role, _time(one.at), _time(one.withdrawn_at), one.withdrawn_reason),
            one.event.public_id,
        )


def _promises(consultation: Consultation) -> Iterator[Row]:
    found = Promise.objects.filter(decision__consultation=consultation).select_related("decision", "event")
    for one in found.order_by("event_id").iterator(chunk_size=CHUNK):
        yield (
            *(one.subject, one.decision.slug, one.text, one.owner, one.due.isoformat()),
            *(one.first_owner, _day(one.first_due), one.state, _time(one.at), one.event.public_id),
        )


def _updates(consultation: Consultation) -> Iterator[Row]:
    found = PromiseUpdate.objects.filter(promise__decision__consultation=consultation)
    for one in found.select_related("promise", "event").order_by("event_id").iterator(chunk_size=CHUNK):
        yield (
            *(one.promise.subject, one.state, one.text, one.owner, _day(one.due)),
            *(_time(one.at), one.event.public_id),
        )


ROWS: dict[str, Callable[[Consultation], Iterator[Row]]] = {
    "contributions": _contributions,
    "files": _files,
    "endorsements": _endorsements,
    "cost_checks": _cost_checks,
    "dispositions": _dispositions,
    "changes": _changes,
    "links": _links,
    "promises": _promises,
    "promise_updates": _updates,
}


def lines(name: str, consultation: Consultation) -> Iterator[str]:
    """The file of table ``name``, line by line; raises KeyError for another name."""
    table = TABLES[name]
    yield spreadsheet.line(table.names)
    for row in ROWS[name](consultation):
        yield spreadsheet.line(row)
