"""Rehearsing a session with ghosts, and putting the rehearsal away."""

from __future__ import annotations

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST

from realtime.operations.join import join
from realtime.operations.rehearse import FEWEST, MOST, begin_rehearsal, end_rehearsal
from realtime.permissions import may_facilitate, may_rehearse
from realtime.rehearsal.crew import CREWS
from realtime.web.rooms import visit


class GhostsForm(forms.Form):
    ghosts = forms.IntegerField(label=_("How many ghosts take part"), min_value=FEWEST, max_value=MOST, initial=15)


@require_http_methods(["GET", "POST"])
def rehearse(request: HttpRequest, code: str) -> HttpResponse:
    """What a rehearsal is, and its beginning; afterwards on the desk of the copy."""
    found = visit(request, code)
    may_rehearse(found.person, found.session).require()
    form = GhostsForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and found.person is not None:
        now = timezone.now()
        ghosts = form.cleaned_data["ghosts"]
        copy = begin_rehearsal(actor=found.person, session=found.session, ghosts=ghosts, now=now)
        join(session=copy, actor=found.person, now=now, language=get_language() or "en")
        if not CREWS.begin(copy.pk):
            messages.warning(
                request, _("Too many rehearsals run at this moment. The ghosts stay away; try again later.")
            )
        return redirect("realtime:facilitate", copy.code)
    context = {"session": found.session, "form": form}
    return render(request, "realtime/rehearse.html", context, status=422 if form.errors else 200)


@require_POST
def end(request: HttpRequest, code: str) -> HttpResponse:
    found = visit(request, code)
    may_facilitate(found.person).require()
    if found.session.rehearsal_of_id is None or found.person is None:
        raise Http404
    session = end_rehearsal(actor=found.person, session=found.session, now=timezone.now())
    messages.success(request, _("The rehearsal is over. Nothing of it is kept."))
    return redirect("realtime:facilitate", session.code)
