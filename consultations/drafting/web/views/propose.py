"""The page on which a proposal begins. Who is not signed in writes first; the text waits until they are."""

from __future__ import annotations

import uuid
from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from consultations.deliberation.enums import Act, ContributionKind
from consultations.deliberation.errors import Unfit
from consultations.deliberation.models import Consultation, Contribution
from consultations.deliberation.operations import contribute
from consultations.deliberation.permissions import is_open_for, may_contribute
from consultations.deliberation.permissions_together import may_hold_files
from consultations.deliberation.queries.contributions import sent_before
from consultations.deliberation.queries.similar import similar_to
from consultations.deliberation.web import drafts as waiting
from consultations.deliberation.web.forms_files import FIELDS, Held, ProposalWithFiles
from consultations.deliberation.web.views.consultations import consultation_or_404
from consultations.deliberation.web.visitors import person
from consultations.drafting.models import Draft
from consultations.drafting.operations.drafts import begin_draft, change_draft_files, publish_draft
from consultations.drafting.queries.drafts import draft_of_form
from consultations.drafting.queries.mine import drafts_for
from consultations.drafting.web.keeping import held_by, kept, not_kept, typed_in
from consultations.people.domain.verdict import NotAllowed
from consultations.people.models import Participant
from consultations.people.operations.limits import take


@require_http_methods(["GET", "POST"])
def propose(request: HttpRequest, slug: str) -> HttpResponse:
    consultation = consultation_or_404(request, slug)
    who, now = person(request), timezone.now()
    verdict = (
        may_contribute(who, consultation, ContributionKind.PROPOSAL, now)
        if who
        else is_open_for(consultation, Act.PROPOSE, now)
    )
    standing = waiting.kept(request)
    if request.method == "GET":
        form = ProposalWithFiles(consultation=consultation, initial=standing, held=_held(consultation, who))
    else:
        held = _held(consultation, who, request.POST.get("submission", ""))
        form = ProposalWithFiles(request.POST, request.FILES, consultation=consultation, held=held, person=who)
        answer = _sent(request, form, consultation, who) if verdict else None
        if answer is not None:
            return answer
    context = {
        **about(consultation, form),
        "verdict": verdict,
        "waiting": bool(standing) and request.method == "GET",
        "drafts": drafts_for(who, consultation) if who and request.method == "GET" else [],
        "may_keep": bool(verdict) and who is not None,
    }
    return render(request, "drafting/propose.html", context)


def _held(consultation: Consultation, who: Participant | None, submission: str = "") -> Held | None:
    """Files that the draft holds which was kept of this form; nothing can be added before signing in."""
    if who is None or not may_hold_files(consultation):
        return None
    form = draft_of_form(who, submission)
    return held_by(form) if form else Held([], lambda one: "")


def about(consultation: Consultation, form: ProposalWithFiles) -> dict[str, Any]:
    """What every page with the form shows."""
    titled = str(form["title"].value() or "")
    return {
        "consultation": consultation,
        "text": consultation.text,
        "form": form,
        "similar": similar_to(consultation, titled[:200]) if titled else [],
    }


def _sent(
    request: HttpRequest, form: ProposalWithFiles, consultation: Consultation, who: Participant | None
) -> HttpResponse | None:
    """What follows the form; None shows it again."""
    keeping, whole = request.POST.get("act") == "save", form.is_valid()
    if who is None:
        typed = {**typed_in(request), "submission": request.POST.get("submission", "")}
        return waiting.keep_and_sign_in(request, typed) if keeping or whole else None
    if keeping:
        form.keep_only_errors_of_files()
    if keeping or form.change:
        draft = _save(request, form, consultation, who)
        if draft is None:
            return None
        if keeping and not form.errors:
            waiting.forget(request)
            messages.success(request, _("Your draft is saved. Only you can read it."))
            return redirect(draft)
    if whole and not keeping and (given := _give(form, consultation, who)):
        waiting.forget(request)
        messages.success(request, _("Your proposal is published."))
        return redirect(f"{given.get_absolute_url()}?published")
    return None


def _save(request: HttpRequest, form: ProposalWithFiles, consultation: Consultation, who: Participant) -> Draft | None:
    """The draft with the words and files of the form; None, with a reason at the form, where it cannot be."""
    submission = form.cleaned_data.get("submission") or uuid.uuid4()
    now = timezone.now()
    try:
        draft = begin_draft(
            actor=who, consultation=consultation, words=typed_in(request), submission=submission, now=now
        )
        if form.change:
            change_draft_files(actor=who, draft=draft, change=form.change, now=now)
            form.show(held_by(draft))
    except Unfit as unfit:
        form.keep_only_errors_of_files()
        form.add_error(unfit.field if unfit.field in FIELDS and unfit.field in form.fields else None, str(unfit))
        return None
    return draft


def _give(form: ProposalWithFiles, consultation: Consultation, who: Participant) -> Contribution | None:
    """Publishes it; by way of the draft that the page kept of it, where it kept one."""
    words, now = form.cleaned_data, timezone.now()
    given = {
        "actor": who,
        **form.given,
        "language": get_language() or "",
        "now": now,
    }
    try:
        if not sent_before(who, words["submission"]):
            take(who, "propose", now)
        draft = draft_of_form(who, str(words["submission"]))
        if draft is not None:
            return publish_draft(draft=draft, **given)
        return contribute(
            consultation=consultation, kind=ContributionKind.PROPOSAL, submission=words["submission"], **given
        )
    except Unfit as unfit:
        form.add_error(unfit.field if unfit.field in form.fields else None, str(unfit))
    except NotAllowed as refusal:
        if refusal.hidden:
            raise
        form.add_error(None, str(refusal))
    return None


@require_POST
def keep(request: HttpRequest, slug: str) -> HttpResponse:
    """Keeps a form as a draft for the first time, asked for by the page itself."""
    consultation, who = consultation_or_404(request, slug), person(request)
    try:
        submission = uuid.UUID(request.POST.get("submission", ""))
        take(who or "", "autosave", timezone.now())
        draft = begin_draft(
            actor=who, consultation=consultation, words=typed_in(request), submission=submission, now=timezone.now()
        )
    except ValueError:
        return not_kept(_("This form cannot be read. Open the page again."), HTTPStatus.BAD_REQUEST)
    except Unfit as unfit:
        return not_kept(str(unfit), HTTPStatus.UNPROCESSABLE_ENTITY)
    return kept(draft)


@require_safe
def similar(request: HttpRequest, slug: str) -> HttpResponse:
    """A part of the page: contributions that may say what is being typed; nothing where there are none."""
    consultation = consultation_or_404(request, slug)
    found = similar_to(consultation, request.GET.get("title", "").replace("\x00", "")[:200])
    return render(request, "drafting/parts/similar.html", {"similar": found})
