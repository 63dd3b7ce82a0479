"""Inviting others to write a draft with one; accepting, declining and leaving."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from consultations.deliberation.errors import Unfit
from consultations.drafting.models import Draft
from consultations.drafting.operations import writers as operations
from consultations.drafting.permissions import may_read
from consultations.drafting.queries.drafts import draft_behind
from consultations.drafting.web.views.drafts import draft_or_404
from consultations.people.operations.limits import take
from consultations.people.web.signed_in import person_of


@login_required
@require_POST
def writers(request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
    """For the author: a link, a name, taking either back."""
    found, who, act = draft_or_404(request, public_id), person_of(request), request.POST.get("act", "")
    try:
        if act == "link":
            operations.make_link(actor=who, draft=found)
        elif act == "drop_link":
            operations.drop_link(actor=who, draft=found)
        elif act == "invite":
            take(who, "invite", timezone.now())
            operations.invite_writer(
                actor=who, draft=found, name=request.POST.get("name", "").replace("\x00", ""), now=timezone.now()
            )
            messages.success(request, _("The invitation is sent."))
        elif act.startswith("remove-") and act[7:].isdecimal() and len(act) < 25:  # noqa: PLR2004
            operations.remove_writer(actor=who, draft=found, participant=int(act[7:]))
    except Unfit as unfit:
        messages.error(request, str(unfit))
    return redirect(f"{found.get_absolute_url()}#writers")


@login_required
@require_POST
def answer(request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
    """For those who were asked by name, and for those who write with the author."""
    return _answered(request, draft_or_404(request, public_id), "")


@login_required
@require_http_methods(["GET", "POST"])
def join(request: HttpRequest, token: str) -> HttpResponse:
    """Where a link of invitation leads: the draft to be read, and the answer to it."""
    found = draft_behind(token.replace("\x00", ""))
    if found is None:
        raise Http404("no such invitation")
    if found.author_id == person_of(request).pk:
        return redirect(found)
    if request.method == "POST":
        return _answered(request, found, token)
    context = {"draft": found, "consultation": found.consultation, "writers": found.writers.all(), "token": token}
    return render(request, "drafting/invited.html", context)


def _answered(request: HttpRequest, found: Draft, link: str) -> HttpResponse:
    who = person_of(request)
    if request.POST.get("act") == "accept":
        try:
            operations.accept_invitation(actor=who, draft=found, now=timezone.now(), link=link)
        except Unfit as unfit:
            messages.error(request, str(unfit))
            return redirect("following:mine")
        messages.success(request, _("You write this draft together now."))
        return redirect(found)
    if may_read(who, found):
        operations.leave_draft(actor=who, draft=found)
    messages.success(request, _("You do not write this draft."))
    return redirect(found.consultation)
