"""Making, describing, opening and closing a consultation."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from consultations.deliberation import events
from consultations.deliberation.domain import typed_text
from consultations.deliberation.enums import ConsultationState
from consultations.deliberation.errors import Unfit
from consultations.deliberation.models import Consultation, ConsultationText
from consultations.deliberation.operations.clock import open_now
from consultations.deliberation.permissions import may_prepare
from consultations.people.models import Participant

SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


def locked(consultation: Consultation) -> Consultation:
    return Consultation.objects.select_for_update(no_key=True).get(pk=consultation.pk)


@transaction.atomic
def create_consultation(
    *,
    actor: Participant | None,
    slug: str,
    now: datetime,
    language: str = "en",
    supports_named: bool = False,
    attribution: str = "",
) -> Consultation:
    """A consultation in preparation, seen by nobody outside. Raises NotAllowed or Unfit("slug")."""
    may_prepare(actor).require()
    if not SLUG.fullmatch(slug) or len(slug) > 100:
        raise Unfit("slug", _("The address may hold small letters, digits and hyphens, at most 100."))
    if Consultation.objects.filter(slug=slug).exists():
        raise Unfit("slug", _("Another consultation has this address."))
    return Consultation.objects.create(
        slug=slug, language=language, created_at=now, supports_named=supports_named, attribution=attribution
    )


@transaction.atomic
def describe_consultation(
    *,
    actor: Participant | None,
    consultation: Consultation,
    language: str,
    now: datetime,
    title: str,
    question: str,
    summary: str = "",
    plain_summary: str = "",
    who_decides: str = "",
    can_change: str = "",
    cannot_change: str = "",
) -> ConsultationText:
    """Its words in one language, in place of earlier ones. Raises NotAllowed or Unfit naming the field."""
    may_prepare(actor).require()
    consultation = locked(consultation)
    words = {
        "title": typed_text.one_line(title),
        "question": typed_text.one_line(question),
        "summary": typed_text.tidy(summary),
        "plain_summary": typed_text.tidy(plain_summary),
        "who_decides": typed_text.tidy(who_decides),
        "can_change": typed_text.tidy(can_change),
        "cannot_change": typed_text.tidy(cannot_change),
    }
    _check_words(words)
    text, _new = ConsultationText.objects.update_or_create(consultation=consultation, language=language, defaults=words)
    return text


def _check_words(words: Mapping[str, str]) -> None:
    limits = {"title": 200, "question": 400}
    for field, text in words.items():
        limit = limits.get(field, typed_text.BODY_LIMIT)
        if fault := typed_text.fault(text, limit=limit, required=field in limits):
            raise Unfit(field, fault)


@transaction.atomic
def open_consultation(*, actor: Participant | None, consultation: Consultation, now: datetime) -> Consultation:
    """Opens it to the public: now, or at the start of its first phase where that is yet to come (then ``scheduled``).

    Opening an open one changes nothing. Raises NotAllowed, or Unfit where its words are missing.
    """
    may_prepare(actor).require()
    consultation = locked(consultation)
    if consultation.state == ConsultationState.OPEN:
        return consultation
    if consultation.state == ConsultationState.CLOSED:
        raise Unfit("state", _("This consultation has closed. Give a phase a later end to open it again."))
    if not consultation.texts.filter(language=consultation.language).exists():
        raise Unfit("title", _("Write its title and question in its own language before it opens."))
    if consultation.opens_at and consultation.opens_at > now:
        consultation.scheduled = True
        consultation.save(update_fields=["scheduled"])
        return consultation
    return open_now(consultation, now)


@transaction.atomic
def close_consultation(
    *, actor: Participant | None, consultation: Consultation, now: datetime, reason: str = ""
) -> Consultation:
    """Ends it before its time: open phases end now, phases yet to come are dropped. Raises NotAllowed."""
    may_prepare(actor).require()
    consultation = locked(consultation)
    if consultation.state == ConsultationState.CLOSED:
        return consultation
    if consultation.state == ConsultationState.DRAFT:
        raise Unfit("state", _("This consultation has not opened yet."))
    consultation.phases.filter(opened_at=None, starts_at__gt=now).delete()
    for phase in consultation.phases.filter(closed_at=None).select_related("consultation"):
        if phase.ends_at is None or phase.ends_at > now:
            phase.ends_at = max(now, phase.starts_at + timedelta(seconds=1))
        phase.opened_at = phase.opened_at or now
        phase.closed_at = now
        phase.save(update_fields=["ends_at", "opened_at", "closed_at"])
        events.phase_changed(phase, "closed", reason=reason, now=now)
    consultation.state = ConsultationState.CLOSED
    consultation.closes_at = max(now, (consultation.opens_at or now) + timedelta(seconds=1))
    consultation.save(update_fields=["state", "closes_at"])
    return consultation
