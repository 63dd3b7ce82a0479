"""Voting with a code from a letter: choosing, seeing the ballot's hash, casting or auditing it; all without JavaScript.

Nothing is kept between the steps but what the page itself sends: no session ties a person to a code. No page of these
is kept by a browser or cache.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from consultations.deliberation.errors import Unfit
from consultations.people.domain.verdict import NotAllowed
from consultations.people.operations.limits import take
from consultations.voting.enums import Voters
from consultations.voting.models import Question, SealedBallot
from consultations.voting.operations import audit_sealed, cast, cast_sealed, seal
from consultations.voting.permissions import is_open_to_vote
from consultations.voting.web.asked import question_or_404
from consultations.voting.web.code_form import CodeBallotForm, CodeForm
from consultations.voting.web.fingerprint import groups
from consultations.voting.web.shown import ballot_words
from consultations.voting.web.views.ballot import ballot_page, frame

KEPT = ("cast", "audit")


@sensitive_post_parameters()
@never_cache
@require_http_methods(["GET", "POST"])
def vote(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    question = question_or_404(request, slug, pk)
    if question.voters != Voters.ROLL:
        raise Http404("not by code")
    if question.closed_at and request.method != "POST":
        return redirect("voting:results", slug, pk)
    if request.method == "POST" and request.POST.get("act") in KEPT and question.is_secret:
        return _decide(request, question)
    form = CodeBallotForm(request.POST or None, question=question)
    if request.method == "POST" and form.is_valid() and request.POST.get("act") != "change":
        made = _do(form, lambda: _make(form))
        if isinstance(made, SealedBallot):
            return _check(request, form, made)
        if made:
            messages.success(request, _("Your vote counts."))
            return redirect("voting:by_code", slug, pk)
    return _page(request, form)


def _page(request: HttpRequest, form: CodeBallotForm) -> HttpResponse:
    status = 422 if form.is_bound and form.errors else 200
    return ballot_page(request, form, is_open_to_vote(form.question, timezone.now()), status=status)


def _make(form: CodeBallotForm) -> Any:
    """The sealed ballot of a secret question, which waits; of another one the ballot that counts."""
    now, question = timezone.now(), form.question
    assert form.entry is not None
    take(f"roll{form.entry.pk}", "vote", now)
    if question.is_secret:
        return seal(entry=form.entry, question=question, choice=form.ballot, now=now)
    return cast(actor=None, entry=form.entry, question=question, choice=form.ballot, now=now)


def _do(form: CodeBallotForm | CodeForm, act: Callable[[], Any]) -> Any:
    """What ``act`` gives; None where it is refused, and the form says why."""
    try:
        return act()
    except Unfit as unfit:
        form.add_error(None, str(unfit))
    except NotAllowed as refusal:
        if refusal.hidden:
            raise
        form.add_error(None, str(refusal))
    return None


def _check(request: HttpRequest, form: CodeBallotForm, sealed: SealedBallot) -> HttpResponse:
    """The ballot's hash, before the person says whether it shall count or be opened."""
    standing = form.entry.ballots.filter(state="standing").first() if form.entry else None
    context = {
        **frame(form.question),
        "code": form.cleaned_data["code"],
        "sealed": sealed,
        "fingerprint": groups(sealed.sha256),
        "standing": standing,
        "chosen": ballot_words(form.terms, form.options, form.ballot),
        "sent": [(name, value) for name in form.fields if name != "code" for value in request.POST.getlist(name)],
    }
    return render(request, "voting/secret/check.html", context)


def _decide(request: HttpRequest, question: Question) -> HttpResponse:
    """Casts the ballot that the person saw, or opens it."""
    form, sha256 = CodeForm(request.POST, question=question), request.POST.get("ballot", "")
    act = cast_sealed if request.POST["act"] == "cast" else audit_sealed
    if form.is_valid() and (entry := form.entry):
        done = _do(form, lambda: act(entry=entry, question=question, sha256=sha256, now=timezone.now()))
        if done:
            return redirect("voting:ballot", question.consultation.slug, question.pk, sha256)
    again = CodeBallotForm(request.POST, question=question)
    again.full_clean()
    for error in form.non_field_errors():
        again.add_error(None, error)
    return _page(request, again)
