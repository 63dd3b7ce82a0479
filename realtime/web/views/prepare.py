"""Preparing a session of a consultation."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from consultations.deliberation.models import Consultation
from realtime.domain.presets import ideas_and_priorities
from realtime.operations.join import join
from realtime.operations.prepare import prepare_session
from realtime.permissions import may_prepare
from realtime.web.forms import PrepareForm
from realtime.web.rooms import person_of


@require_http_methods(["GET", "POST"])
def prepare(request: HttpRequest, slug: str) -> HttpResponse:
    consultation = get_object_or_404(Consultation, slug=slug)
    person = person_of(request)
    may_prepare(person, consultation).require()
    form = PrepareForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and person is not None:
        given = form.cleaned_data
        agenda = ideas_and_priorities(
            question=given["question"],
            collect_title=_("Ideas"),
            group_title=_("Themes"),
            rank_title=_("Priorities"),
            group_purpose=_("Which notes belong together?"),
            rank_purpose=_("What matters most to you?"),
            minutes=given["minutes"],
            dots=given["dots"],
            seen_at_once=given["seen_at_once"],
        )
        now, language = timezone.now(), get_language() or "en"
        session = prepare_session(
            actor=person, consultation=consultation, title=given["title"], agenda=agenda, language=language, now=now
        )
        join(session=session, actor=person, now=now, language=language)
        return redirect("realtime:facilitate", session.code)
    status = 422 if form.errors else 200
    return render(request, "realtime/prepare.html", {"form": form, "consultation": consultation}, status=status)
