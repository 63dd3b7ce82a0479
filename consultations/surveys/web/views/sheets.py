"""Entering sheets of paper and what people said at a desk, one after the other."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, ngettext
from django.views.decorators.http import require_http_methods

from consultations.deliberation.enums import Channel
from consultations.deliberation.web.visitors import person
from consultations.surveys.errors import AnswersUnfit
from consultations.surveys.models import Response, Survey
from consultations.surveys.operations import enter_sheet
from consultations.surveys.permissions import may_enter_sheets
from consultations.surveys.web import filling
from consultations.surveys.web.filling import Filling
from consultations.surveys.web.forms import QuestionsForm, asked_on
from consultations.surveys.web.views.surveys import survey_or_404

CHANNELS = (Channel.PAPER, Channel.DESK)


@require_http_methods(["GET", "POST"])
def sheets(request: HttpRequest, slug: str, survey: int) -> HttpResponse:
    """The whole survey on one page, as on the paper; after each sheet an empty one."""
    found = survey_or_404(request, slug, survey)
    if person(request) is None:
        return redirect_to_login(request.path, reverse("account_login"))
    may_enter_sheets(request.user, found, timezone.now()).require()
    channel = request.POST.get("channel") or request.GET.get("channel", "")
    channel = Channel.DESK if channel == Channel.DESK else Channel.PAPER
    filled = Filling(found, filling.posted(request, Filling(found, {}).items))
    form = QuestionsForm(filled.pairs(filled.items), filled.typed, asked=None)
    if request.method == "POST":
        if _enter(request, filled, channel):
            number = _entered(found)
            words = ngettext("%(number)s sheet is entered.", "%(number)s sheets are entered.", number)
            messages.success(request, words % {"number": number})
            return redirect(f"{request.path}?channel={channel}")
        form = QuestionsForm(filled.pairs(filled.items), filled.typed, asked=filled.asked)
        form.is_valid()
    context = {
        "survey": found,
        "consultation": found.consultation,
        "form": form,
        "questions": asked_on(form, (), everything=True),
        "channels": [(each.value, each.label) for each in CHANNELS],
        "channel": channel.value,
        "submission": request.POST.get("submission") or uuid.uuid4(),
        "entered": _entered(found),
    }
    return render(request, "surveys/sheets.html", context, status=422 if form.is_bound else 200)


def _enter(request: HttpRequest, filled: Filling, channel: Channel) -> Response | None:
    """None where something on the sheet cannot stand."""
    try:
        return enter_sheet(
            actor=person(request),
            survey=filled.survey,
            typed=filled.typed,
            channel=channel,
            submission=_submission(request),
            language=get_language() or "",
            now=timezone.now(),
        )
    except AnswersUnfit:
        return None


def _submission(request: HttpRequest) -> uuid.UUID:
    try:
        return uuid.UUID(request.POST.get("submission", ""))
    except ValueError:
        return uuid.uuid4()


def _entered(survey: Survey) -> int:
    return Response.objects.filter(survey=survey, channel__in=CHANNELS).count()
