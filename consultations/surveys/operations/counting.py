"""Keeping the pictures of the answers (domain/pictures.py says when one may follow another)."""

from __future__ import annotations

from typing import Any

from django.db import transaction

from consultations.surveys.domain.pictures import may_count_all, turn_while_open
from consultations.surveys.domain.tally import tally
from consultations.surveys.enums import ResultsWhen
from consultations.surveys.models import Survey, SurveyTally
from consultations.surveys.queries.surveys import items_of, sent_answers


def count_in(survey: Survey) -> None:
    """Notes one more sending of a ``locked`` survey, and brings its pictures on where it is time."""
    survey.sent += 1
    survey.save(update_fields=["sent"])
    if survey.results != ResultsWhen.ANSWERED:
        return
    held = SurveyTally.objects.filter(survey=survey).first() or SurveyTally(survey=survey)
    turn = turn_while_open(survey.sent, held.coming_after)
    if turn.show_coming:
        held.shown, held.shown_after = held.coming, held.coming_after
    if turn.count:
        held.coming, held.coming_after = counted(survey), survey.sent
        held.save()


def counted(survey: Survey) -> dict[str, Any]:
    return tally(items_of(survey.questions.all()), sent_answers(survey))


@transaction.atomic
def final_tally(survey: Survey) -> SurveyTally:
    """The picture of a closed survey with everybody in it: counted once and kept, so that it never changes after.

    Who has their answers erased later stays a number in it. Where the survey was open again and fewer than ten came
    since, the earlier picture stays.
    """
    survey = Survey.objects.select_for_update(of=("self",), no_key=True).prefetch_related("questions").get(pk=survey.pk)
    held = SurveyTally.objects.filter(survey=survey).first() or SurveyTally(survey=survey)
    if (held.shown is None or held.shown_after != survey.sent) and may_count_all(survey.sent, held.shown_after):
        held.shown, held.shown_after = counted(survey), survey.sent
        held.coming, held.coming_after = held.shown, survey.sent
        held.save()
    return held
