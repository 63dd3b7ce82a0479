"""Preparing a session of a consultation."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.http import require_http_methods

from consultations.deliberation.models import Consultation
from realtime.operations.join import join
from realtime.operations.prepare import prepare_session
from realtime.permissions import may_prepare
from realtime.web.agenda import EDITORS
from realtime.web.agenda.prepare import PrepareForm
from realtime.web.rooms import person_of


@require_http_methods(["GET", "POST"])
def prepare(request: HttpRequest, slug: str) -> HttpResponse:
    """``?agenda=polls`` begins with another agenda chosen."""
    consultation = get_object_or_404(Consultation, slug=slug)
    person = person_of(request)
    may_prepare(person, consultation).require()
    form = PrepareForm(request.POST or None, begin_with=request.GET.get("agenda", ""))
    if request.method == "POST" and form.is_valid() and person is not None:
        now, here = timezone.now(), get_language() or "en"
        session = prepare_session(
            actor=person,
            consultation=consultation,
            title=form.cleaned_data["title"],
            agenda=form.agenda(),
            language=form.language() or here,
            now=now,
            plan=form.plan(),
        )
        join(session=session, actor=person, now=now, language=here)
        return redirect("realtime:agenda", session.code)
    context = {"form": form, "consultation": consultation, "editors": EDITORS}
    return render(request, "realtime/prepare.html", context, status=422 if form.errors else 200)
