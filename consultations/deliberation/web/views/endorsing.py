"""For the people who speak for an organisation: endorsing in its name, and taking that back. And the register."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from consultations.deliberation.errors import Unfit
from consultations.deliberation.models import Organisation
from consultations.deliberation.models.organisation import SENTENCE_LIMIT
from consultations.deliberation.operations import endorse, withdraw_endorsement
from consultations.deliberation.permissions_particular import is_endorsable
from consultations.deliberation.queries.particulars import organisations_of
from consultations.deliberation.web.forms import TypedText
from consultations.deliberation.web.views.contributions import contribution_or_404
from consultations.people.domain.verdict import no
from consultations.people.operations.limits import take
from consultations.people.web.signed_in import person_of


class EndorsementForm(forms.Form):
    organisation = forms.ModelChoiceField(
        label=gettext_lazy("In the name of"), queryset=Organisation.objects.none(), empty_label=None
    )
    sentence = TypedText(
        label=gettext_lazy("A sentence from the organisation"),
        help_text=gettext_lazy("Everybody can read it, beside its name. Your own name is not shown."),
        limit=SENTENCE_LIMIT,
        required=False,
    )

    def __init__(self, *args: Any, organisations: QuerySet[Organisation], **options: Any) -> None:
        super().__init__(*args, **options)
        chosen = self.fields["organisation"]
        assert isinstance(chosen, forms.ModelChoiceField)
        chosen.queryset = organisations


@login_required
@require_http_methods(["GET", "POST"])
def endorsing(request: HttpRequest, pk: int) -> HttpResponse:
    found, who, now = contribution_or_404(request, pk), person_of(request), timezone.now()
    own = organisations_of(who)
    if not own.exists():
        no(_("Only people whom the city knows as its contacts can speak for an organisation.")).require()
    given = found.endorsements.filter(organisation__in=own).select_related("organisation")
    if request.method == "POST" and request.POST.get("act", "").startswith("withdraw-"):
        chosen = next((one for one in given if request.POST["act"] == f"withdraw-{one.pk}"), None)
        if chosen is not None:
            withdraw_endorsement(actor=who, endorsement=chosen, now=now)
            messages.success(request, _("The endorsement is taken back."))
        return redirect(f"{found.get_absolute_url()}#endorsements")
    left = own.filter(listed=True).exclude(pk__in=given.values("organisation"))
    form = EndorsementForm(request.POST or None, organisations=left)
    verdict = is_endorsable(found, now)
    if request.method == "POST" and form.is_valid():
        try:
            take(who, "support", now)
            endorse(actor=who, contribution=found, now=now, **form.cleaned_data)
        except Unfit as unfit:
            form.add_error(unfit.field if unfit.field in form.fields else None, str(unfit))
        else:
            messages.success(request, _("The endorsement is public."))
            return redirect(f"{found.get_absolute_url()}#endorsements")
    context = {
        "contribution": found,
        "consultation": found.consultation,
        "form": form if verdict and left.exists() else None,
        "verdict": verdict,
        "given": given,
    }
    return render(request, "deliberation/endorse.html", context)


@require_safe
def organisations(request: HttpRequest) -> HttpResponse:
    """Every organisation that can endorse."""
    return render(
        request, "deliberation/organisations.html", {"organisations": Organisation.objects.filter(listed=True)}
    )
