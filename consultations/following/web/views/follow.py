"""Following a consultation or a contribution, and what one follows."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from consultations.deliberation.models import Consultation, Contribution
from consultations.deliberation.web.views.consultations import consultation_or_404
from consultations.deliberation.web.views.contributions import contribution_or_404
from consultations.deliberation.web.visitors import person
from consultations.following.operations.follow import follow, unfollow
from consultations.following.queries.followed import is_followed, page_of_followed
from consultations.following.web.shown import shows
from consultations.people.operations.limits import take
from consultations.people.web.signed_in import person_of


@require_http_methods(["GET", "POST"])
def consultation(request: HttpRequest, slug: str) -> HttpResponse:
    found = consultation_or_404(request, slug)
    text = found.text
    return _answer(request, found, text.title if text else found.slug)


@require_http_methods(["GET", "POST"])
def contribution(request: HttpRequest, pk: int) -> HttpResponse:
    found = contribution_or_404(request, pk)
    words = found.title or found.body[:140] if found.is_public else str(found.get_kind_display())
    return _answer(request, found, words)


def _answer(request: HttpRequest, thing: Consultation | Contribution, words: str) -> HttpResponse:
    """One tap on the thing's page; a page with the same button for who comes back from signing in."""
    who, now = person(request), timezone.now()
    if request.method == "POST" and who is None:
        return redirect_to_login(request.path, reverse("account_login"))
    if request.method == "POST" and who is not None:
        take(who, "follow", now)
        if request.POST.get("act") == "stop":
            unfollow(actor=who, thing=thing, now=now)
            messages.success(request, _("You follow this no more."))
        else:
            follow(actor=who, thing=thing, now=now)
            messages.success(request, _("You follow this. You hear what becomes of it."))
        return redirect("following:followed") if request.POST.get("from") == "list" else redirect(thing)
    context = {
        "thing": thing,
        "words": words,
        "is_consultation": isinstance(thing, Consultation),
        "followed": is_followed(request.user, thing),
    }
    return render(request, "following/follow_thing.html", context)


@login_required
@require_safe
def followed(request: HttpRequest) -> HttpResponse:
    page = page_of_followed(person_of(request), request.GET.get("page", "1"))
    return render(request, "following/followed.html", {"page": page, "shows": shows()})
