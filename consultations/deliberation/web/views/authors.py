"""The authors of what is published: asking others to stand beside them, and their answer."""

from __future__ import annotations

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from consultations.deliberation.errors import Unfit
from consultations.deliberation.models import Contribution
from consultations.deliberation.operations import answer_invitation, invite_author, take_invitation_back
from consultations.deliberation.permissions_particular import may_invite_authors
from consultations.deliberation.web.forms import TypedText
from consultations.deliberation.web.views.contributions import contribution_or_404
from consultations.people.operations.limits import take
from consultations.people.web.signed_in import person_of


class InvitationForm(forms.Form):
    name = TypedText(
        label=gettext_lazy("Ask somebody by their public name"),
        help_text=gettext_lazy("If they accept, their public name stands beside yours and they can change the text."),
        limit=100,
    )


@login_required
@require_http_methods(["GET", "POST"])
def authors(request: HttpRequest, pk: int) -> HttpResponse:
    found, who, now = contribution_or_404(request, pk), person_of(request), timezone.now()
    may_invite_authors(who, found, now).require()
    act = request.POST.get("act", "")
    if act.startswith("remove-") and act[7:].isdecimal() and len(act) < 25:  # noqa: PLR2004
        take_invitation_back(actor=who, contribution=found, participant=int(act[7:]), now=now)
        messages.success(request, _("The invitation is taken back."))
        return redirect("deliberation:authors", pk)
    form = InvitationForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and _invite(request, form, found):
        messages.success(request, _("The invitation is sent."))
        return redirect("deliberation:authors", pk)
    context = {
        "contribution": found,
        "consultation": found.consultation,
        "form": form,
        "invited": found.author_invitations.select_related("participant"),
    }
    return render(request, "deliberation/authors.html", context)


def _invite(request: HttpRequest, form: InvitationForm, found: Contribution) -> bool:
    who, now = person_of(request), timezone.now()
    try:
        take(who, "invite", now)
        invite_author(actor=who, contribution=found, name=form.cleaned_data["name"], now=now)
    except Unfit as unfit:
        form.add_error(unfit.field if unfit.field in form.fields else None, str(unfit))
        return False
    return True


@login_required
@require_http_methods(["GET", "POST"])
def joining(request: HttpRequest, pk: int) -> HttpResponse:
    """For whoever was asked; to everybody else it is not there."""
    found, who = contribution_or_404(request, pk), person_of(request)
    if not found.author_invitations.filter(participant=who).exists():
        raise Http404("nobody was asked")
    if request.method == "POST":
        accept = request.POST.get("act") == "accept"
        answer_invitation(actor=who, contribution=found, accept=accept, now=timezone.now())
        messages.success(
            request, _("You are one of its authors now.") if accept else _("You do not stand beside its authors.")
        )
        return redirect(found)
    context = {"contribution": found, "consultation": found.consultation}
    return render(request, "deliberation/join.html", context)
