"""Splitting a contribution into several, and moving one's support or comment to a part."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from consultations.deliberation.domain import typed_text
from consultations.deliberation.errors import Unfit
from consultations.deliberation.models import Contribution
from consultations.deliberation.operations import PartPlan, move_comment, move_support, split
from consultations.deliberation.operations.splitting import FEWEST, MOST
from consultations.deliberation.permissions_particular import may_move_comment, may_split
from consultations.deliberation.queries.particulars import parts_of
from consultations.deliberation.web import drafts
from consultations.deliberation.web.forms import ReasonForm, TypedText
from consultations.deliberation.web.views.contributions import contribution_or_404
from consultations.deliberation.web.visitors import person
from consultations.people.domain.verdict import no, unknown
from consultations.people.operations.limits import take
from consultations.people.web.signed_in import person_of


class PartsForm(ReasonForm):
    """``count`` parts, each with a title and a text; a part left empty is none."""

    def __init__(self, *args: Any, count: int, **options: Any) -> None:
        super().__init__(*args, **options)
        for place in range(count):
            self.fields[f"{place}-title"] = TypedText(
                label=_("Title of part %(number)s") % {"number": place + 1},
                limit=typed_text.TITLE_LIMIT,
                required=place < FEWEST,
            )
            self.fields[f"{place}-body"] = TypedText(
                label=_("Text of part %(number)s") % {"number": place + 1},
                limit=typed_text.BODY_LIMIT,
                many_lines=True,
                required=place < FEWEST,
            )
        self.order_fields([name for name in self.fields if name != "reason"])
        self.fields["reason"].label = gettext_lazy("Why is it split?")
        self.sometimes_needed = tuple(self.fields)
        self.count = count

    def plans(self) -> list[PartPlan]:
        words = self.cleaned_data
        found = [PartPlan(words[f"{place}-title"], words[f"{place}-body"]) for place in range(self.count)]
        return [part for part in found if part.title or part.body]


@drafts.sign_in_first
@require_http_methods(["GET", "POST"])
def splitting(request: HttpRequest, pk: int) -> HttpResponse:
    found = contribution_or_404(request, pk)
    who, now = person(request), timezone.now()
    may_split(who, found, now).require()
    more = request.method == "POST" and "more" in request.POST
    count = min(MOST, _count(request) + more)
    if request.method == "POST" and not more:
        form = PartsForm(request.POST, count=count)
        if form.is_valid() and (made := _split(request, form, found)):
            messages.success(request, _("It is split. The original stays with its comments and supports."))
            return redirect(made)
    else:
        kept = drafts.kept(request)
        typed = {name: request.POST.get(name, "") for name in request.POST} if more else kept
        whole = {f"{place}-body": found.body for place in range(count)} if not typed else {}
        form = PartsForm(initial={**whole, **typed}, count=count)
    context = {
        "contribution": found,
        "consultation": found.consultation,
        "form": form,
        "count": count,
        "more": count < MOST,
        "own": found.is_by(who),
    }
    return render(request, "deliberation/split.html", context)


def _count(request: HttpRequest) -> int:
    asked = request.POST.get("count", "")
    return max(FEWEST, min(MOST, int(asked))) if asked.isdecimal() and len(asked) < 3 else FEWEST  # noqa: PLR2004


def _split(request: HttpRequest, form: PartsForm, found: Contribution) -> Contribution | None:
    who, now = person_of(request), timezone.now()
    try:
        if found.is_by(who):
            take(who, "propose", now)
        split(actor=who, contribution=found, parts=form.plans(), reason=form.cleaned_data["reason"], now=now)
    except Unfit as unfit:
        form.add_error(unfit.field if unfit.field in form.fields else None, str(unfit))
        return None
    drafts.forget(request)
    return found


@login_required
@require_POST
def moving_support(request: HttpRequest, pk: int) -> HttpResponse:
    """From what was split to the part with this number."""
    part, who, now = contribution_or_404(request, pk), person_of(request), timezone.now()
    if part.part_of is None:
        unknown().require()
        raise AssertionError
    take(who, "support", now)
    move_support(actor=who, contribution=part.part_of.contribution, part=part, now=now)
    messages.success(request, _("Your support stands here now."))
    return redirect(f"{part.get_absolute_url()}#support")


@login_required
@require_http_methods(["GET", "POST"])
def moving_comment(request: HttpRequest, pk: int) -> HttpResponse:
    """For the author of a comment on what was split: to which part it belongs."""
    comment, who, now = contribution_or_404(request, pk), person_of(request), timezone.now()
    parts = parts_of(comment.parent) if comment.parent is not None and comment.parent.was_split else []
    if not parts:
        no(_("What this comment answers was not split.")).require()
    may_move_comment(who, comment, parts[0], now).require()
    chosen = next((part for part in parts if str(part.pk) == request.POST.get("part", "")), None)
    if request.method == "POST" and chosen is not None:
        take(who, "comment", now)
        made = move_comment(actor=who, comment=comment, part=chosen, now=now)
        messages.success(request, _("Your comment stands here now."))
        return redirect(f"{chosen.get_absolute_url()}#comment-{made.pk}")
    context = {
        "contribution": comment,
        "consultation": comment.consultation,
        "parts": parts,
        "missed": request.method == "POST",
    }
    return render(request, "deliberation/move.html", context)
