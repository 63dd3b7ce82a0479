"""Ballots on paper entered at a meeting, on whatever is at hand: one after another, the last taken back if wrong."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from consultations.deliberation.errors import Unfit
from consultations.deliberation.web.visitors import person
from consultations.people.domain.verdict import NotAllowed
from consultations.voting.models import Ballot, Question
from consultations.voting.operations import take_back_paper
from consultations.voting.permissions import may_enter_paper, may_take_back
from consultations.voting.queries.questions import turnout_by_channel
from consultations.voting.web.asked import question_or_404
from consultations.voting.web.entering import entered
from consultations.voting.web.paper_form import PaperForm
from consultations.voting.web.shown import how_to_vote

LAST = "paper-entered"
"""Name in the session: number of the ballot that was entered last, and of its sheet."""


@never_cache
@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
def paper(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """The form comes back empty after each, ready for the next."""
    question, now = question_or_404(request, slug, pk), timezone.now()
    if person(request) is None:
        return redirect_to_login(request.path, reverse("account_login"))
    may_enter_paper(request.user, question, now).require()
    form = PaperForm(request.POST or None, question=question)
    if request.method == "POST" and form.is_valid() and (ballot := entered(form, question, person(request))):
        sheet = form.cleaned_data.get("sheet") or _("with this code")
        request.session[LAST] = [ballot.pk, sheet]
        messages.success(request, _("The ballot %(sheet)s is entered. Take the next one.") % {"sheet": sheet})
        return redirect("voting:paper", slug, pk)
    last = _last(request, question)
    context = {
        "question": question,
        "consultation": question.consultation,
        "text": question.consultation.text,
        "form": form,
        "rule": how_to_vote(form.terms),
        "turnout": turnout_by_channel(question),
        "last": last if last and may_take_back(request.user, last, question, now) else None,
        "sheet": request.session.get(LAST, [0, ""])[1],
    }
    return render(request, "voting/paper.html", context, status=422 if form.errors else 200)


@require_POST
def take_back(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """The ballot that this person entered last."""
    question = question_or_404(request, slug, pk)
    may_enter_paper(request.user, question, timezone.now()).require()
    last = _last(request, question)
    try:
        if last is None:
            raise Unfit("ballot", _("You have entered no ballot that could be taken back."))
        take_back_paper(actor=person(request), ballot=last, reason=request.POST.get("reason", ""), now=timezone.now())
    except (Unfit, NotAllowed) as refusal:
        messages.error(request, str(refusal))
    else:
        del request.session[LAST]
        messages.success(request, _("It is taken back and does not count. The record says why."))
    return redirect("voting:paper", slug, pk)


def _last(request: HttpRequest, question: Question) -> Ballot | None:
    held = request.session.get(LAST)
    return Ballot.objects.filter(question=question, pk=held[0]).select_related("event").first() if held else None
