"""A contribution: its page, its revisions, its author's changes."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from consultations.deliberation import places
from consultations.deliberation.domain.differences import differences
from consultations.deliberation.domain.particulars import NONE
from consultations.deliberation.enums import Act, ContributionKind
from consultations.deliberation.errors import Unfit
from consultations.deliberation.models import Contribution, Tag
from consultations.deliberation.operations import revise, withdraw
from consultations.deliberation.operations.fitting import particulars_of
from consultations.deliberation.permissions import (
    GONE,
    is_offered,
    is_suggestion,
    may_allow_quoting,
    may_merge,
    may_object_to_merge,
    may_read_words,
    may_revise,
    may_withdraw,
)
from consultations.deliberation.permissions_particular import (
    is_endorsable,
    may_check_cost,
    may_invite_authors,
    may_object_to_split,
    may_split,
)
from consultations.deliberation.permissions_together import (
    is_suggestible,
    may_answer_suggestion,
    may_hold_files,
    may_leave,
)
from consultations.deliberation.queries.attachments import files_of
from consultations.deliberation.queries.contributions import contributions_for, newest_event, voices_of
from consultations.deliberation.queries.particulars import beside, organisations_of
from consultations.deliberation.queries.presence import has, with_presence
from consultations.deliberation.queries.similar import similar_to
from consultations.deliberation.queries.suggestions import first_suggestions, suggestion_behind
from consultations.deliberation.queries.threads import thread_of
from consultations.deliberation.web import drafts, panels
from consultations.deliberation.web.forms import CommentForm
from consultations.deliberation.web.forms_files import Held, RevisionWithFiles
from consultations.deliberation.web.forms_particulars import given_particulars, with_standing
from consultations.deliberation.web.visitors import person
from consultations.people.domain.verdict import NotAllowed
from consultations.people.models import Participant


def contribution_or_404(request: HttpRequest, pk: int) -> Contribution:
    found = with_presence(contributions_for(request.user)).filter(pk=pk).first()
    if found is None:
        raise Http404("no such contribution")
    return found


def acts_on(request: HttpRequest, contribution: Contribution) -> dict[str, Any]:
    """Verdicts for the page."""
    now = timezone.now()
    who = person(request)
    return {
        "comment": is_offered(who, contribution, Act.COMMENT, now),
        "support": is_offered(who, contribution, Act.SUPPORT, now),
        "revise": may_revise(who, contribution, now),
        "withdraw": may_withdraw(who, contribution),
        "leave": may_leave(who, contribution),
        "suggest": is_suggestible(contribution, who, now),
        "merge": may_merge(who),
        "quoting": may_allow_quoting(who, contribution),
        "object": may_object_to_merge(who, contribution) or may_object_to_split(who, contribution),
        "split": may_split(who, contribution, now),
        "cost": may_check_cost(who, contribution),
        "invite": may_invite_authors(who, contribution, now),
        "move_comment": _may_move(who, contribution),
        "endorse": is_endorsable(contribution, now) and organisations_of(who).exists(),
    }


def _may_move(who: Participant | None, comment: Contribution) -> bool:
    """Whether its page offers to move a comment to a part of what was split."""
    above = comment.parent
    movable = above is not None and above.was_split and comment.is_public and not comment.comment_count
    return movable and comment.is_by(who)


@require_safe
def contribution(request: HttpRequest, pk: int) -> HttpResponse:
    """The contribution with what became of it and a page of its thread."""
    found = contribution_or_404(request, pk)
    readable = may_read_words(request.user, found)
    thread = thread_of(found, request.GET.get("page", "1"))
    context = {
        "contribution": found,
        "consultation": found.consultation,
        "readable": readable,
        "gone": "" if found.is_public else GONE[found.state],
        "thread": thread,
        "may": acts_on(request, found),
        "voices": voices_of(found, request.user),
        "objections": found.merge_objections.select_related("by") if found.merged_into_id or found.part_of_id else (),
        "beside": beside(found) if readable else None,
        "tags": [{"words": tag.name, "url": "", "current": False} for tag in _tags(found)] if readable else [],
        "form": CommentForm(),
        "about": places.find(found.about, request.user) if found.about else None,
        **_suggestions(request, found),
        "linked_acts": panels.acts(),
        "notes": panels.beside(request, [found, *thread.everybody()], found),
        "files": files_of(found) if readable else None,
        "badge": panels.badges_of([found]).get(found.pk),
        "receipt": newest_event(found) if readable else None,
        "similar": similar_to(found.consultation, found.title, besides=found) if "published" in request.GET else [],
    }
    return render(request, "deliberation/contribution.html", context)


def _tags(found: Contribution) -> Iterable[Tag]:
    return found.tags.all() if has(found, "tags") else ()


def _suggestions(request: HttpRequest, found: Contribution) -> dict[str, Any]:
    """Those made to a proposal; or what this one, a suggestion itself, would change."""
    if is_suggestion(found):
        shown = suggestion_behind(found) if found.is_public else None
        answering = shown and may_answer_suggestion(person(request), shown.suggestion, timezone.now())
        return {"shown": shown, "suggestions": [], "more": 0, "answering": bool(answering)}
    if found.kind != ContributionKind.PROPOSAL or not found.is_public:
        return {"shown": None, "suggestions": [], "more": 0, "answering": False}
    some, more = first_suggestions(found) if has(found, "suggestions") else ([], 0)
    return {"shown": None, "suggestions": some, "more": more, "answering": found.is_by(person(request))}


@require_safe
def revisions(request: HttpRequest, pk: int) -> HttpResponse:
    """Every revision, newest first, each with what changed since the one before."""
    found = contribution_or_404(request, pk)
    if not may_read_words(request.user, found):
        return redirect(found)
    rows = list(found.revisions.select_related("suggestion__author").order_by("number"))
    steps = [
        {
            "revision": row,
            "title": differences(before.title, row.title) if before and before.title != row.title else None,
            "body": differences(before.body, row.body) if before else None,
            "elsewhere": particulars_of(row) != (particulars_of(before) if before else NONE),
        }
        for before, row in zip([None, *rows], rows, strict=False)
    ]
    context = {"contribution": found, "consultation": found.consultation, "steps": list(reversed(steps))}
    return render(request, "deliberation/revisions.html", context)


@drafts.sign_in_first
@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    found = contribution_or_404(request, pk)
    if request.method == "GET":
        may_revise(person(request), found, timezone.now()).require()
        form = RevisionWithFiles.of(found, drafts.kept(request), held=_held(found))
    else:
        held = _held(found) if found.is_by(person(request)) else None
        sent: dict[str, Any] = {"contribution": found, "held": held, "person": person(request)}
        form = RevisionWithFiles(request.POST, request.FILES, **sent)
        if form.is_valid() and (changed := _save_revision(request, form, found)):
            drafts.forget(request)
            messages.success(request, _("Your change is published. The text before it stays readable."))
            return redirect(changed)
    newest = found.body if form.errors and str(form["seen"].value()) != str(found.revision) else ""
    context = {"contribution": found, "consultation": found.consultation, "form": form, "newest": newest}
    return render(request, "deliberation/edit.html", context)


def _held(found: Contribution) -> Held | None:
    """What it may hold beside its words, and does."""
    files = files_of(found).all if found.kind == ContributionKind.PROPOSAL else []
    if not files and not may_hold_files(found.consultation, found.kind):
        return None
    return Held(files, lambda one: reverse("deliberation:picture", args=[found.pk, one.name, one.widths[0]]))


def _save_revision(request: HttpRequest, form: RevisionWithFiles, found: Contribution) -> Contribution | None:
    """None when it is refused: the form then says why and keeps the words of their author."""
    words, who = form.cleaned_data, person(request)
    try:
        return revise(
            actor=who,
            contribution=found,
            title=words.get("title", found.title),
            body=words["body"],
            tags=words.get("tags"),
            particulars=with_standing(form, found, given_particulars(words)),
            now=timezone.now(),
            seen_revision=words["seen"],
            files=form.change,
        )
    except Unfit as unfit:
        form.add_error(unfit.field if unfit.field in form.fields else None, str(unfit))
    except NotAllowed as refusal:
        if refusal.hidden or who is None or not found.is_by(who):
            raise
        form.add_error(None, str(refusal))
    return None


@login_required
@require_http_methods(["GET", "POST"])
def withdrawal(request: HttpRequest, pk: int) -> HttpResponse:
    found = contribution_or_404(request, pk)
    may_withdraw(person(request), found).require()
    if request.method == "POST":
        withdraw(actor=person(request), contribution=found, now=timezone.now())
        messages.success(request, _("You withdrew this contribution. Nobody else can read its words now."))
        return redirect(found)
    return render(request, "deliberation/withdraw.html", {"contribution": found, "consultation": found.consultation})
