"""What imported contributions say, to be held against the batches that brought them."""

from __future__ import annotations

from collections.abc import Iterator

from consultations.deliberation.enums import ContributionState
from consultations.deliberation.events import words_of
from consultations.deliberation.models import Contribution
from consultations.exchange.models import ImportBatch
from consultations.record.models import Disclosure, Event
from consultations.record.operations.import_disclosures import field_name
from consultations.record.registry import Expected

CHUNK = 500


def expected_on_record() -> Iterator[Expected]:
    """For every imported contribution: its words, against the disclosures kept with its batch."""
    for batch in ImportBatch.objects.order_by("pk"):
        subject = f"import/{batch.pk}"
        event = Event.objects.filter(type="import.batch", subject=subject).first()
        yield Expected(f"exchange_importbatch {batch.pk}", subject, types=("import.batch",))
        if event is not None:
            yield from _of(subject, event)


def _of(subject: str, event: Event) -> Iterator[Expected]:
    names = Disclosure.objects.filter(event=event).values_list("name", flat=True)
    keys = sorted({int(name.partition(".")[0]) for name in names})
    for start in range(0, len(keys), CHUNK):
        some = keys[start : start + CHUNK]
        rows = Contribution.objects.filter(pk__in=some).exclude(state=ContributionState.ERASED)
        for row in rows.select_related("author").order_by("pk"):
            if row.revision == 0:
                words = {field_name(row.subject, field): text for field, text in words_of(row).items()}
                yield Expected(f"deliberation_contribution {row.pk}", subject, personal=words, types=("import.batch",))
