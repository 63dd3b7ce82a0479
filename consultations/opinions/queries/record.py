"""What this district's rows say, to be held against the record; and whose events are whose."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from django.db.models import Count as CountRows
from django.db.models import Q

from consultations.deliberation.enums import ContributionKind
from consultations.deliberation.models import Contribution
from consultations.opinions.enums import Choice
from consultations.opinions.events import CHANGED, GIVEN, TYPES, WITHDRAWN
from consultations.opinions.models import Opinion
from consultations.people.models import Participant
from consultations.record.models import Disclosure, Event
from consultations.record.registry import Count, Expected

CHUNK = 500


def expected_on_record() -> Iterator[Expected | Count]:
    """For every statement how many hold an opinion given here, and its counters; for every such opinion its entry."""
    here = Q(opinions__current=True, opinions__event__isnull=False)
    elsewhere = Q(opinions__current=True, opinions__event__isnull=True)
    rows = Contribution.objects.filter(kind=ContributionKind.STATEMENT).select_related("statement").order_by("pk")
    rows = rows.annotate(here=CountRows("opinions", filter=here), elsewhere=CountRows("opinions", filter=elsewhere))
    for row in rows.iterator(chunk_size=CHUNK):
        name = f"opinions_opinion of {row.subject}"
        yield Count(name, row.subject, row.here, plus=(GIVEN,), minus=(WITHDRAWN,))
        if statement := getattr(row, "statement", None):
            counted = statement.agree + statement.disagree + statement.passed - row.elsewhere
            name = f"opinions_statement {statement.pk}, agree + disagree + passed"
            yield Count(name, row.subject, counted, plus=(GIVEN,), minus=(WITHDRAWN,))
    yield from _opinions()


def _opinions() -> Iterator[Expected]:
    rows = Opinion.objects.exclude(event=None).select_related("event", "person__participant").order_by("pk")
    last = 0
    while chunk := list(rows.filter(pk__gt=last)[:CHUNK]):
        last = chunk[-1].pk
        events = [row.event_id for row in chunk]
        held = Disclosure.objects.filter(event__in=events, name="participant")
        named = set(held.values_list("event_id", flat=True))
        for row in chunk:
            assert row.event is not None
            yield Expected(
                f"opinions_opinion {row.pk}",
                f"contribution/{row.statement_id}",
                personal=_said(row, row.event_id in named),
                types=TYPES,
                event=row.event.public_id,
            )


def _said(opinion: Opinion, named: bool) -> dict[str, str | None]:
    """A name goes when its person takes another one; both go with the account, from which on nobody holds them."""
    person = opinion.person.participant
    said: dict[str, str | None] = {"participant": person.pseudonym if person and named else None}
    if opinion.choice is not None:
        said["choice"] = Choice(opinion.choice).word if person else None
    return said


def own_events(person: Participant, events: Sequence[Event]) -> list[Event]:
    """Those of the person's own answers."""
    asked = [event.pk for event in events if event.type in (GIVEN, CHANGED, WITHDRAWN)]
    if not asked:
        return []
    mine = set(Opinion.objects.filter(event__in=asked, person__participant=person).values_list("event_id", flat=True))
    return [event for event in events if event.pk in mine]
