"""My page: public name, language, and the way to all else that is mine."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db import IntegrityError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from consultations.people.domain.roles import ROLE_WORDS
from consultations.people.enums import Hears
from consultations.people.operations.account import change_profile
from consultations.people.queries.messages import unread
from consultations.people.web.forms import TAKEN, ProfileForm
from consultations.people.web.signed_in import person_of


@login_required
@require_http_methods(["GET", "POST"])
def me(request: HttpRequest) -> HttpResponse:
    """The profile form, how many messages wait, and how this person hears."""
    person = person_of(request)
    form = ProfileForm(request.POST if request.method == "POST" else None, participant=person)
    if form.is_valid():
        try:
            change_profile(actor=person, now=timezone.now(), **form.cleaned_data)
        except IntegrityError:
            form.add_error("pseudonym", str(TAKEN))
        else:
            messages.success(request, _("Saved."))
            return redirect("people:me")
    roles = sorted(str(ROLE_WORDS[role]) for role in person.roles())
    context = {"form": form, "unread": unread(person), "hears": Hears(person.hears).label, "roles": roles}
    return render(request, "people/me.html", context)
