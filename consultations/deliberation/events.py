"""What this district writes on the record, one function an event."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from consultations.deliberation.models import Consultation, ConsultationText, Contribution, MergeObjection, Phase
from consultations.people.models import Participant
from consultations.record.models import Disclosure, Event
from consultations.record.operations import Ref, append

PUBLIC_WORDS = ("author", "title", "body")
"""The disclosures of a contribution that are public as long as its words are."""


def _time(when: datetime) -> str:
    return when.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def words_of(contribution: Contribution) -> dict[str, str]:
    """The personal fields of a contribution that are not empty."""
    words = {"author": contribution.author_words, "title": contribution.title, "body": contribution.body}
    return {name: text for name, text in words.items() if text}


def published(contribution: Contribution, *, session: str, now: datetime) -> Event:
    """``session``: the subject of the live session that it came from, or empty."""
    return append(
        type="contribution.published",
        subject=contribution.subject,
        process=contribution.consultation.slug,
        now=now,
        data=publication_facts(contribution, session=session),
        personal=words_of(contribution),
        public=PUBLIC_WORDS,
        refs=_reply_to(contribution.parent),
    )


def publication_facts(contribution: Contribution, *, session: str = "") -> dict[str, Any]:
    """The public facts of a published contribution, in an event of its own or in a line of an import."""
    facts = {
        "kind": contribution.kind,
        "channel": contribution.channel,
        "in_scope": contribution.in_scope,
        "language": contribution.language,
        "parent": contribution.parent.subject if contribution.parent else "",
        "about": contribution.about,
        "stance": contribution.stance,
        "theme": contribution.theme.slug if contribution.theme else "",
        "district": contribution.district.slug if contribution.district else "",
        "session": session,
    }
    return {name: fact for name, fact in facts.items() if fact != ""}


def _reply_to(parent: Contribution | None) -> list[Ref]:
    if parent is None:
        return []
    event = Event.objects.filter(subject=parent.subject, type="contribution.published").first()
    return [Ref(event.public_id, "reply_to")] if event else []


def revised(contribution: Contribution, *, now: datetime) -> Event:
    return append(
        type="contribution.revised",
        subject=contribution.subject,
        process=contribution.consultation.slug,
        now=now,
        data={"revision": contribution.revision},
        personal=words_of(contribution),
        public=PUBLIC_WORDS,
    )


def withdrawn(contribution: Contribution, *, now: datetime) -> Event:
    return _about(contribution, "contribution.withdrawn", {}, now)


def merged(contribution: Contribution, into: Contribution, *, reason: str, now: datetime) -> Event:
    return _about(contribution, "contribution.merged", {"into": into.subject, "reason": reason}, now)


def split(contribution: Contribution, source: Contribution, *, reason: str, now: datetime) -> Event:
    return _about(contribution, "contribution.split", {"from": source.subject, "reason": reason}, now)


def restored(contribution: Contribution, *, reason: str, now: datetime) -> Event:
    return _about(contribution, "contribution.restored", {"reason": reason}, now)


def _about(contribution: Contribution, type_: str, data: dict[str, str], now: datetime) -> Event:
    process = contribution.consultation.slug
    return append(type=type_, subject=contribution.subject, process=process, now=now, data=data)


def merge_objected(objection: MergeObjection, *, now: datetime) -> Event:
    return append(
        type="contribution.merge_objected",
        subject=objection.contribution.subject,
        process=objection.contribution.consultation.slug,
        now=now,
        data={"into": objection.into.subject},
        personal={"reason": objection.reason},
        public=("reason",),
    )


def support_given(contribution: Contribution, supporter: Participant, *, now: datetime) -> Event:
    return _support("support.given", contribution, supporter, now)


def support_withdrawn(contribution: Contribution, supporter: Participant, *, now: datetime) -> Event:
    return _support("support.withdrawn", contribution, supporter, now)


def _support(type_: str, contribution: Contribution, supporter: Participant, now: datetime) -> Event:
    return append(
        type=type_,
        subject=contribution.subject,
        process=contribution.consultation.slug,
        now=now,
        personal={"supporter": supporter.pseudonym},
        public=("supporter",) if contribution.consultation.supports_named else (),
    )


def consultation_opened(consultation: Consultation, text: ConsultationText, *, now: datetime) -> Event:
    return append(
        type="consultation.opened",
        subject=consultation.subject,
        process=consultation.slug,
        now=now,
        data={"title": text.title, "question": text.question, "language": text.language},
    )


def phase_changed(phase: Phase, change: str, *, reason: str = "", now: datetime) -> Event:
    """``change``: opened, closed, extended or rescheduled."""
    data = {"phase": phase.subject, "kind": phase.kind, "change": change, "starts": _time(phase.starts_at)}
    if phase.ends_at:
        data["ends"] = _time(phase.ends_at)
    if reason:
        data["reason"] = reason
    slug = phase.consultation.slug
    return append(type="phase.changed", subject=phase.subject, process=slug, now=now, data=data)


def words_are_public(contribution: Contribution, public: bool) -> None:
    """Shows or keeps back the disclosures of its words, in step with what the site shows."""
    Disclosure.objects.filter(event__subject=contribution.subject, name__in=PUBLIC_WORDS).update(public=public)
