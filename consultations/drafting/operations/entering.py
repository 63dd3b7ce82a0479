"""What staff enter for others: one proposal after another from paper, or many from a table."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from consultations.deliberation.domain import typed_text
from consultations.deliberation.domain.particulars import NONE, Particulars, Unreadable, degrees, whole_cost
from consultations.deliberation.enums import Channel, ContributionKind
from consultations.deliberation.errors import Unfit
from consultations.deliberation.models import Consultation, Contribution, District, Theme
from consultations.deliberation.operations import contribute
from consultations.deliberation.operations.fitting import fit_words
from consultations.deliberation.permissions import may_contribute
from consultations.drafting.domain.table import Fault, Row, read_table
from consultations.people.models import Participant


@dataclass(frozen=True)
class Entry:
    """A proposal for somebody else; ``key`` tells it from every other one of its consultation."""

    key: str
    title: str
    body: str
    theme: Theme | None = None
    district: District | None = None
    tags: Sequence[str] = ()
    particulars: Particulars = NONE


def read_entries(consultation: Consultation, text: str) -> tuple[list[Entry], list[Fault]]:
    """The rows of a table as they would be entered, and all that is wrong with them."""
    table = read_table(text)
    themes = _by_words(list(consultation.themes.select_related("merged_into")))
    districts = _by_words(list(District.objects.select_related("merged_into")))
    entries, faults, keys = [], list(table.faults), set()
    for row in table.rows:
        entry, wrong = _entry(row, themes, districts)
        if entry.key in keys:
            wrong.append(Fault(row.line, "id" if row.cells.get("id") else "", _("This row stands there twice.")))
        keys.add(entry.key)
        entries.append(entry)
        faults += wrong
    return entries, faults


def _by_words(things: Sequence[Theme | District]) -> dict[str, Theme | District]:
    """Those that can be chosen, by short name and by name in any language; merged ones lead to what they are now."""
    found: dict[str, Theme | District] = {}
    for thing in sorted(things, key=lambda one: not one.retired):
        now: Any = thing.merged_into or thing
        for words in (thing.slug, *thing.name.values()) if not now.retired else ():
            found[words.strip().casefold()] = now
    return found


def _entry(row: Row, themes: Mapping[str, object], districts: Mapping[str, object]) -> tuple[Entry, list[Fault]]:
    cells = {name: typed_text.tidy(cell) for name, cell in row.cells.items()}
    faults = []
    chosen: dict[str, object | None] = {}
    for column, known in (("theme", themes), ("district", districts)):
        name = cells.get(column, "")
        chosen[column] = known.get(name.casefold()) if name else None
        if name and chosen[column] is None:
            faults.append(Fault(row.line, column, _("“%(name)s” is not known here.") % {"name": name[:60]}))
    tags = typed_text.tags_of(cells.get("tags", ""))
    particulars, unreadable = _particulars(row.line, cells)
    faults += unreadable
    try:
        fit_words(ContributionKind.PROPOSAL, cells.get("title", ""), cells.get("body", ""), tags, particulars)
    except Unfit as unfit:
        faults.append(Fault(row.line, unfit.field, str(unfit)))
    said = cells.get("id") or f"{cells.get('title', '')}\n{cells.get('body', '')}"
    key = f"table:{hashlib.sha256(said.encode(errors='replace')).hexdigest()[:32]}"
    words = (cells.get("title", ""), cells.get("body", ""))
    entry = Entry(key, *words, tags=tags, particulars=particulars, **chosen)  # type: ignore[arg-type]
    return entry, faults


def _particulars(line: int, cells: Mapping[str, str]) -> tuple[Particulars, list[Fault]]:
    """Where it is and what it might cost, and the cells that do not read."""
    readers: dict[str, Callable[[str], object]] = {
        "latitude": lambda typed: degrees(typed, most=90),
        "longitude": lambda typed: degrees(typed, most=180),
        "cost": whole_cost,
    }
    found: dict[str, Any] = {}
    faults = []
    for column, read in readers.items():
        try:
            found[column] = read(cells.get(column, ""))
        except Unreadable as wrong:
            faults.append(Fault(line, column, str(wrong)))
    return (NONE if faults else Particulars(cells.get("address", ""), **found)), faults


@transaction.atomic
def enter_proposals(
    *,
    actor: Participant | None,
    consultation: Consultation,
    entries: Sequence[Entry],
    channel: Channel,
    now: datetime,
    language: str = "",
) -> list[Contribution]:
    """Publishes those whose key is not there yet, without an author; all of them or none. Returns the new ones.

    Raises NotAllowed or Unfit.
    """
    may_contribute(actor, consultation, ContributionKind.PROPOSAL, now, channel).require()
    consultation = Consultation.objects.select_for_update(no_key=True).get(pk=consultation.pk)
    keys = [entry.key for entry in entries]
    standing = set(consultation.contributions.filter(source_key__in=keys).values_list("source_key", flat=True))
    made = []
    for entry in entries:
        if entry.key in standing:
            continue
        given = contribute(
            actor=actor,
            consultation=consultation,
            kind=ContributionKind.PROPOSAL,
            title=entry.title,
            body=entry.body,
            theme=entry.theme,
            district=entry.district,
            tags=entry.tags,
            particulars=entry.particulars,
            channel=channel,
            language=language,
            now=now,
        )
        given.source_key = entry.key
        given.save(update_fields=["source_key"])
        standing.add(entry.key)
        made.append(given)
    return made
