"""Telling about oneself, for numbers only."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from consultations.deliberation.errors import Unfit
from consultations.deliberation.models import Trait, TraitValue
from consultations.deliberation.operations.makeup import tell_about_oneself
from consultations.deliberation.permissions import may_tell_about_oneself
from consultations.deliberation.web.views.consultations import consultation_or_404
from consultations.deliberation.web.visitors import person


class AboutYouForm(forms.Form):
    """A choice for each trait of the city's list; none has to be made."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for trait in Trait.objects.prefetch_related("values"):
            choices = [("", _("I do not say")), *((str(value.pk), value.label) for value in trait.values.all())]
            self.fields[f"trait-{trait.pk}"] = forms.ChoiceField(
                label=trait.label, choices=choices, required=False, widget=forms.RadioSelect, initial=""
            )

    def values(self) -> list[TraitValue]:
        chosen = [int(pk) for pk in self.cleaned_data.values() if pk]
        return list(TraitValue.objects.filter(pk__in=chosen).order_by("pk"))


@require_http_methods(["GET", "POST"])
def about_you(request: HttpRequest, slug: str) -> HttpResponse:
    found = consultation_or_404(request, slug)
    who = person(request)
    if who is None:
        return redirect_to_login(request.path, reverse("account_login"))
    verdict = may_tell_about_oneself(who, found)
    form = AboutYouForm(request.POST or None)
    if request.method == "POST" and verdict and form.is_valid():
        try:
            tell_about_oneself(actor=who, consultation=found, values=form.values(), now=timezone.now())
        except Unfit as unfit:
            form.add_error(None, str(unfit))
        else:
            messages.success(request, _("It is counted. Thank you."))
            return redirect("deliberation:numbers", slug)
    context = {"consultation": found, "text": found.text, "form": form, "verdict": verdict}
    return render(request, "deliberation/about_you.html", context, status=422 if form.errors else 200)
