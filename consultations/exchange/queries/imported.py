"""What is shown of an import: where it came from, and the figures that the source states."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from consultations.deliberation.models import Consultation, Contribution
from consultations.exchange.models import ImportBatch, ImportedPart
from consultations.opinions.queries import Totals, totals_of, turnout

FIGURE_WORDS: dict[str, Promise] = {
    "supports": _("Supports"),
    "comments": _("Comments, as counted there"),
    "endorsements": _("Endorsements"),
    "followers": _("Followers"),
    "cost": _("Cost"),
    "agrees": _("Votes in agreement, repeated ones counted each time"),
    "disagrees": _("Votes in disagreement, repeated ones counted each time"),
    "positive": _("Votes for this comment"),
    "negative": _("Votes against this comment"),
    "votes": _("Votes for this comment"),
    "ok": _("In favour"),
    "mixed": _("Mixed"),
    "not_ok": _("Against"),
}
PLATFORMS = {
    "polis": "Polis",
    "decide-madrid": "Decide Madrid",
    "republique-numerique": "République numérique",
    "amendments": "Git",
    "pabulib": "Pabulib",
    "decidim": "Decidim",
}


@dataclass(frozen=True)
class Provenance:
    """``people`` and ``opinions`` are 0 where the source tells of none."""

    platform: str
    batch: ImportBatch
    people: int
    opinions: int


def provenance_of(consultation: Consultation) -> Provenance | None:
    """Where an imported consultation came from; None for one that was held here.

    Every import leaves its attribution (take_in_consultation), so that most consultations need not be asked.
    """
    batch = consultation.import_batches.first() if consultation.attribution else None
    if batch is None:
        return None
    people, opinions = turnout(consultation)
    return Provenance(PLATFORMS.get(batch.format, batch.format), batch, people, opinions)


@dataclass(frozen=True)
class Brought:
    """What stood with a contribution in the source. ``reply_to_missing``: the source's number, 0 if none."""

    figures: Sequence[tuple[Promise | str, int]]
    parts: list[ImportedPart]
    totals: Totals | None
    reply_to_missing: int

    def __bool__(self) -> bool:
        return bool(self.figures or self.parts or self.totals or self.reply_to_missing)


def brought_with(contribution: Contribution) -> Brought | None:
    """None for a contribution that was given here, or with which nothing more came."""
    if not contribution.source_key:
        return None
    stated = {figure.name: figure.value for figure in contribution.imported_figures.all()}
    missing = stated.pop("reply_to_missing", 0)
    figures = [(FIGURE_WORDS[name], stated[name]) for name in FIGURE_WORDS if name in stated]
    brought = Brought(
        figures,
        list(contribution.imported_parts.all()),
        totals_of([contribution.pk]).get(contribution.pk),
        missing,
    )
    return brought or None
