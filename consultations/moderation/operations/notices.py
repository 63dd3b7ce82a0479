"""Telling the author and those who reported with an account what was decided, why, and how to appeal."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from consultations.moderation.domain.lifecycle import RESTRICTS
from consultations.moderation.domain.words import grounds, what_it_does
from consultations.moderation.enums import Action
from consultations.moderation.models import Case, Statement
from consultations.people.models import Participant
from consultations.people.operations.notices import notify


def tell_decided(case: Case, statement: Statement, now: datetime) -> None:
    """The author hears of a restriction and of its end; those who reported hear how their report was answered."""
    author = case.contribution.author
    if author is not None and statement.action != Action.NONE:
        notify(participant=author, words=lambda: _to_author(case, statement), now=now)
    for reporter in _reporters(case):
        notify(participant=reporter, words=lambda: _to_reporter(case, statement), now=now)


def tell_appeal_decided(case: Case, statement: Statement, now: datetime) -> None:
    """The author hears in any case that concerns them; whoever appealed hears too."""
    author = case.contribution.author
    told = {author.pk} if author else set()
    if author is not None and (statement.action != Action.NONE or case.appeal.person_id == author.pk):
        notify(participant=author, words=lambda: _appeal_words(case, statement), now=now)
    for person in [*_reporters(case), *([case.appeal.person] if case.appeal.person else [])]:
        if person.pk not in told:
            told.add(person.pk)
            notify(participant=person, words=lambda: _appeal_words(case, statement), now=now)


def _reporters(case: Case) -> Iterator[Participant]:
    for report in case.reports.select_related("reporter").filter(reporter__isnull=False, reporter__is_active=True):
        if report.reporter is not None:
            yield report.reporter


def _grounds(statement: Statement) -> str:
    return grounds(statement.ground, statement.concern, statement.law)


def _body(statement: Statement, *more: str) -> str:
    lines = [
        what_it_does(statement.action),
        _grounds(statement),
        _("Facts: %(facts)s") % {"facts": statement.facts} if statement.facts else "",
        _("Reasons: %(reasons)s") % {"reasons": statement.explanation},
        _("A person decided this; no machine took part.") if statement.action in RESTRICTS else "",
        *more,
    ]
    return "\n".join(line for line in lines if line)


def _to_author(case: Case, statement: Statement) -> tuple[str, str, str]:
    how = (
        _("If you think this is wrong, you can appeal once within six months. Another person decides.")
        if statement.action in RESTRICTS
        else ""
    )
    return _("A decision about your contribution"), _body(statement, how), case.get_absolute_url()


def _to_reporter(case: Case, statement: Statement) -> tuple[str, str, str]:
    declined = statement.action in (Action.NONE, Action.RESTORE)
    how = _("If you think this is wrong, you can appeal once within six months.") if declined else ""
    where = (
        reverse("moderation:appeal", args=[case.pk])
        if declined
        else reverse("deliberation:contribution", args=[case.contribution_id])
    )
    text = "\n".join(
        line
        for line in (
            what_it_does(statement.action),
            _grounds(statement),
            _("Reasons: %(reasons)s") % {"reasons": statement.explanation},
            how,
        )
        if line
    )
    return _("The answer to your report"), text, where


def _appeal_words(case: Case, statement: Statement) -> tuple[str, str, str]:
    first = _("The first decision stands.") if statement.upheld else _("The first decision is changed.")
    lines = [
        first,
        what_it_does(statement.action),
        _grounds(statement),
        _("Reasons: %(reasons)s") % {"reasons": statement.explanation},
    ]
    where = reverse("deliberation:contribution", args=[case.contribution_id])
    return _("The decision on the appeal"), "\n".join(line for line in lines if line), where
