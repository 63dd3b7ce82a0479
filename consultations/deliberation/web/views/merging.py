"""Putting contributions that say the same under one, parting them again, and objecting to it."""

from __future__ import annotations

import re

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from consultations.deliberation.errors import Unfit
from consultations.deliberation.models import Contribution
from consultations.deliberation.operations import merge, object_to_merge, unmerge
from consultations.deliberation.permissions import may_merge, may_object_to_merge
from consultations.deliberation.permissions_particular import may_object_to_split
from consultations.deliberation.queries.contributions import contributions_for
from consultations.deliberation.queries.similar import similar_to
from consultations.deliberation.web import drafts
from consultations.deliberation.web.forms import ReasonForm, TypedText
from consultations.deliberation.web.views.contributions import contribution_or_404
from consultations.deliberation.web.visitors import person

NUMBER = re.compile(r"(?:.*/contributions/)?(\d{1,15})/?(?:[?#].*)?")


class MergeForm(ReasonForm):
    into = TypedText(label=gettext_lazy("The contribution that stays: its number or address"), limit=500)
    field_order = ("into", "reason")

    def clean_into(self) -> int:
        found = NUMBER.fullmatch(self.cleaned_data["into"])
        if found is None:
            raise forms.ValidationError(_("Give the number of a contribution or the address of its page."))
        return int(found[1])


@drafts.sign_in_first
@require_http_methods(["GET", "POST"])
def merging(request: HttpRequest, pk: int) -> HttpResponse:
    """For staff: merges this one into another, or splits it again when it is merged."""
    found = contribution_or_404(request, pk)
    may_merge(person(request)).require()
    form: ReasonForm = (ReasonForm if found.merged_into_id else MergeForm)(
        request.POST or None, initial=drafts.kept(request)
    )
    if request.method == "POST" and form.is_valid() and _merge_or_split(request, form, found):
        drafts.forget(request)
        return redirect(found)
    context = {
        "contribution": found,
        "consultation": found.consultation,
        "form": form,
        "similar": [] if found.merged_into_id else similar_to(found.consultation, found.title, besides=found),
    }
    return render(request, "deliberation/merge.html", context)


def _merge_or_split(request: HttpRequest, form: ReasonForm, found: Contribution) -> bool:
    words, who, now = form.cleaned_data, person(request), timezone.now()
    try:
        if found.merged_into_id:
            unmerge(actor=who, contribution=found, reason=words["reason"], now=now)
            messages.success(request, _("It stands alone again."))
            return True
        into = contributions_for(request.user).filter(pk=words["into"]).first()
        if into is None:
            raise Unfit("into", _("There is no contribution with this number."))
        merge(actor=who, contribution=found, into=into, reason=words["reason"], now=now)
    except Unfit as unfit:
        form.add_error(unfit.field if unfit.field in form.fields else None, str(unfit))
        return False
    messages.success(request, _("The two contributions are merged. Both texts and all supports are kept."))
    return True


@drafts.sign_in_first
@require_http_methods(["GET", "POST"])
def objecting(request: HttpRequest, pk: int) -> HttpResponse:
    """For the authors of two merged contributions."""
    found = contribution_or_404(request, pk)
    who = person(request)
    (may_object_to_split if found.part_of and not found.merged_into else may_object_to_merge)(who, found).require()
    form = ReasonForm(request.POST or None, initial=drafts.kept(request))
    if request.method == "POST" and form.is_valid():
        object_to_merge(actor=who, contribution=found, reason=form.cleaned_data["reason"], now=timezone.now())
        drafts.forget(request)
        messages.success(request, _("Your objection is public. The staff are asked to look at it."))
        return redirect(found)
    context = {"contribution": found, "consultation": found.consultation, "form": form}
    return render(request, "deliberation/object.html", context)
