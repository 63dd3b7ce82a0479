"""A town meeting that is open now, whose pages the tests read."""

from __future__ import annotations

from django.utils import timezone

from consultations.deliberation.enums import ContributionKind
from consultations.deliberation.models import Contribution
from consultations.deliberation.operations import contribute

MEETING = "/consultations/meeting/"


def give(consultation, actor, title="More benches", body="In the shade.", **other) -> Contribution:
    kind = ContributionKind.COMMENT if other.get("parent") else ContributionKind.PROPOSAL
    title = "" if kind is ContributionKind.COMMENT else title
    return contribute(
        actor=actor, consultation=consultation, kind=kind, title=title, body=body, now=timezone.now(), **other
    )


def text(response) -> str:
    return response.content.decode()
