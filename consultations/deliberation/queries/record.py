"""What this district's rows say, to be held against the record; and whose events are whose."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from django.db.models import Count as CountRows

from consultations.deliberation.enums import Channel, ContributionState
from consultations.deliberation.events import (
    OWN_WORDS,
    PUBLIC_WORDS,
    cost_fact,
    suggested_words,
    suggestion_of,
    words_of,
)
from consultations.deliberation.models import Contribution, Endorsement
from consultations.people.models import Participant
from consultations.record.domain import disclosure
from consultations.record.models import Disclosure, Event
from consultations.record.registry import Count, Expected

TEXT_TYPES = ("contribution.published", "contribution.revised")
AUTHOR_TYPES = ("contribution.author_joined", "contribution.author_left")
SUPPORT_TYPES = ("support.given", "support.withdrawn")
ENDORSED = ("endorsement.given", "endorsement.withdrawn")
CHUNK = 500


def expected_on_record() -> Iterator[Expected | Count]:
    """For every contribution given here: its facts, its newest words, its state and its supports.

    Imported ones are on the record by their batch (consultations.exchange).
    """
    rows = (
        Contribution.objects.exclude(channel=Channel.IMPORT)
        .select_related("author", "parent", "merged_into", "suggestion", "part_of__contribution")
        .prefetch_related("attachments__file")
        .annotate(given=CountRows("supports", distinct=True), joined=CountRows("coauthors", distinct=True))
        .order_by("pk")
    )
    last = 0
    while chunk := list(rows.filter(pk__gt=last)[:CHUNK]):
        last = chunk[-1].pk
        subjects = [contribution.subject for contribution in chunk]
        named, passed_on = _named(subjects), _passed_on(subjects)
        for contribution in chunk:
            words = _words(contribution, contribution.subject in named)
            if contribution.subject in passed_on:
                words.pop("author", None)
            yield from _of(contribution, words)


def _named(subjects: list[str]) -> set[str]:
    """Those whose newest words still hold a name: it goes when its person is erased or takes another one."""
    events = Event.objects.filter(subject__in=subjects, type__in=TEXT_TYPES).order_by("position")
    newest = dict(events.values_list("subject", "pk"))
    held = Disclosure.objects.filter(event__in=newest.values(), name="author")
    return set(held.values_list("event__subject", flat=True))


def _passed_on(subjects: list[str]) -> set[str]:
    """Those that somebody left: the words may name who was the author then."""
    left = Event.objects.filter(subject__in=subjects, type=AUTHOR_TYPES[1])
    return set(left.values_list("subject", flat=True))


def _of(contribution: Contribution, words: dict[str, str | None]) -> Iterator[Expected | Count]:
    row, subject = f"deliberation_contribution {contribution.pk}", contribution.subject
    facts = {"kind": contribution.kind, "channel": contribution.channel, "in_scope": contribution.in_scope}
    if contribution.parent:
        facts["parent"] = contribution.parent.subject
    if contribution.about:
        facts["about"] = contribution.about
    yield Expected(row, subject, facts=facts, types=TEXT_TYPES[:1])
    cost = cost_fact(contribution)
    if contribution.revision:
        yield Expected(row, subject, {"revision": contribution.revision, **cost}, words, types=TEXT_TYPES[1:])
    else:
        yield Expected(row, subject, cost, words, types=TEXT_TYPES[:1])
    if contribution.state != ContributionState.ERASED:
        withdrawn = int(contribution.state == ContributionState.WITHDRAWN)
        yield Count(row, subject, withdrawn, plus=("contribution.withdrawn",))
        # A part was split off without having been merged before.
        merged = int(contribution.merged_into_id is not None) - int(contribution.part_of_id is not None)
        yield Count(row, subject, merged, plus=("contribution.merged",), minus=("contribution.split",))
        if contribution.merged_into:
            into = {"into": contribution.merged_into.subject}
            yield Expected(row, subject, into, types=("contribution.merged",))
    if contribution.part_of:
        whole = {"from": contribution.part_of.contribution.subject}
        yield Expected(row, subject, whole if contribution.merged_into is None else {}, types=("contribution.split",))
    if contribution.checked_cost is not None:
        yield Expected(row, subject, {"cost": contribution.checked_cost}, types=("contribution.cost_checked",))
    yield Count(
        f"{row}, endorsement_count", subject, contribution.endorsement_count, plus=ENDORSED[:1], minus=ENDORSED[1:]
    )
    joined, left = AUTHOR_TYPES
    if contribution.parent is None:
        yield Count(f"deliberation_coauthor of {row}", subject, contribution.joined, plus=(joined,), minus=(left,))  # type: ignore[attr-defined]
    given, taken_back = SUPPORT_TYPES
    yield Count(f"{row}, support_count", subject, contribution.support_count, plus=(given,), minus=(taken_back,))
    yield Count(f"deliberation_support of {row}", subject, contribution.given, plus=(given,), minus=(taken_back,))  # type: ignore[attr-defined]


def _words(contribution: Contribution, named: bool) -> dict[str, str | None]:
    suggestion = suggestion_of(contribution)
    if contribution.state == ContributionState.ERASED:
        return dict.fromkeys(PUBLIC_WORDS if suggestion else OWN_WORDS)
    words: dict[str, str | None] = {**words_of(contribution), **suggested_words(contribution)}
    words.pop("author", None)
    if contribution.author_id:
        words["author"] = contribution.author_words if named else None
    return words


def own_events(person: Participant, events: Sequence[Event]) -> list[Event]:
    """Those about what the person wrote, those of their supports, and of their joining and leaving the authors."""
    subjects = {event.subject for event in events if event.type not in (*SUPPORT_TYPES, *AUTHOR_TYPES)}
    numbers = [subject.removeprefix("contribution/") for subject in subjects if subject.startswith("contribution/")]
    written = Contribution.objects.filter(author=person, pk__in=[number for number in numbers if number.isdigit()])
    mine = {contribution.subject for contribution in written}
    personal = (*SUPPORT_TYPES, *AUTHOR_TYPES, *ENDORSED)
    own = supports_of([event for event in events if event.type in SUPPORT_TYPES], person.pseudonym)
    own += named_in([event for event in events if event.type in AUTHOR_TYPES], "author", person.pseudonym)
    own += [one.event for one in Endorsement.objects.filter(by=person, event__in=[event.pk for event in events])]
    return [event for event in events if event.subject in mine and event.type not in personal] + own


def supports_of(events: Sequence[Event], name: str) -> list[Event]:
    """Those among ``events`` that hold ``name`` as the supporter."""
    return named_in(events, "supporter", name)


def named_in(events: Sequence[Event], field: str, name: str) -> list[Event]:
    """Those among ``events`` that hold ``name`` in the personal field ``field``."""
    if not name or not events:
        return []
    held = Disclosure.objects.filter(event__in=[event.pk for event in events], name=field)
    found = {row.event_id for row in held if disclosure.read(row.encoded)[1] == name}
    return [event for event in events if event.pk in found]


def endorsements_on_record() -> Iterator[Expected]:
    """For every endorsement that stands: whose it is, and its sentence."""
    for one in Endorsement.objects.select_related("organisation", "event").order_by("pk"):
        row = f"deliberation_endorsement {one.pk}"
        said = {"text": one.sentence} if one.sentence else {}
        facts = {"organisation": one.organisation.name}
        yield Expected(row, f"contribution/{one.contribution_id}", facts, said, event=one.event.public_id)
