"""For the city: what a proposal would cost, and how that was found."""

from __future__ import annotations

from django import forms
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from consultations.deliberation.errors import Unfit
from consultations.deliberation.operations import check_cost
from consultations.deliberation.permissions_particular import may_check_cost
from consultations.deliberation.web import drafts
from consultations.deliberation.web.forms import TypedText
from consultations.deliberation.web.forms_particulars import CostField
from consultations.deliberation.web.views.contributions import contribution_or_404
from consultations.deliberation.web.visitors import person


class CostForm(forms.Form):
    sometimes_needed = ("amount",)
    amount = CostField(label=gettext_lazy("Checked cost"))
    note = TypedText(
        label=gettext_lazy("How it was found"),
        help_text=gettext_lazy("What it counts and what not. Everybody can read it."),
        limit=2000,
        many_lines=True,
    )
    role = TypedText(
        label=gettext_lazy("Post that checked it"),
        help_text=gettext_lazy("Such as: Office for roads. Never a person’s name. Empty: the words for your role."),
        limit=200,
        required=False,
    )

    def clean_amount(self) -> int:
        amount = self.cleaned_data["amount"]
        if amount is None:
            raise forms.ValidationError(_("Write the amount in digits, without cents, such as 12000."))
        return int(amount)


@drafts.sign_in_first
@require_http_methods(["GET", "POST"])
def cost(request: HttpRequest, pk: int) -> HttpResponse:
    found = contribution_or_404(request, pk)
    may_check_cost(person(request), found).require()
    form = CostForm(request.POST or None, initial=drafts.kept(request))
    form.fields["amount"].help_text = _("In %(currency)s, without cents.") % {"currency": settings.CURRENCY}
    if request.method == "POST" and form.is_valid():
        try:
            check_cost(actor=person(request), contribution=found, now=timezone.now(), **form.cleaned_data)
        except Unfit as unfit:
            form.add_error(unfit.field if unfit.field in form.fields else None, str(unfit))
        else:
            drafts.forget(request)
            messages.success(request, _("The checked cost is published."))
            return redirect(found)
    return render(
        request, "deliberation/cost.html", {"contribution": found, "consultation": found.consultation, "form": form}
    )
