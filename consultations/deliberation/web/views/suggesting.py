"""Suggesting other words for a passage, and answering that; leaving the authors of a text."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from consultations.deliberation.domain.passages import Passage, paragraphs
from consultations.deliberation.errors import Unfit
from consultations.deliberation.models import Contribution
from consultations.deliberation.operations import accept_suggestion, decline_suggestion, leave_authors, suggest
from consultations.deliberation.permissions import may_read_words
from consultations.deliberation.permissions_together import is_suggestible, may_answer_suggestion, may_leave
from consultations.deliberation.queries.contributions import sent_before
from consultations.deliberation.queries.suggestions import suggestion_behind, suggestions_page
from consultations.deliberation.web import drafts
from consultations.deliberation.web.forms import ReasonForm
from consultations.deliberation.web.forms_suggestion import SuggestionForm
from consultations.deliberation.web.views.contributions import contribution_or_404
from consultations.deliberation.web.visitors import person
from consultations.people.domain.verdict import NotAllowed, unknown
from consultations.people.operations.limits import take


@require_http_methods(["GET", "POST"])
def suggesting(request: HttpRequest, pk: int) -> HttpResponse:
    """First which paragraph, then the other words for it. ``?anew=`` an own suggestion whose passage is gone."""
    proposal, who = contribution_or_404(request, pk), person(request)
    if not may_read_words(request.user, proposal):
        return redirect(proposal)
    verdict = is_suggestible(proposal, request.user, timezone.now())
    passages = paragraphs(proposal.body)
    standing = drafts.kept(request)
    before = _made_before(request, proposal)
    form: SuggestionForm | None = None
    if request.method == "POST":
        form = SuggestionForm(request.POST)
        if form.is_valid() and verdict and who is None:
            typed = {name: request.POST.get(name, "") for name in form.fields}
            return drafts.keep_and_sign_in(request, typed)
        if form.is_valid() and (made := _suggest(request, form, proposal)):
            drafts.forget(request)
            messages.success(request, _("Your suggestion is published. The authors are told."))
            return redirect(made)
    elif standing:
        form = SuggestionForm(initial=standing)
    elif (chosen := _chosen(request, passages)) is not None:
        form = SuggestionForm.of(proposal, chosen, before)
    context = {
        "contribution": proposal,
        "consultation": proposal.consultation,
        "verdict": verdict,
        "passages": passages,
        "form": form,
        "waiting": bool(standing) and request.method == "GET",
        "before": before,
    }
    return render(request, "deliberation/suggest.html", context)


def _chosen(request: HttpRequest, passages: list[Passage]) -> Passage | None:
    if len(passages) == 1:
        return passages[0]
    asked = request.GET.get("passage", "")
    place = int(asked) if asked.isdecimal() and len(asked) < 6 else -1  # noqa: PLR2004
    return passages[place] if 0 <= place < len(passages) else None


def _made_before(request: HttpRequest, proposal: Contribution) -> Any:
    """One's own suggestion that is to be made anew."""
    asked = request.GET.get("anew", "")
    if not asked.isdecimal() or len(asked) > 15:  # noqa: PLR2004
        return None
    found = Contribution.objects.filter(pk=asked, parent=proposal, author=person(request)).first()
    return suggestion_behind(found) if found and person(request) else None


def _suggest(request: HttpRequest, form: SuggestionForm, proposal: Contribution) -> Contribution | None:
    words, who, now = form.cleaned_data, person(request), timezone.now()
    try:
        if who and not sent_before(who, words["submission"]):
            take(who, "comment", now)
        return suggest(
            actor=who,
            contribution=proposal,
            revision=words["revision"],
            passage=form.passage_in(proposal),
            replacement=words["replacement"],
            reason=words["reason"],
            language=get_language() or "",
            submission=words["submission"],
            now=now,
        )
    except Unfit as unfit:
        field = "reason" if unfit.field == "body" else unfit.field
        form.add_error(field if field in form.fields else None, str(unfit))
    except NotAllowed as refusal:
        if refusal.hidden:
            raise
        form.add_error(None, str(refusal))
    return None


@require_safe
def suggestions(request: HttpRequest, pk: int) -> HttpResponse:
    """All of a proposal, with their answers."""
    proposal = contribution_or_404(request, pk)
    if not proposal.is_public:
        return redirect(proposal)
    page, shown = suggestions_page(proposal, request.GET.get("page", "1"))
    context = {"contribution": proposal, "consultation": proposal.consultation, "page": page, "suggestions": shown}
    return render(request, "deliberation/suggestions.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def answering(request: HttpRequest, pk: int) -> HttpResponse:
    """For the authors of the proposal: taking it over, or saying why not."""
    found, who, now = contribution_or_404(request, pk), person(request), timezone.now()
    shown = suggestion_behind(found)
    if shown is None:
        unknown().require()
        raise AssertionError
    may_answer_suggestion(who, shown.suggestion, now).require()
    declining = request.POST.get("act") == "decline"
    form = ReasonForm(request.POST if declining else None)
    if request.method == "POST" and (not declining or form.is_valid()):
        try:
            if declining:
                decline_suggestion(actor=who, contribution=found, reason=form.cleaned_data["reason"], now=now)
                messages.success(request, _("Your reason is published."))
            else:
                accept_suggestion(actor=who, contribution=found, now=now)
                messages.success(request, _("The words are taken over in a new version."))
            return redirect(found.parent or found)
        except Unfit as unfit:
            messages.error(request, str(unfit))
            return redirect(found)
    context = {"contribution": found, "consultation": found.consultation, "shown": shown, "form": form}
    return render(request, "deliberation/answer_suggestion.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def leaving(request: HttpRequest, pk: int) -> HttpResponse:
    """One of several authors takes their name off; the text stays with the others."""
    found, who = contribution_or_404(request, pk), person(request)
    may_leave(who, found).require()
    if request.method == "POST":
        leave_authors(actor=who, contribution=found, now=timezone.now())
        messages.success(request, _("You are no longer among its authors."))
        return redirect(found)
    return render(request, "deliberation/leave.html", {"contribution": found, "consultation": found.consultation})
