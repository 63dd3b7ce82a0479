"""Personal fields of imported contributions: their digests stand in the batch's blob, not in leaves of their own."""

from __future__ import annotations

from collections.abc import Mapping

from consultations.record.domain import disclosure
from consultations.record.models import Disclosure, Event

BATCH = 1000


def field_name(subject: str, field: str) -> str:
    """The name under which the disclosure of an imported contribution's field is kept: ``17.body``."""
    return f"{subject.partition('/')[2]}.{field}"


def keep_import_disclosures(*, event: Event, encoded: Mapping[tuple[str, str], str]) -> None:
    """Keeps ``encoded`` disclosures by (subject, field) with the ``import.batch`` event; all are public on the site."""
    Disclosure.objects.bulk_create(
        (
            Disclosure(event=event, name=field_name(subject, field), encoded=text, public=True)
            for (subject, field), text in encoded.items()
        ),
        batch_size=BATCH,
    )


def disclose_field(field: str, value: str) -> tuple[str, str]:
    """(disclosure, digest) of a field with fresh salt."""
    encoded = disclosure.disclose(field, value)
    return encoded, disclosure.digest(encoded)
