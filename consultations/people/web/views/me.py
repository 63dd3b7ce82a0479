"""My page: public name, language, messages."""

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
from consultations.people.operations.account import change_profile
from consultations.people.operations.notices import mark_read
from consultations.people.web.forms import TAKEN, ProfileForm
from consultations.people.web.signed_in import person_of


@login_required
@require_http_methods(["GET", "POST"])
def me(request: HttpRequest) -> HttpResponse:
    """The profile form and the newest messages; a message counts as read once it was shown."""
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
    notices = list(person.notices.all()[:20])
    mark_read(actor=person, now=timezone.now())
    roles = sorted(str(ROLE_WORDS[role]) for role in person.roles())
    return render(request, "people/me.html", {"form": form, "notices": notices, "roles": roles})
