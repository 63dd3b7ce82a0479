"""Handing in statements, by residents and by the city, and looking through them before they are shown."""

from __future__ import annotations

import uuid
from collections.abc import Collection, Sequence
from datetime import datetime

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from consultations.deliberation.domain import typed_text
from consultations.deliberation.enums import Act, ContributionKind
from consultations.deliberation.errors import Unfit
from consultations.deliberation.models import Consultation
from consultations.deliberation.operations import contribute, publish_statement
from consultations.deliberation.permissions import is_open_for
from consultations.opinions.domain.rules import STATEMENT_LIMIT, rules_of
from consultations.opinions.enums import Ground, Look
from consultations.opinions.models import Statement
from consultations.opinions.operations.answering import locked
from consultations.opinions.permissions import may_add, may_look_through, may_set_up, phase_of_round
from consultations.people.models import Participant
from consultations.people.operations.account import as_they_stand
from consultations.people.operations.notices import notify

MOST_AT_ONCE = 300


@transaction.atomic
def hand_in(
    *,
    actor: Participant | None,
    consultation: Consultation,
    text: str,
    now: datetime,
    language: str = "",
    submission: uuid.UUID | None = None,
) -> Statement:
    """A resident's statement: shown at once, or kept for a look where the round says so.

    Its author has not answered it by that. A form sent twice gives the first one again. Raises NotAllowed or Unfit.
    """
    person = as_they_stand(actor)
    if submission and (first := Statement.objects.filter(author=person, submission=submission).first()):
        return first
    consultation = Consultation.objects.select_for_update(no_key=True).get(pk=consultation.pk)
    may_add(person, consultation, now).require()
    words = fit_statement(text)
    _refuse_known(consultation, [words])
    statement = Statement(consultation=consultation, author=person, language=language, handed_in_at=now)
    statement.submission = submission
    phase = phase_of_round(consultation, now)
    if phase is not None and rules_of(phase.settings).moderated:
        statement.text = words
    else:
        statement.contribution = contribute(
            actor=person,
            consultation=consultation,
            kind=ContributionKind.STATEMENT,
            body=words,
            language=language,
            now=now,
        )
    statement.save()
    return statement


@transaction.atomic
def seed_statements(
    *,
    actor: Participant | None,
    consultation: Consultation,
    texts: Sequence[str],
    now: datetime,
    language: str = "",
) -> list[Statement]:
    """The city's statements to begin with; those that stand already are passed over.

    They are shown as soon as opinions can be given. Raises NotAllowed or Unfit.
    """
    consultation = Consultation.objects.select_for_update(no_key=True).get(pk=consultation.pk)
    may_set_up(actor, consultation).require()
    fit = list(dict.fromkeys(fit_statement(text) for text in texts if text.strip()))
    if not fit:
        raise Unfit("texts", _("Write something first."))
    if len(fit) > MOST_AT_ONCE:
        raise Unfit("texts", _("At most %(number)s statements at once.") % {"number": MOST_AT_ONCE})
    known = _known(consultation)
    made = [
        Statement(
            consultation=consultation,
            text=text,
            language=language or consultation.language,
            seed=True,
            look=Look.ACCEPTED,
            looked_at=now,
            handed_in_at=now,
        )
        for text in fit
        if _folded(text) not in known
    ]
    for statement in made:
        statement.save()
    show_due(consultation=consultation, now=now)
    return made


@transaction.atomic
def accept_statements(*, actor: Participant | None, statements: Collection[Statement], now: datetime) -> int:
    """Takes up those that wait, in the order in which they came; returns how many. Raises NotAllowed."""
    may_look_through(actor).require()
    taken = 0
    for each in sorted(statements, key=lambda each: (each.handed_in_at, each.pk)):
        statement = locked(each)
        if not statement.waits or statement.look == Look.ACCEPTED:
            continue
        statement.look, statement.looked_at = Look.ACCEPTED, now
        statement.save(update_fields=["look", "looked_at"])
        _show_if_open(statement, now)
        taken += 1
    return taken


@transaction.atomic
def reject_statement(
    *, actor: Participant | None, statement: Statement, ground: Ground, reason: str, now: datetime
) -> Statement:
    """Turns down one that waits; its author hears why. What is shown already is a matter of moderation.

    Raises NotAllowed or Unfit.
    """
    may_look_through(actor).require()
    statement = locked(statement)
    if not statement.waits:
        raise Unfit("statement", _("This statement does not wait any more."))
    if ground not in Ground.values:
        raise Unfit("ground", _("Choose one of the answers offered."))
    reason = typed_text.tidy(reason)
    if fault := typed_text.fault(reason, limit=1000, required=ground == Ground.RULES):
        raise Unfit("reason", fault)
    statement.look, statement.looked_at = Look.REJECTED, now
    statement.ground, statement.reason = ground, reason
    statement.save(update_fields=["look", "looked_at", "ground", "reason"])
    if statement.author is not None and statement.author.is_active:
        notify(participant=statement.author, words=lambda: _why_not(statement), now=now)
    return statement


@transaction.atomic
def mark_meta(*, actor: Participant | None, statement: Statement, meta: bool, now: datetime) -> Statement:
    """Whether it is about the consultation itself; then it is out of the opinion map. Raises NotAllowed."""
    may_look_through(actor).require()
    statement = locked(statement)
    if statement.meta != meta:
        statement.meta = meta
        statement.save(update_fields=["meta"])
    return statement


@transaction.atomic
def show_due(*, consultation: Consultation, now: datetime) -> int:
    """Publishes what was taken up and waits for opinions to open; returns how many."""
    waiting = Statement.objects.filter(consultation=consultation, contribution=None, look=Look.ACCEPTED)
    return sum(_show_if_open(locked(each), now) for each in waiting.order_by("handed_in_at", "pk"))


def _show_if_open(statement: Statement, now: datetime) -> bool:
    if statement.contribution_id or not is_open_for(statement.consultation, Act.OPINE, now):
        return False
    author = statement.author if statement.author and statement.author.is_active else None
    statement.contribution = publish_statement(
        author=author,
        consultation=statement.consultation,
        text=statement.text,
        language=statement.language,
        now=now,
    )
    statement.text = ""
    statement.save(update_fields=["contribution", "text"])
    return True


def fit_statement(text: str) -> str:
    """The words on one line, as they will stand; raises Unfit."""
    words = typed_text.one_line(typed_text.tidy(text))
    if fault := typed_text.fault(words, limit=STATEMENT_LIMIT):
        raise Unfit("text", fault)
    return words


def _folded(text: str) -> str:
    return " ".join(text.casefold().split()).rstrip(".!?。؟")


def _known(consultation: Consultation) -> set[str]:
    """Of what is shown or waits; one that was turned down or withdrawn may come again."""
    rows = Statement.objects.filter(consultation=consultation).exclude(look=Look.REJECTED)
    return {_folded(each.words) for each in rows.select_related("contribution")}


def _refuse_known(consultation: Consultation, texts: Sequence[str]) -> None:
    if _known(consultation) & set(map(_folded, texts)):
        raise Unfit("text", _("This statement is there already, word for word."))


def _why_not(statement: Statement) -> tuple[str, str, str]:
    text = statement.consultation.text_in()
    facts = {
        "statement": statement.text,
        "consultation": text.title if text else statement.consultation.slug,
        "ground": Ground(statement.ground).label,
    }
    words = [
        _("A person at the city looked at your statement “%(statement)s” in “%(consultation)s”.") % facts,
        _("It is not put to others, because: %(ground)s.") % facts,
        statement.reason,
        _("You can say it in another way and add it again."),
    ]
    subject = _("Your statement was not taken up")
    return subject, "\n\n".join(filter(None, words)), reverse("opinions:add", args=[statement.consultation.slug])
