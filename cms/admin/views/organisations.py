"""The register of organisations: which there are, and who speaks for them."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from cms.admin.forms.organisations import ContactForm, OrganisationForm, StandingForm
from cms.admin.page import crumb, official, page
from cms.admin.refusals import shown_in
from consultations.deliberation.models import Organisation, OrganisationContact
from consultations.deliberation.operations import (
    change_organisation,
    confirm_contact,
    register_organisation,
    remove_contact,
)
from consultations.deliberation.permissions import may_prepare


@require_http_methods(["GET", "POST"])
def organisations(request: HttpRequest) -> HttpResponse:
    """All of them, and the form for one more."""
    may_prepare(request.user).require()
    form = OrganisationForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        made = None
        with shown_in(form):
            made = register_organisation(actor=official(request), now=timezone.now(), **form.cleaned_data)
        if made is not None and form.is_valid():
            messages.success(request, _("“%(title)s” is saved.") % {"title": made.name})
            return redirect("desk:organisation", made.pk)
    rows = Organisation.objects.all()
    status = 422 if form.errors else 200
    return page(request, "organisations", _("Organisations"), form=form, rows=rows, status=status, icon="group")


@require_http_methods(["GET", "POST"])
def organisation(request: HttpRequest, pk: int) -> HttpResponse:
    """One of them: its words, and who speaks for it."""
    may_prepare(request.user).require()
    found = get_object_or_404(Organisation, pk=pk)
    initial = {"name": found.name, "kind": found.kind, "website": found.website, "listed": found.listed}
    asked = request.POST.get("act", "")
    form = StandingForm(request.POST if asked == "change" else None, initial=initial)
    contact = ContactForm(request.POST if asked == "contact" else None)
    now = timezone.now()
    if asked == "change" and form.is_valid():
        with shown_in(form):
            change_organisation(actor=official(request), organisation=found, now=now, **form.cleaned_data)
        if form.is_valid():
            messages.success(request, _("“%(title)s” is saved.") % {"title": form.cleaned_data["name"]})
            return redirect("desk:organisation", pk)
    if asked == "contact" and contact.is_valid():
        with shown_in(contact):
            confirm_contact(actor=official(request), organisation=found, name=contact.cleaned_data["name"], now=now)
        if contact.is_valid():
            messages.success(request, _("They can endorse in its name now, and are told."))
            return redirect("desk:organisation", pk)
    return page(
        request,
        "organisation",
        found.name,
        crumb(_("Organisations"), "organisations"),
        organisation=found,
        contacts=found.contacts.select_related("participant"),
        form=form,
        contact=contact,
        status=422 if form.errors or contact.errors else 200,
        icon="group",
    )


@require_POST
def drop_contact(request: HttpRequest, pk: int, contact_pk: int) -> HttpResponse:
    may_prepare(request.user).require()
    found = get_object_or_404(OrganisationContact, pk=contact_pk, organisation=pk)
    remove_contact(actor=official(request), contact=found)
    messages.success(request, _("They no longer speak for it."))
    return redirect("desk:organisation", pk)
