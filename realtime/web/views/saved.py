"""Agendas that the city saved: made from a session, renamed, deleted."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from realtime.domain.agenda import read_agenda
from realtime.errors import NameTaken
from realtime.models import AgendaTemplate
from realtime.operations.templates import delete_template, rename_template, save_template
from realtime.permissions import may_facilitate
from realtime.web.agenda import EDITORS
from realtime.web.agenda.saved import NAME_TAKEN, SaveForm
from realtime.web.rooms import person_of, visit
from realtime.web.views.agenda import agenda_page


@require_POST
def save(request: HttpRequest, code: str) -> HttpResponse:
    """The agenda of a session, running or past, for later ones."""
    found = visit(request, code)
    may_facilitate(found.person).require()
    form = SaveForm(request.POST)
    if form.is_valid() and found.person is not None:
        try:
            save_template(
                actor=found.person,
                name=form.cleaned_data["name"],
                agenda=found.room.agenda,
                language=found.session.language,
                now=timezone.now(),
            )
        except NameTaken:
            form.add_error("name", NAME_TAKEN)
        else:
            messages.success(request, _("The agenda is saved. You find it when you prepare a session."))
            return redirect("realtime:agenda", found.session.code)
    return agenda_page(request, found, form)


@require_GET
def saved(request: HttpRequest) -> HttpResponse:
    may_facilitate(person_of(request)).require()
    return _list(request)


def _list(request: HttpRequest, pk: int = 0, form: SaveForm | None = None) -> HttpResponse:
    """``form``: the name that ``pk`` could not be given."""
    rows = []
    for template in AgendaTemplate.objects.all():
        own = form if form is not None and template.pk == pk else SaveForm(initial={"name": template.name}, prefix="")
        own.auto_id = f"id-{template.pk}-%s"
        rows.append({"template": template, "agenda": read_agenda(template.agenda), "form": own})
    context = {"rows": rows, "fault": form, "editors": EDITORS, "has_errors": form is not None}
    return render(request, "realtime/saved_agendas.html", context, status=422 if form else 200)


@require_POST
def rename(request: HttpRequest, pk: int) -> HttpResponse:
    person = person_of(request)
    may_facilitate(person).require()
    template = get_object_or_404(AgendaTemplate, pk=pk)
    form = SaveForm(request.POST)
    if form.is_valid() and person is not None:
        try:
            rename_template(actor=person, template=template, name=form.cleaned_data["name"])
        except NameTaken:
            form.add_error("name", NAME_TAKEN)
        else:
            messages.success(request, _("The agenda has a new name."))
            return redirect("realtime:saved")
    return _list(request, pk, form)


@require_POST
def delete(request: HttpRequest, pk: int) -> HttpResponse:
    person = person_of(request)
    may_facilitate(person).require()
    if person is not None:
        delete_template(actor=person, template=get_object_or_404(AgendaTemplate, pk=pk))
        messages.success(request, _("The saved agenda is deleted. Sessions made of it keep theirs."))
    return redirect("realtime:saved")
