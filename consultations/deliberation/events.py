"""What this district writes on the record, one function an event."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from consultations.deliberation.domain.particulars import point_words
from consultations.deliberation.enums import Act, Channel, ContributionKind
from consultations.deliberation.models import (
    Consultation,
    ConsultationText,
    Contribution,
    CostCheck,
    Endorsement,
    MergeObjection,
    Phase,
    Suggestion,
)
from consultations.people.enums import Level
from consultations.people.models import Participant
from consultations.record.models import Disclosure, Event
from consultations.record.operations import Ref, append

OWN_WORDS = ("author", "title", "body", "address", "point", "files")
QUOTED_WORDS = ("passage", "replacement")
PUBLIC_WORDS = (*OWN_WORDS, *QUOTED_WORDS)
"""The disclosures of a contribution that are public as long as its words are."""


def _time(when: datetime) -> str:
    return when.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def words_of(contribution: Contribution) -> dict[str, str]:
    """The personal fields of a contribution that are not empty."""
    words = {
        "author": contribution.author_words,
        "title": contribution.title,
        "body": contribution.body,
        "address": contribution.address,
        "point": point_words(contribution.latitude, contribution.longitude),
        "files": files_on_record(contribution),
    }
    return {name: text for name, text in words.items() if text}


def files_on_record(contribution: Contribution) -> str:
    """A line for each file: its kind, the SHA-256 of its largest bytes and what it shows (docs/record-format.md)."""
    if contribution.kind != ContributionKind.PROPOSAL or contribution.channel == Channel.IMPORT:
        return ""
    held = [one.file for one in contribution.attachments.all()]
    return "\n".join(f"{stored.kind} {stored.sha256} {stored.words}" for stored in held)


def suggested_words(contribution: Contribution) -> dict[str, str]:
    """What a suggestion would change, in words; nothing of any other contribution."""
    suggestion = suggestion_of(contribution)
    words = {"passage": suggestion.passage, "replacement": suggestion.replacement} if suggestion else {}
    return {name: text for name, text in words.items() if text}


def suggestion_of(contribution: Contribution) -> Suggestion | None:
    if contribution.kind != ContributionKind.AMENDMENT or contribution.parent_id is None:
        return None
    return getattr(contribution, "suggestion", None)


def published(contribution: Contribution, *, session: str, now: datetime) -> Event:
    """``session``: the subject of the live session that it came from, or empty."""
    return append(
        type="contribution.published",
        subject=contribution.subject,
        process=contribution.consultation.slug,
        now=now,
        data={**publication_facts(contribution, session=session), **_suggested_on(contribution)},
        personal={**words_of(contribution), **suggested_words(contribution)},
        public=PUBLIC_WORDS,
        refs=_reply_to(contribution.parent),
    )


def _suggested_on(contribution: Contribution) -> dict[str, int]:
    suggestion = suggestion_of(contribution)
    return {"revision": suggestion.revision} if suggestion else {}


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
        "cost": contribution.estimated_cost,
    }
    return {name: fact for name, fact in facts.items() if fact not in ("", None)}


def cost_fact(contribution: Contribution) -> dict[str, int]:
    return {} if contribution.estimated_cost is None else {"cost": contribution.estimated_cost}


def _reply_to(parent: Contribution | None) -> list[Ref]:
    if parent is None:
        return []
    event = Event.objects.filter(subject=parent.subject, type="contribution.published").first()
    return [Ref(event.public_id, "reply_to")] if event else []


def revised(contribution: Contribution, *, now: datetime, suggestion: Contribution | None = None) -> Event:
    """``suggestion``: the amendment whose words were taken over."""
    return append(
        type="contribution.revised",
        subject=contribution.subject,
        process=contribution.consultation.slug,
        now=now,
        data={
            "revision": contribution.revision,
            **({"suggestion": suggestion.subject} if suggestion else {}),
            **cost_fact(contribution),
        },
        personal=words_of(contribution),
        public=PUBLIC_WORDS,
    )


def author_joined(contribution: Contribution, person: Participant, *, now: datetime) -> Event:
    return _of_author("contribution.author_joined", contribution, person, now)


def author_left(contribution: Contribution, person: Participant, *, now: datetime) -> Event:
    return _of_author("contribution.author_left", contribution, person, now)


def _of_author(type_: str, contribution: Contribution, person: Participant, now: datetime) -> Event:
    return append(
        type=type_,
        subject=contribution.subject,
        process=contribution.consultation.slug,
        now=now,
        personal={"author": person.pseudonym},
        public=("author",),
    )


def suggestion_declined(suggestion: Suggestion, *, now: datetime) -> Event:
    return append(
        type="contribution.suggestion_declined",
        subject=suggestion.contribution.subject,
        process=suggestion.contribution.consultation.slug,
        now=now,
        personal={"reason": suggestion.answer},
        public=("reason",),
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


def merge_objected(objection: MergeObjection, *, split: bool = False, now: datetime) -> Event:
    return append(
        type="contribution.merge_objected",
        subject=objection.contribution.subject,
        process=objection.contribution.consultation.slug,
        now=now,
        data={"into": objection.into.subject, **({"split": True} if split else {})},
        personal={"reason": objection.reason},
        public=("reason",),
    )


def cost_checked(check: CostCheck, *, now: datetime) -> Event:
    return append(
        type="contribution.cost_checked",
        subject=check.contribution.subject,
        process=check.contribution.consultation.slug,
        now=now,
        data={"cost": check.amount, "reason": check.note, "role": check.role},
    )


def endorsed(endorsement: Endorsement, *, now: datetime) -> Event:
    return append(
        type="endorsement.given",
        subject=endorsement.contribution.subject,
        process=endorsement.contribution.consultation.slug,
        now=now,
        data={"organisation": endorsement.organisation.name},
        personal={"text": endorsement.sentence} if endorsement.sentence else {},
        public=("text",),
    )


def endorsement_withdrawn(endorsement: Endorsement, *, now: datetime) -> Event:
    """What the organisation said is public no more."""
    Disclosure.objects.filter(event=endorsement.event).update(public=False)
    return append(
        type="endorsement.withdrawn",
        subject=endorsement.contribution.subject,
        process=endorsement.contribution.consultation.slug,
        now=now,
        data={"organisation": endorsement.organisation.name},
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
    """``change``: opened, closed, extended, rescheduled, or eligibility: who may do what in it."""
    data: dict[str, Any] = {
        "phase": phase.subject,
        "kind": phase.kind,
        "change": change,
        "starts": _time(phase.starts_at),
    }
    if phase.ends_at:
        data["ends"] = _time(phase.ends_at)
    levels = {act: phase.level_for(act) for act in Act if phase.lets(act)}
    asked = [f"{act.value}: {level.value}" for act, level in levels.items() if level is not Level.ACCOUNT]
    if asked and change in ("opened", "eligibility"):
        data["levels"] = asked
    if reason:
        data["reason"] = reason
    slug = phase.consultation.slug
    return append(type="phase.changed", subject=phase.subject, process=slug, now=now, data=data)


def words_are_public(contribution: Contribution, public: bool) -> None:
    """Shows or keeps back the disclosures of its words, in step with what the site shows.

    Suggestions for other words quote it: what they would change goes and comes with it.
    """
    Disclosure.objects.filter(event__subject=contribution.subject, name__in=PUBLIC_WORDS).update(public=public)
    Disclosure.objects.filter(event__in=contribution.endorsements.values("event")).update(public=public)
    quoting = Suggestion.objects.filter(contribution__parent=contribution).select_related("contribution")
    if not public:
        subjects = [suggestion.contribution.subject for suggestion in quoting]
    else:
        subjects = [one.contribution.subject for one in quoting if one.contribution.is_public]
    if subjects:
        Disclosure.objects.filter(event__subject__in=subjects, name__in=QUOTED_WORDS).update(public=public)
