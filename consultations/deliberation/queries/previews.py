"""Which previews a visitor holds, and those of a consultation."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from django.core.signing import BadSignature, Signer
from django.db.models import QuerySet

from consultations.deliberation.enums import ConsultationState
from consultations.deliberation.models import Consultation, PreviewLink

SALT = "deliberation.preview"


def token_of(preview: PreviewLink) -> str:
    """What stands in the address: nobody without the site's key can make one."""
    return Signer(salt=SALT).sign(preview.public_id.hex)


def by_token(token: str, now: datetime) -> PreviewLink | None:
    """None for what was not made here, was taken back or is over, and where the consultation is public."""
    try:
        public_id = Signer(salt=SALT).unsign(token)
        return valid(now).select_related("consultation").filter(public_id=public_id).first()
    except (BadSignature, ValueError):
        return None


def valid(now: datetime) -> QuerySet[PreviewLink]:
    standing = PreviewLink.objects.filter(revoked_at=None, expires_at__gt=now)
    return standing.filter(consultation__state=ConsultationState.DRAFT)


def consultations_of(previews: Collection[int], now: datetime) -> frozenset[int]:
    """The consultations that links with these numbers still open."""
    return frozenset(valid(now).filter(pk__in=previews).values_list("consultation_id", flat=True))


def previews_of(consultation: Consultation, now: datetime) -> list[tuple[PreviewLink, str]]:
    """Those that hold, with what stands in their addresses."""
    return [(each, token_of(each)) for each in valid(now).filter(consultation=consultation)]
