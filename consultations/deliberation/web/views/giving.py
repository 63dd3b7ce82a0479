"""Commenting and supporting. Who is not signed in writes first; the text waits until they are."""

from __future__ import annotations

import math

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from consultations.deliberation.enums import Act, ContributionKind
from consultations.deliberation.errors import Unfit
from consultations.deliberation.models import Consultation, Contribution
from consultations.deliberation.operations import contribute, support, withdraw_support
from consultations.deliberation.permissions import is_offered
from consultations.deliberation.queries.contributions import sent_before
from consultations.deliberation.queries.threads import PAGE_SIZE
from consultations.deliberation.web import drafts
from consultations.deliberation.web.forms import CommentForm
from consultations.deliberation.web.views.contributions import contribution_or_404
from consultations.deliberation.web.visitors import person
from consultations.people.domain.verdict import NotAllowed
from consultations.people.operations.limits import take


def typed_in(request: HttpRequest, form: CommentForm) -> dict[str, object]:
    return {name: request.POST.get(name, "") for name in form.fields}


@require_http_methods(["GET", "POST"])
def comment(request: HttpRequest, pk: int) -> HttpResponse:
    """Answers the contribution ``pk``, which may be a comment itself."""
    above = contribution_or_404(request, pk)
    who = person(request)
    verdict = is_offered(request.user, above, Act.COMMENT, timezone.now())
    draft = drafts.kept(request)
    if request.method == "GET":
        form = CommentForm(initial=draft)
    else:
        form = CommentForm(request.POST)
        if form.is_valid() and who is None and verdict:
            return drafts.keep_and_sign_in(request, typed_in(request, form))
        if form.is_valid() and (given := give_comment(request, form, above.consultation, parent=above)):
            drafts.forget(request)
            messages.success(request, _("Your comment is published."))
            return redirect(_place_of(given, above))
    context = {
        "contribution": above,
        "consultation": above.consultation,
        "form": form,
        "verdict": verdict,
        "waiting": bool(draft) and request.method == "GET",
    }
    return render(request, "deliberation/comment.html", context)


def give_comment(
    request: HttpRequest,
    form: CommentForm,
    consultation: Consultation,
    *,
    parent: Contribution | None = None,
    about: str = "",
) -> Contribution | None:
    """None when it is refused: the form then says why and keeps the words of their author."""
    words, now, who = form.cleaned_data, timezone.now(), person(request)
    try:
        if who and not sent_before(who, words["submission"]):
            take(who, "comment", now)
        return contribute(
            actor=who,
            consultation=consultation,
            kind=ContributionKind.COMMENT,
            body=words["body"],
            stance=words["stance"],
            parent=parent,
            about=about,
            language=get_language() or "",
            submission=words["submission"],
            now=now,
        )
    except Unfit as unfit:
        form.add_error(unfit.field if unfit.field in form.fields else None, str(unfit))
    except NotAllowed as refusal:
        if refusal.hidden:
            raise
        form.add_error(None, str(refusal))
    return None


def _place_of(given: Contribution, above: Contribution) -> str:
    """Where the comment stands: the last page of the thread of what it answers."""
    last = math.ceil(above.replies.count() / PAGE_SIZE)
    page = f"?page={last}" if last > 1 else ""
    return f"{above.get_absolute_url()}{page}#comment-{given.pk}"


@require_http_methods(["GET", "POST"])
def supporting(request: HttpRequest, pk: int) -> HttpResponse:
    """One tap on the contribution's page; a page with the same button for who comes back from signing in."""
    found = contribution_or_404(request, pk)
    who, now = person(request), timezone.now()
    if request.method == "POST" and who is None:
        return redirect_to_login(request.path, reverse("account_login"))
    if request.method == "POST" and who is not None:
        take(who, "support", now)
        if request.POST.get("act") == "withdraw":
            withdraw_support(actor=who, contribution=found, now=now)
            messages.success(request, _("You took your support back."))
        else:
            support(actor=who, contribution=found, now=now)
            messages.success(request, _("Your support counts."))
        return redirect(f"{found.get_absolute_url()}#support")
    verdict = is_offered(request.user, found, Act.SUPPORT, now)
    context = {"contribution": found, "consultation": found.consultation, "verdict": verdict}
    return render(request, "deliberation/support.html", context)
