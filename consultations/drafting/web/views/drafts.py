"""A draft: going on writing it, publishing it, deleting it."""

from __future__ import annotations

import uuid
from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from consultations.deliberation.enums import ContributionKind
from consultations.deliberation.errors import ChangedMeanwhile, Unfit
from consultations.deliberation.models import Contribution
from consultations.deliberation.permissions import may_contribute
from consultations.deliberation.permissions_together import may_hold_files
from consultations.deliberation.web.forms_files import Held, ProposalWithFiles
from consultations.drafting.models import Draft, DraftFile
from consultations.drafting.operations.drafts import (
    KEPT_FOR,
    change_draft_files,
    delete_draft,
    publish_draft,
    save_draft,
)
from consultations.drafting.permissions import may_invite, may_manage, may_read, may_write
from consultations.drafting.queries.drafts import draft_of
from consultations.drafting.web.keeping import held_by, kept, not_kept, seen_in, typed_in
from consultations.drafting.web.views.propose import about
from consultations.files.web.handing_out import hand_out
from consultations.people.domain.verdict import NotAllowed
from consultations.people.operations.limits import take
from consultations.people.web.signed_in import person_of


def draft_or_404(request: HttpRequest, public_id: uuid.UUID) -> Draft:
    found = draft_of(public_id)
    if found is None or not may_read(request.user, found):
        raise Http404("no such draft")
    return found


@login_required
@require_http_methods(["GET", "POST"])
def draft(request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
    found = draft_or_404(request, public_id)
    if not may_write(request.user, found):
        return render(request, "drafting/invited.html", {**_frame(found), "answer_url": "drafting:answer"})
    newest = None
    if request.method == "GET":
        form = ProposalWithFiles(consultation=found.consultation, initial=_initial(found), held=_held(found))
    else:
        sent: dict[str, Any] = {"consultation": found.consultation, "held": _held(found), "person": person_of(request)}
        form = ProposalWithFiles(request.POST, request.FILES, **sent)
        answer = _sent(request, form, found)
        if answer is not None:
            return answer
        newest = found if seen_in(request) != found.version else None
        found.refresh_from_db(fields=["version"])
    verdict = may_contribute(request.user, found.consultation, ContributionKind.PROPOSAL, timezone.now())
    context = {
        **about(found.consultation, form),
        **_frame(found),
        "verdict": verdict,
        "mine": bool(may_manage(request.user, found)),
        "inviting": may_invite(request.user, found),
        "newest": newest,
        "version": found.version,
        "link": request.build_absolute_uri(reverse("drafting:join", args=[found.link])) if found.link else "",
    }
    return render(request, "drafting/draft.html", context)


def _held(found: Draft) -> Held | None:
    held = held_by(found)
    return held if held.files or may_hold_files(found.consultation) else None


def _initial(found: Draft) -> dict[str, object]:
    return {**found.words, "submission": found.submission}


def _frame(found: Draft) -> dict[str, object]:
    return {
        "draft": found,
        "consultation": found.consultation,
        "writers": found.writers.all(),
        "until": found.changed_at + KEPT_FOR,
    }


def _sent(request: HttpRequest, form: ProposalWithFiles, found: Draft) -> HttpResponse | None:
    """Everything is kept first, so that nothing typed is lost; then it is published where that was asked for."""
    publishing = request.POST.get("act") != "save"
    fit = form.is_valid()
    who, now = person_of(request), timezone.now()
    if not publishing:
        form.keep_only_errors_of_files()
    try:
        found = save_draft(actor=who, draft=found, words=typed_in(request), seen=seen_in(request), now=now)
        if form.change:
            found = change_draft_files(actor=who, draft=found, change=form.change, now=now)
            form.show(held_by(found))
    except Unfit as unfit:
        form.add_error(unfit.field if unfit.field in form.fields else None, str(unfit))
        return None
    if not publishing and form.errors:
        return None
    if not publishing:
        messages.success(request, _("Your draft is saved."))
        return redirect(found)
    if fit and (given := _publish(request, form, found)):
        messages.success(request, _("Your proposal is published."))
        return redirect(f"{given.get_absolute_url()}?published")
    return None


def _publish(request: HttpRequest, form: ProposalWithFiles, found: Draft) -> Contribution | None:
    now, who = timezone.now(), person_of(request)
    try:
        may_manage(who, found).require()
        take(who, "propose", now)
        return publish_draft(
            actor=who,
            draft=found,
            **form.given,
            language=get_language() or "",
            now=now,
        )
    except Unfit as unfit:
        form.add_error(unfit.field if unfit.field in form.fields else None, str(unfit))
    except NotAllowed as refusal:
        if refusal.hidden:
            raise
        form.add_error(None, str(refusal))
    return None


@login_required
@require_POST
def keep(request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
    """Keeps what is typed, asked for by the page itself."""
    found, now = draft_or_404(request, public_id), timezone.now()
    try:
        take(person_of(request), "autosave", now)
        saved = save_draft(
            actor=person_of(request), draft=found, words=typed_in(request), seen=seen_in(request), now=now
        )
    except ChangedMeanwhile as meanwhile:
        return not_kept(f"{meanwhile} {_('Open the page again to see it.')}", HTTPStatus.CONFLICT)
    except Unfit as unfit:
        return not_kept(str(unfit), HTTPStatus.UNPROCESSABLE_ENTITY)
    return kept(saved)


@login_required
@require_http_methods(["GET", "POST"])
def delete(request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
    found = draft_or_404(request, public_id)
    may_manage(request.user, found).require()
    if request.method == "POST":
        delete_draft(actor=person_of(request), draft=found)
        messages.success(request, _("Your draft is deleted."))
        return redirect(found.consultation)
    return render(request, "drafting/delete.html", _frame(found))


@login_required
@require_safe
def file(request: HttpRequest, public_id: uuid.UUID, name: str, width: int | None = None) -> HttpResponseBase:
    """For those who may read the draft."""
    held = get_object_or_404(
        DraftFile.objects.select_related("file"), draft=draft_or_404(request, public_id), file__name=name
    )
    return hand_out(request, held.file, width)
