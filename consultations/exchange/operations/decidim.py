"""Importing Decidim's open data: proposals, comments and official answers."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from consultations.decisions.enums import Outcome
from consultations.decisions.models import Disposition
from consultations.decisions.operations import give_dispositions
from consultations.decisions.operations.dispositions import LONGEST_REASON
from consultations.decisions.permissions import may_decide
from consultations.deliberation.models import Consultation, Contribution
from consultations.deliberation.operations.take_in import take_in_consultation
from consultations.exchange.domain.account import Account, BrokenFileError
from consultations.exchange.domain.decidim import Answer, read_source, sort_files
from consultations.exchange.domain.origin import read_origin
from consultations.exchange.operations.items import Progress, Source, import_items, record_batch
from consultations.people.models import Participant

OUTCOMES = {
    "accepted": Outcome.ADOPTED,
    "rejected": Outcome.NOT_ADOPTED,
    "evaluating": Outcome.PENDING,
}


@transaction.atomic
def import_decidim(
    *,
    actor: Participant | None,
    folder: Path,
    slug: str,
    title: str,
    language: str,
    component: str,
    now: datetime,
    progress: Progress,
) -> Account:
    """Reads the folder into consultation ``slug``; all of it or, on any error, none.

    ``actor`` answers for the official answers; needed where the files hold some. Raises BrokenFileError, NotAllowed.
    """
    account, origin = Account(), read_origin(folder)
    source = read_source(sort_files(folder), account, language=language, component=component)
    if source.answers and actor is None:
        raise BrokenFileError(f"{folder.name} holds official answers. Say with --by who answers for them here.")
    consultation = take_in_consultation(
        slug=slug,
        language=language,
        title=title,
        question=title,
        summary="",
        attribution=" ".join(filter(None, ("Decidim.", origin.licence))),
        now=now,
    )
    made = import_items(consultation=consultation, items=source.items, account=account, now=now, progress=progress)
    if source.answers and actor is not None:
        may_decide(actor).require()
        with translation.override(consultation.language):
            _answer(actor, consultation, source.answers, account, now, progress)
    batch = Source(format="decidim", name=folder.name, licence=origin.licence)
    record_batch(consultation=consultation, source=batch, made=list(made.values()), account=account, now=now)
    return account


def _answer(
    actor: Participant,
    consultation: Consultation,
    answers: Sequence[Answer],
    account: Account,
    now: datetime,
    progress: Progress,
) -> None:
    """Gives each proposal that has no answer here the one of the source."""
    rows = Contribution.objects.filter(consultation=consultation, source_key__startswith="proposal/")
    standing = {row.source_key: row for row in rows}
    given = dict(
        Disposition.objects.filter(contribution__in=standing.values(), latest=True).values_list(
            "contribution_id", "reason"
        )
    )
    for number, answer in enumerate(answers, 1):
        ledger, contribution = account.of(answer.file), standing.get(answer.proposal)
        outcome, reason = OUTCOMES.get(answer.state), _reason(answer)
        if contribution is None:
            ledger.refuse(answer.row, "its proposal was refused")
        elif contribution.pk in given:
            if given[contribution.pk] == reason:
                ledger.unchanged += 1
            else:
                ledger.refuse(answer.row, "the proposal has another answer here; an import changes nothing")
        elif outcome is None:
            ledger.refuse(answer.row, f"state {answer.state[:40]!r} is none of {', '.join(OUTCOMES)}")
        else:
            give_dispositions(actor=actor, contributions=[contribution], outcome=outcome, reason=reason, now=now)
            ledger.imported += 1
        progress("answers", number, len(answers))


def _reason(answer: Answer) -> str:
    """The answer's words with the day on which it was given; cut where they are longer than a reason may be."""
    words = answer.text or _("The source gives no reason.")
    day = f" ({answer.at.date().isoformat()})" if answer.at else ""
    room = LONGEST_REASON - len(day)
    return (words if len(words) <= room else f"{words[: room - 1].rstrip()}…") + day
