"""What came out of a question, step by step, and the published ballots for whoever counts again."""

from __future__ import annotations

import csv
import io

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from consultations.deliberation.web.visitors import person
from consultations.record.models import Blob
from consultations.record.queries.entries import placed_event, with_place
from consultations.record.queries.tiles import newest
from consultations.voting.domain import published
from consultations.voting.domain.choices import money_words
from consultations.voting.enums import Method
from consultations.voting.models import Question, Tally
from consultations.voting.permissions import is_open_to_vote, may_see_result
from consultations.voting.queries.counting import so_far
from consultations.voting.queries.questions import ballot_of, turnout
from consultations.voting.web.asked import question_or_404
from consultations.voting.web.outcome import Outcome


@require_safe
def results(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    question = question_or_404(request, slug, pk)
    standing = ballot_of(person(request), question)
    may_see_result(request.user, question, has_voted=standing is not None).require()
    tally = with_place(Tally.objects.filter(question=question).select_related("event"), "event").first()
    facts = tally.count if tally else so_far(question)
    context = {
        "question": question,
        "consultation": question.consultation,
        "text": question.consultation.text,
        "tally": tally,
        "receipt": placed_event(tally) if tally else None,
        "ballots": tally.ballots if tally else facts["ballots"] if facts else turnout(question),
        "outcome": Outcome.of(question, facts) if facts else None,
        "open": is_open_to_vote(question, timezone.now()),
        "smallest": published.SMALLEST_SHOWN,
        "epoch": checkpoint.epoch_id if (checkpoint := newest()) else None,
        "total": money_words(question.total, question.currency) if question.total is not None else "",
    }
    return render(request, "voting/results.html", context)


@require_safe
def ballots_table(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """The published ballots: a row each, a column for each option."""
    question = question_or_404(request, slug, pk)
    tally = Tally.objects.filter(question=question).exclude(sha256="").first()
    if tally is None or question.is_secret:
        raise Http404("no published ballots")
    body = bytes(Blob.objects.get(pk=tally.sha256).body)
    response = HttpResponse(_table(question, body), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{slug}-{pk}-ballots.csv"'
    return response


def _table(question: Question, body: bytes) -> str:
    options = list(question.options.all())
    lines = io.StringIO()
    writer = csv.writer(lines)
    writer.writerow([option.key for option in options])
    for ballot in published.read(body):
        if question.method == Method.APPROVAL:
            given = dict.fromkeys(ballot, 1)
        elif question.method == Method.RANKING:
            given = {option: place for place, option in enumerate(ballot, 1)}
        else:
            given = dict(ballot)
        writer.writerow([given.get(option.position, "") for option in options])
    return lines.getvalue()
