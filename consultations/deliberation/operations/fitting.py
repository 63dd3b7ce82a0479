"""What people type, made ready to be kept, or refused with the field that does not fit."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from consultations.deliberation.domain import particulars as told
from consultations.deliberation.domain import typed_text
from consultations.deliberation.domain.particulars import Particulars
from consultations.deliberation.domain.search_words import normalise
from consultations.deliberation.enums import Channel, ContributionKind, Offer
from consultations.deliberation.errors import Unfit
from consultations.deliberation.models import Consultation, Contribution, ContributionRevision
from consultations.deliberation.permissions import offers

NEEDS_TITLE = frozenset({ContributionKind.PROPOSAL, ContributionKind.AMENDMENT})


@dataclass(frozen=True)
class Words:
    """Title, body, tags and what stands beside them, tidied and found fit."""

    title: str
    body: str
    tags: tuple[str, ...]
    particulars: Particulars = told.NONE

    @property
    def search_text(self) -> str:
        return normalise("\n".join((self.title, self.body, *self.tags, self.particulars.address)))

    def put_on(self, row: Contribution | ContributionRevision) -> None:
        """All but the tags, which are rows of their own."""
        row.title, row.body = self.title, self.body
        row.address, row.estimated_cost = self.particulars.address, self.particulars.cost
        row.latitude, row.longitude = self.particulars.latitude, self.particulars.longitude

    def stand_on(self, contribution: Contribution) -> bool:
        """Whether the contribution says this already."""
        same = (self.title, self.body) == (contribution.title, contribution.body)
        return same and self.particulars == particulars_of(contribution)


def fit_words(
    kind: ContributionKind, title: str, body: str, tags: Sequence[str], particulars: Particulars = told.NONE
) -> Words:
    """The words as they will stand; raises Unfit naming the field."""
    address = typed_text.one_line(typed_text.tidy(particulars.address))
    fit = Particulars(address, particulars.latitude, particulars.longitude, particulars.cost)
    words = Words(
        typed_text.one_line(typed_text.tidy(title)),
        typed_text.tidy(body),
        tuple(typed_text.tags_of("\n".join(tags))),
        fit,
    )
    faults = {
        "title": typed_text.fault(words.title, limit=typed_text.TITLE_LIMIT, required=kind in NEEDS_TITLE),
        "body": typed_text.fault(words.body, limit=typed_text.BODY_LIMIT),
        "tags": typed_text.tags_fault(list(words.tags)),
        "address": typed_text.fault(address, limit=told.ADDRESS_LIMIT, required=False),
        "latitude": told.half_a_point(fit),
    }
    for field, fault in faults.items():
        if fault:
            raise Unfit(field, fault)
    return words


def check_asked(consultation: Consultation, kind: ContributionKind, channel: Channel, words: Words) -> Words:
    """Residents say where it is and what it might cost only where a phase asks for it. Raises Unfit."""
    particulars = words.particulars
    if particulars == told.NONE or channel in (Channel.DESK, Channel.PAPER):
        return words
    proposing = kind == ContributionKind.PROPOSAL
    if particulars.says_where and not (proposing and offers(consultation, Offer.PLACE)):
        raise Unfit("address", _("Nobody is asked for a place here."))
    if particulars.cost is not None and not (proposing and offers(consultation, Offer.COST)):
        raise Unfit("cost", _("Nobody is asked for a cost here."))
    return words


def particulars_of(row: Contribution | ContributionRevision) -> Particulars:
    return Particulars(row.address, row.latitude, row.longitude, row.estimated_cost)
