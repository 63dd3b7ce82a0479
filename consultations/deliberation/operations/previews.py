"""Links to a consultation in preparation. They change nothing that the public sees, so nothing goes on the record."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from consultations.deliberation.enums import ConsultationState
from consultations.deliberation.errors import Unfit
from consultations.deliberation.models import Consultation, PreviewLink
from consultations.deliberation.operations.consultations import locked
from consultations.deliberation.permissions import may_prepare
from consultations.people.models import Participant

MOST_DAYS = 90


@transaction.atomic
def make_preview(
    *, actor: Participant | None, consultation: Consultation, note: str, days: int, now: datetime
) -> PreviewLink:
    """A link for ``note`` that holds for ``days`` (1 to 90). Raises NotAllowed, or Unfit for one that is public."""
    may_prepare(actor).require()
    consultation = locked(consultation)
    if consultation.state != ConsultationState.DRAFT:
        raise Unfit("note", _("This consultation is public. Everybody can read it."))
    if not note.strip() or not 1 <= days <= MOST_DAYS:
        raise Unfit("note", _("Say for whom the link is, and for how many days."))
    return PreviewLink.objects.create(
        consultation=consultation, note=note.strip(), made_by=actor, made_at=now, expires_at=now + timedelta(days=days)
    )


@transaction.atomic
def revoke_preview(*, actor: Participant | None, preview: PreviewLink, now: datetime) -> PreviewLink:
    """The link opens nothing any more. Raises NotAllowed."""
    may_prepare(actor).require()
    preview = PreviewLink.objects.select_for_update().get(pk=preview.pk)
    if preview.revoked_at is None:
        preview.revoked_at = now
        preview.save(update_fields=["revoked_at"])
    return preview
