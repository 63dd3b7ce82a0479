"""What a person gave and supported, for the file that they can take away."""

from __future__ import annotations

from typing import Any

from django.db.models import Q

from consultations.deliberation.domain.particulars import point_words
from consultations.deliberation.events import suggested_words
from consultations.deliberation.models import CoAuthor, Contribution
from consultations.files.queries.descriptions import described
from consultations.people.models import Participant


def written_by(participant: Participant) -> list[dict[str, Any]]:
    """All that the person wrote, with every revision, for the file that they can take away."""
    together = CoAuthor.objects.filter(participant=participant).values("contribution")
    rows = Contribution.objects.filter(Q(author=participant) | Q(pk__in=together)).select_related(
        "consultation", "quote_permission", "suggestion"
    )
    rows = rows.order_by("created_at", "pk")
    return [
        {
            "address": row.get_absolute_url(),
            "consultation": row.consultation.slug,
            "kind": row.kind,
            "state": row.state,
            "stance": row.stance,
            "at": row.created_at.isoformat(),
            "may_be_quoted_since": _quotable_since(row),
            "suggests": suggested_words(row),
            "tags": sorted(tag.name for tag in row.tags.all()),
            "files": [
                described(one.file, f"{row.get_absolute_url()}files/{one.file.name}/") for one in row.attachments.all()
            ],
            "versions": [
                {
                    "title": revision.title,
                    "body": revision.body,
                    "at": revision.at.isoformat(),
                    "address": revision.address,
                    "point": point_words(revision.latitude, revision.longitude),
                    "estimated_cost": revision.estimated_cost,
                }
                for revision in row.revisions.all()
            ],
        }
        for row in rows.prefetch_related("revisions", "tags", "attachments__file")  # type: ignore[misc]  # taggit is not typed
    ]


def _quotable_since(contribution: Contribution) -> str | None:
    permission = getattr(contribution, "quote_permission", None)
    return permission.given_at.isoformat() if permission else None


def supported_by(participant: Participant) -> list[dict[str, Any]]:
    """What the person supports, and since when."""
    supports = participant.supports.select_related("contribution").order_by("given_at", "pk")
    return [
        {
            "address": row.contribution.get_absolute_url(),
            "at": row.given_at.isoformat(),
            "record_entry": str(row.event.public_id) if row.event else "",
        }
        for row in supports.select_related("event")
    ]


def speaking_for(participant: Participant) -> list[dict[str, Any]]:
    """The organisations in whose name the person may endorse, and what they endorsed in it."""
    rows = participant.speaks_for.select_related("organisation").order_by("confirmed_at", "pk")
    return [
        {
            "organisation": row.organisation.name,
            "since": row.confirmed_at.isoformat(),
            "endorsed": [
                {
                    "address": one.contribution.get_absolute_url(),
                    "sentence": one.sentence,
                    "at": one.given_at.isoformat(),
                    "record_entry": str(one.event.public_id),
                }
                for one in row.organisation.endorsements.filter(by=participant).select_related("contribution", "event")
            ],
        }
        for row in rows
    ]


def invited_to(participant: Participant) -> list[dict[str, Any]]:
    """Published proposals beside whose authors the person is asked to stand."""
    rows = participant.author_invitations.select_related("contribution").order_by("at", "pk")
    return [{"address": row.contribution.get_absolute_url(), "at": row.at.isoformat()} for row in rows]
