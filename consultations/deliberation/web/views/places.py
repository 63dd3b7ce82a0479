"""A place that people comment on: its words, what was said about it, and the form. Districts give it an address."""

from __future__ import annotations

import math

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from consultations.deliberation.enums import Act, ContributionKind
from consultations.deliberation.models import Contribution
from consultations.deliberation.permissions import is_open_for, may_contribute
from consultations.deliberation.places import Place
from consultations.deliberation.queries.threads import PAGE_SIZE, thread_about
from consultations.deliberation.web import drafts, panels
from consultations.deliberation.web.forms import CommentForm
from consultations.deliberation.web.views.giving import give_comment, typed_in
from consultations.deliberation.web.visitors import person


def discuss(request: HttpRequest, place: Place) -> HttpResponse:
    """The page of a place; its caller has checked that the visitor may know of it."""
    who, now = person(request), timezone.now()
    consultation = place.consultation
    verdict = (
        may_contribute(who, consultation, ContributionKind.COMMENT, now)
        if who
        else is_open_for(consultation, Act.COMMENT, now)
    )
    draft = drafts.kept(request)
    if request.method != "POST":
        form = CommentForm(initial=draft)
    else:
        form = CommentForm(request.POST)
        if form.is_valid() and who is None and verdict:
            return drafts.keep_and_sign_in(request, typed_in(request, form))
        if form.is_valid() and (given := give_comment(request, form, consultation, about=place.subject)):
            drafts.forget(request)
            messages.success(request, _("Your comment is published."))
            return redirect(_address_of(given, place))
    thread = thread_about(place, request.GET.get("page", "1"))
    context = {
        "place": place,
        "consultation": consultation,
        "thread": thread,
        "form": form,
        "verdict": verdict,
        "waiting": bool(draft) and request.method != "POST",
        "form_above": form.is_bound or bool(draft) or "write" in request.GET,
        "may": {"comment": verdict},
        "linked_acts": panels.acts(),
        "notes": panels.beside(request, list(thread.everybody())),
    }
    return render(request, "deliberation/place.html", context)


def _address_of(given: Contribution, place: Place) -> str:
    """Where the comment stands: on the last page of what was said about the place."""
    last = math.ceil(Contribution.objects.filter(about__in=place.subjects).count() / PAGE_SIZE)
    page = f"?page={last}" if last > 1 else ""
    return f"{place.page}{page}#comment-{given.pk}"
