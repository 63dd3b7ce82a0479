"""The ballot: choosing, checking where money is shared out, casting, changing it; all without JavaScript."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from consultations.deliberation.errors import Unfit
from consultations.deliberation.web import drafts
from consultations.deliberation.web.visitors import person
from consultations.people.domain.verdict import NotAllowed, Verdict
from consultations.people.models import Participant
from consultations.people.operations.limits import take
from consultations.record.queries.entries import placed_event
from consultations.voting.enums import Paper, QuestionState, Voters
from consultations.voting.models import Ballot, Question
from consultations.voting.operations import cast
from consultations.voting.permissions import is_open_to_vote, may_enter_paper, may_see_result, may_vote
from consultations.voting.queries.questions import ballot_of, turnout
from consultations.voting.web.asked import question_or_404
from consultations.voting.web.forms import BallotForm, initial_of, initial_typed
from consultations.voting.web.shown import ballot_words, cost_of, how_to_vote
from consultations.voting.web.steps import RULES


@require_http_methods(["GET", "POST"])
def vote(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    question = question_or_404(request, slug, pk)
    if question.voters == Voters.ROLL:
        return redirect("voting:by_code", slug, pk)
    if question.state == QuestionState.CLOSED and request.method != "POST":
        return redirect("voting:results", slug, pk)
    who, now = person(request), timezone.now()
    verdict = may_vote(who, question, now) if who else is_open_to_vote(question, now)
    standing = ballot_of(who, question)
    if request.method != "POST":
        kept = initial_typed(drafts.kept(request))
        form = BallotForm(
            question=question, initial=kept or initial_of(question, standing.choice if standing else None)
        )
        return ballot_page(request, form, verdict, standing, who, waiting=bool(kept))
    form = BallotForm(request.POST, question=question)
    if form.is_valid() and who is None and verdict:
        return drafts.keep_and_sign_in(request, form.typed())
    act = request.POST.get("act", "")
    if form.is_valid() and question.is_budget and act != "cast":
        return _review(request, form) if act != "change" else ballot_page(request, form, verdict, standing, who)
    if form.is_valid() and _cast(request, form, who):
        drafts.forget(request)
        messages.success(request, _("Your vote counts."))
        return redirect(f"{question.get_absolute_url()}#ballot")
    return ballot_page(request, form, verdict, standing, who, status=422)


def _cast(request: HttpRequest, form: BallotForm, who: Participant | None) -> Ballot | None:
    now = timezone.now()
    try:
        if who:
            take(who, "vote", now)
        return cast(actor=who, question=form.question, choice=form.ballot, now=now)
    except Unfit as unfit:
        form.add_error(None, str(unfit))
    except NotAllowed as refusal:
        if refusal.hidden:
            raise
        form.add_error(None, str(refusal))
    return None


def _review(request: HttpRequest, form: BallotForm) -> HttpResponse:
    """What the ballot says, before it is cast."""
    terms = form.terms
    context = {
        **frame(form.question),
        "form": form,
        "chosen": ballot_words(terms, form.options, form.ballot),
        "cost": cost_of(terms, form.ballot),
        "total": terms.money(terms.total) if terms.total is not None else "",
        "sent": [
            (name, value)
            for name, values in initial_of(form.question, form.ballot).items()
            for value in _listed(values)
        ],
    }
    return render(request, "voting/review.html", context)


def _listed(values: Any) -> list[str]:
    return values if isinstance(values, list) else [values]


def ballot_page(
    request: HttpRequest,
    form: BallotForm,
    verdict: Verdict,
    standing: Ballot | None = None,
    who: Participant | None = None,
    *,
    waiting: bool = False,
    status: int = 200,
) -> HttpResponse:
    """The page of a ballot that was not cast yet, or was and can be changed."""
    question, terms = form.question, form.terms
    context = {
        **frame(question),
        "form": form,
        "verdict": verdict,
        "waiting": waiting,
        "standing": standing,
        "receipt": placed_event(standing) if standing else None,
        "chosen": ballot_words(terms, form.options, standing.choice) if standing and standing.choice else [],
        "rule": how_to_vote(terms),
        "counting": RULES[question.rule][1],
        "result": may_see_result(who, question, has_voted=standing is not None),
        "turnout": turnout(question),
        "total": terms.money(terms.total) if terms.total is not None else "",
        "enters": question.paper != Paper.NONE and may_enter_paper(request.user, question, timezone.now()),
    }
    return render(request, "voting/vote.html", context, status=status)


def frame(question: Question) -> dict[str, Any]:
    """What every page about a question says of it."""
    phase = question.phase
    return {
        "question": question,
        "consultation": question.consultation,
        "text": question.consultation.text,
        "until": phase.ends_at if phase else None,
    }
