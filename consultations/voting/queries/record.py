"""What this district's rows say, to be held against the record."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from django.db.models import Count as CountRows
from django.db.models import Q

from consultations.record.ballots import roll
from consultations.record.ballots.ballot import MalformedBallot
from consultations.record.models import Blob, Disclosure
from consultations.record.registry import Count, Expected
from consultations.voting.domain import published, wording
from consultations.voting.domain.counting import count_sums, winners_of
from consultations.voting.domain.ranking import BallotError
from consultations.voting.enums import BallotState
from consultations.voting.events import choice_words
from consultations.voting.models import Ballot, Question, SealedBallot, Tally
from consultations.voting.queries.counting import counted
from consultations.voting.queries.secret import opens, read_sums
from consultations.voting.queries.terms import terms_of

CHUNK = 1000


def expected_questions() -> Iterator[Expected | Count]:
    """The text of each question that was opened, and how many ballots stand, were replaced and were spoiled."""
    numbers = {state: CountRows("ballots", filter=Q(ballots__state=state)) for state in map(str, BallotState)}
    rows = Question.objects.exclude(sha256="").select_related("consultation").prefetch_related("options")
    for question in rows.annotate(**numbers).order_by("pk"):
        row = f"voting_question {question.pk}"
        text = wording.text_of(question, question.options.all())
        facts = {"sha256": wording.sha256(text), "bytes": len(text), "options": len(question.options.all())}
        yield Expected(row, question.subject, facts, types=("question.opened",))
        yield Expected(row, question.subject, {"sha256": question.sha256}, types=("question.opened",))
        cast, taken_back = ("ballot.cast",), ("ballot.withdrawn",)
        yield Count(f"voting_ballot of {row}", question.subject, question.standing, plus=cast, minus=taken_back)  # type: ignore[attr-defined]
        for state, type_ in (
            ("replaced", "ballot.replaced"),
            ("spoiled", "ballot.spoiled"),
            ("withdrawn", "ballot.withdrawn"),
        ):
            yield Count(f"voting_ballot of {row}", question.subject, getattr(question, state), plus=(type_,))
        yield Count(row, question.subject, int(question.closed_at is not None), plus=("question.closed",))


def expected_ballots() -> Iterator[Expected]:
    """Each ballot that counts, with its channel, its voter and what it says."""
    rows = Ballot.objects.select_related("question", "participant", "entry", "event").order_by("pk")
    last = 0
    while chunk := list(rows.filter(pk__gt=last)[:CHUNK]):
        last = chunk[-1].pk
        held = set(Disclosure.objects.filter(event__in=[ballot.event_id for ballot in chunk]).values_list("event_id"))
        for ballot in chunk:
            yield _ballot(ballot, (ballot.event_id,) in held)


def _ballot(ballot: Ballot, told: bool) -> Expected:
    """``told``: its personal fields were not erased."""
    facts: dict[str, Any] = {"channel": ballot.channel, "position": ballot.entry.position if ballot.entry else None}
    if ballot.sha256:
        facts |= {"sha256": ballot.sha256, "bytes": ballot.size}
    personal: dict[str, str | None] = {}
    if ballot.choice is not None:
        personal["choice"] = choice_words(ballot.choice) if told else None
    if ballot.participant:
        personal["participant"] = str(ballot.participant.public_id) if told else None
    return Expected(
        f"voting_ballot {ballot.pk}", ballot.question.subject, facts, personal, event=ballot.event.public_id
    )


def expected_rolls() -> Iterator[Expected]:
    """The roll of each question that has one."""
    for question in Question.objects.filter(roll__isnull=False).distinct().order_by("pk"):
        body = roll.write(question.roll.order_by().values_list("digest", flat=True))
        facts = {"sha256": wording.sha256(body), "bytes": len(body), "entries": body.count(b"\n")}
        yield Expected(f"voting_rollentry of {question.subject}", question.subject, facts, types=("roll.published",))


def expected_sealed() -> Iterator[Expected]:
    """Each secret ballot that the site holds until closing: its bytes, and that it holds what the site says."""
    rows = SealedBallot.objects.filter(ballot__isnull=False).select_related("question", "ballot__event")
    for sealed in rows.prefetch_related("question__options").order_by("pk").iterator(CHUNK):
        digest = wording.sha256(bytes(sealed.body)) if opens(sealed) else "it holds something else"
        assert sealed.ballot is not None
        row, event = f"voting_sealedballot {sealed.pk}", sealed.ballot.event.public_id
        yield Expected(row, sealed.question.subject, {"sha256": digest}, event=event)


def expected_tallies() -> Iterator[Expected | Count]:
    """What was counted, counted again from the ballots."""
    rows = Tally.objects.select_related("question", "event").order_by("pk")
    for tally in rows:
        row = f"voting_tally {tally.pk}"
        facts = {
            "ballots": tally.ballots,
            "replaced": tally.replaced,
            "spoiled": tally.spoiled,
            "winners": tally.winners,
        }
        facts |= {"sha256": tally.sha256 or None, "bytes": tally.size or None}
        yield Expected(row, tally.question.subject, facts, event=tally.event.public_id)
        if tally.question.is_secret:
            yield Expected(row, tally.question.subject, _sums_again(tally), event=tally.event.public_id)
        elif tally.sha256:
            yield Expected(row, tally.question.subject, _again(tally), event=tally.event.public_id)


def _again(tally: Tally) -> Mapping[str, Any]:
    """A stored count that differs from today's is held against the entry with winners that cannot stand there."""
    question = tally.question
    try:
        choices, found = counted(question)
    except (BallotError, AssertionError, KeyError, TypeError, ValueError):
        # The ballots no longer fit their question: one of the two was edited.
        return {"sha256": "the ballots cannot be counted"}
    body = published.write(
        question=question.subject, text_sha256=question.sha256, method=question.method, ballots=choices
    )
    keys = dict(question.options.values_list("position", "key"))
    same = _as_far_as_told(found, tally) == _as_far_as_told(tally.count, tally)
    winners = [keys[option] for option in winners_of(found)] if same else ["the stored count differs"]
    return {"sha256": wording.sha256(body), "bytes": len(body), "winners": winners}


def _as_far_as_told(facts: Mapping[str, Any], tally: Tally) -> Mapping[str, Any]:
    """Counts from before levels were told had another rule for small groups: theirs are not compared."""
    groups = () if "levels" in tally.count else ("channels", "levels")
    return {name: fact for name, fact in facts.items() if name not in groups}


def _sums_again(tally: Tally) -> Mapping[str, Any]:
    """The same for opened sums, as they stand on the record."""
    question, blob = tally.question, Blob.objects.filter(pk=tally.sha256).first()
    if blob is None:
        return {"sha256": "the sums are gone"}
    try:
        sums = read_sums(question, bytes(blob.body), tally.ballots)
    except MalformedBallot as error:
        return {"sha256": str(error)}
    found = count_sums(terms_of(question), question.rule, dict(enumerate(sums, 1)), tally.ballots)
    keys = dict(question.options.values_list("position", "key"))
    winners = [keys[option] for option in winners_of(found)] if found == tally.count else ["the stored count differs"]
    return {"winners": winners}
