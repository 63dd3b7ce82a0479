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
from realtime.web.forms import AGENDAS
from realtime.web.rooms import person_of


@require_http_methods(["GET", "POST"])
def prepare(request: HttpRequest, slug: str) -> HttpResponse:
    """``?agenda=polls``: another of the ready-made agendas."""
    consultation = get_object_or_404(Consultation, slug=slug)
    person = person_of(request)
    may_prepare(person, consultation).require()
    kind = request.GET.get("agenda", "")
    kind = kind if kind in AGENDAS else "ideas"
    form = AGENDAS[kind](request.POST or None)
    if request.method == "POST" and form.is_valid() and person is not None:
        now, language = timezone.now(), get_language() or "en"
        title = form.cleaned_data["title"]
        session = prepare_session(
            actor=person, consultation=consultation, title=title, agenda=form.agenda(), language=language, now=now
        )
        join(session=session, actor=person, now=now, language=language)
        return redirect("realtime:facilitate", session.code)
    context = {"form": form, "consultation": consultation, "kind": kind}
    return render(request, "realtime/prepare.html", context, status=422 if form.errors else 200)
