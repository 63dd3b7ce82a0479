"""An author says whether the city may quote them."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from consultations.deliberation.models import QuotePermission
from consultations.deliberation.operations import allow_quoting, stop_quoting
from consultations.deliberation.permissions import may_allow_quoting
from consultations.deliberation.web.views.contributions import contribution_or_404
from consultations.people.web.signed_in import person_of


@login_required
@require_http_methods(["GET", "POST"])
def quoting(request: HttpRequest, pk: int) -> HttpResponse:
    """Says what it means, and turns it on or off."""
    found = contribution_or_404(request, pk)
    given = QuotePermission.objects.filter(contribution=found).first()
    may_allow_quoting(person_of(request), found, stop=given is not None).require()
    if request.method == "POST":
        if request.POST.get("quoting") == "no":
            stop_quoting(actor=person_of(request), contribution=found)
            messages.success(request, _("The city may no longer quote this. Quotes are gone from its pages."))
        else:
            allow_quoting(actor=person_of(request), contribution=found, now=timezone.now())
            messages.success(request, _("The city may quote this. You can take that back at any time."))
        return redirect(found)
    context = {"contribution": found, "consultation": found.consultation, "given": given}
    return render(request, "deliberation/quoting.html", context)
