"""What this district's rows say, to be held against the record; and whose entries are whose."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from django.db.models import Sum

from consultations.people.models import Participant
from consultations.record.models import Disclosure, Event
from consultations.record.registry import Count, Expected
from consultations.surveys.events import ANSWERED, answer_words
from consultations.surveys.models import Response, Survey

CHUNK = 500


def expected_on_record() -> Iterator[Expected | Count]:
    """Of every response the newest answers; of every survey how often answers were sent."""
    for survey in Survey.objects.annotate(times=Sum("responses__times")).order_by("pk"):
        times = survey.times or 0
        yield Count(f"surveys_response of survey {survey.pk}", survey.subject, times, plus=(ANSWERED,))
        yield Count(f"surveys_survey {survey.pk}, sent", survey.subject, survey.sent, plus=(ANSWERED,))
    rows = Response.objects.exclude(event=None).select_related("survey", "participant", "event").order_by("pk")
    last = 0
    while chunk := list(rows.filter(pk__gt=last)[:CHUNK]):
        last = chunk[-1].pk
        held = Disclosure.objects.filter(event__in=[each.event_id for each in chunk], name="participant")
        named = set(held.values_list("event_id", flat=True))
        yield from (_of(response, response.event_id in named) for response in chunk)


def _of(response: Response, named: bool) -> Expected:
    assert response.event is not None
    personal: dict[str, str | None] = {"answers": None if response.erased else answer_words(response.answers)}
    if response.participant is not None:
        personal["participant"] = response.participant.pseudonym if named else None
    return Expected(
        f"surveys_response {response.pk}",
        response.survey.subject,
        {"survey": response.survey.subject},
        personal,
        event=response.event.public_id,
    )


def entries_of(responses: Iterable[Response]) -> list[Event]:
    """All entries of these responses, the newest and those that it replaces."""
    wanted = [response.event for response in responses if response.event]
    found: list[Event] = []
    while wanted:
        found += wanted
        earlier = [ref["event"] for event in wanted for ref in event.refs if ref["rel"] == "replaces"]
        wanted = list(Event.objects.filter(public_id__in=earlier).order_by("pk")) if earlier else []
    return found


def own_events(person: Participant, events: Sequence[Event]) -> list[Event]:
    """Those of the person's own answers."""
    surveys = {event.subject.removeprefix("survey/") for event in events if event.type == ANSWERED}
    if not surveys:
        return []
    mine = Response.objects.filter(participant=person, survey__in=[key for key in surveys if key.isdigit()])
    numbers = {event.pk for event in entries_of(mine.select_related("event"))}
    return [event for event in events if event.pk in numbers]
