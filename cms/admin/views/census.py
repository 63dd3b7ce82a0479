"""The city's census table: what people may tell about themselves, and how many of the city have each answer."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from cms.admin.page import official, page
from cms.admin.refusals import shown_in
from consultations.deliberation.domain.census import CensusUnreadable, read_census
from consultations.deliberation.models import Trait
from consultations.deliberation.operations.makeup import set_census
from consultations.deliberation.permissions import may_prepare

LARGEST = 200_000


class CensusForm(forms.Form):
    """``clean_file`` gives the lines of the table."""

    file = forms.FileField(
        label=gettext_lazy("Table (CSV)"),
        help_text=gettext_lazy(
            "Columns: trait, value, people; in further languages trait_ar, value_ar … One line for each answer."
        ),
    )

    def clean_file(self) -> Any:
        given = self.cleaned_data["file"]
        if given.size > LARGEST:
            raise forms.ValidationError(_("This file is too large."))
        try:
            return read_census(given.read().decode("utf-8-sig"))
        except (UnicodeDecodeError, CensusUnreadable) as fault:
            reason = str(fault) if isinstance(fault, CensusUnreadable) else _("The file must be UTF-8 text.")
            raise forms.ValidationError(reason) from fault


@require_http_methods(["GET", "POST"])
def census(request: HttpRequest) -> HttpResponse:
    may_prepare(request.user).require()
    form = CensusForm(request.POST, request.FILES) if request.method == "POST" else CensusForm()
    if request.method == "POST" and form.is_valid():
        with shown_in(form):
            set_census(actor=official(request), lines=form.cleaned_data["file"], now=timezone.now())
        if form.is_valid():
            messages.success(request, _("The table is taken."))
            return redirect("desk:census")
    traits = Trait.objects.prefetch_related("values")
    status = 422 if form.errors else 200
    return page(request, "census", _("Who lives in the city"), form=form, traits=traits, status=status, icon="group")
