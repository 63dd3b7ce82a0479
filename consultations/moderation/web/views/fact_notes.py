"""Fact notes: writing one, its public page with the way to object, and answering an objection."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from consultations.deliberation.models import Contribution
from consultations.deliberation.web import drafts
from consultations.moderation.enums import NoteAnswer
from consultations.moderation.errors import Incomplete
from consultations.moderation.models import FactNote, NoteObjection
from consultations.moderation.operations import answer_objection, object_to_note, write_note
from consultations.moderation.permissions import may_see_desk
from consultations.moderation.permissions_notes import may_answer_objection, may_object_to_note, may_write_note
from consultations.moderation.queries.fact_notes import note_by_number
from consultations.moderation.templatetags.moderation import role_words
from consultations.moderation.web.note_forms import AnswerForm, NoteForm, ObjectionForm
from consultations.people.operations.limits import TooMany, take
from consultations.people.web.signed_in import person_of


@login_required
@require_http_methods(["GET", "POST"])
def write(request: HttpRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(Contribution.objects.visible_to(request.user).select_related("consultation"), pk=pk)
    may_write_note(request.user, found).require()
    who = person_of(request)
    form = NoteForm(request.POST if request.method == "POST" else None, initial={"signed": who.pseudonym})
    if form.is_valid():
        given = form.cleaned_data
        try:
            write_note(
                actor=who,
                contribution=found,
                claim=given["claim"],
                finding=form.finding(),
                signed=given["signed"],
                now=timezone.now(),
            )
        except Incomplete as lacks:
            form.add_error(lacks.field, str(lacks))
        else:
            messages.success(request, _("The note stands beside the text. Its author is told."))
            return redirect(found)
    context = {"contribution": found, "consultation": found.consultation, "form": form}
    return render(request, "moderation/note_form.html", context)


@require_http_methods(["GET", "POST"])
def note(request: HttpRequest, pk: int) -> HttpResponse:
    """The note with all that was said about it; whoever is signed in may object, once."""
    found = _note_or_404(request, pk)
    verdict = may_object_to_note(request.user, found)
    if request.method == "POST" and request.user.is_anonymous:
        return drafts.keep_and_sign_in(request, {"text": request.POST.get("text", "")})
    form = ObjectionForm(request.POST if request.method == "POST" else None, initial=drafts.kept(request))
    status = 200
    if form.is_valid():
        verdict.require()
        try:
            take(person_of(request), "object_to_note", timezone.now())
            object_to_note(actor=person_of(request), note=found, text=form.cleaned_data["text"], now=timezone.now())
        except Incomplete as lacks:
            form.add_error(lacks.field, str(lacks))
        except TooMany as limit:
            form.add_error(None, str(limit))
            status = 429
        else:
            drafts.forget(request)
            messages.success(request, _("Your objection is sent. Another moderator answers, and you are told."))
            return redirect(found)
    context = {
        "note": found,
        "form": form,
        "verdict": verdict,
        "role": role_words(found.role),
        **_story(request, found),
    }
    return render(request, "moderation/fact_note.html", context, status=status)


@login_required
@require_http_methods(["GET", "POST"])
def objection(request: HttpRequest, pk: int) -> HttpResponse:
    """For the moderators: the reason, and the answer."""
    may_see_desk(request.user).require()
    found = get_object_or_404(NoteObjection.objects.select_related("note__contribution__consultation"), pk=pk)
    verdict = may_answer_objection(request.user, found)
    note = found.note
    held = {"assessment": note.assessment, "text": note.text, "sources": "\n".join(note.sources)}
    form = AnswerForm(request.POST if request.method == "POST" else None, initial=held)
    if request.method == "POST":
        verdict.require()
    if form.is_valid():
        given = form.cleaned_data
        try:
            answer_objection(
                actor=person_of(request),
                objection=found,
                answer=NoteAnswer(given["answer"]),
                reason=given["reason"],
                finding=form.finding(),
                now=timezone.now(),
            )
        except Incomplete as lacks:
            form.add_error(lacks.field, str(lacks))
        else:
            messages.success(request, _("Decided. Everyone concerned is told."))
            return redirect("moderation:desk")
    context = {"objection": found, "note": note, "form": form, "verdict": verdict, "role": role_words(note.role)}
    return render(request, "moderation/objection.html", context)


def _note_or_404(request: HttpRequest, pk: int) -> FactNote:
    """The note, if the visitor may know of what it stands beside."""
    found = note_by_number(pk)
    if found is None or not Contribution.objects.visible_to(request.user).filter(pk=found.contribution_id).exists():
        raise Http404("no such note")
    return found


def _story(request: HttpRequest, found: FactNote) -> dict[str, Any]:
    waiting = found.objections.filter(answer="") if may_see_desk(request.user) else ()
    return {"statements": found.statements.all(), "waiting": waiting, "readable": found.contribution.is_public}
