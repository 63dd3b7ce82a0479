"""Proposals that staff enter for others, one after another or from a table."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from cms.admin.forms.entries import PaperForm, TableForm
from cms.admin.page import crumb, official, page
from cms.admin.refusals import shown_in
from cms.queries.desk import title_of
from consultations.deliberation.enums import Channel, ContributionKind
from consultations.deliberation.models import Consultation
from consultations.deliberation.permissions import may_contribute
from consultations.drafting.domain.table import Fault
from consultations.drafting.operations.entering import Entry, enter_proposals, read_entries


def _consultation(request: HttpRequest, slug: str) -> Consultation:
    found = get_object_or_404(Consultation.objects.visible_to(request.user).prefetch_related("phases"), slug=slug)
    may_contribute(request.user, found, ContributionKind.PROPOSAL, timezone.now(), Channel.PAPER).require()
    return found


@require_http_methods(["GET", "POST"])
def paper(request: HttpRequest, slug: str) -> HttpResponse:
    """One proposal; saving it leads to the form for the next."""
    consultation = _consultation(request, slug)
    kept = {name: request.GET.get(name, "") for name in ("channel", "district") if request.GET.get(name)}
    form = PaperForm(request.POST or None, consultation=consultation, initial=kept)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        entry = Entry(
            f"paper:{given['submission']}",
            given["title"],
            given["body"],
            given.get("theme"),
            given["district"],
            given["tags"],
            form.given["particulars"],
        )
        with shown_in(form):
            enter_proposals(
                actor=official(request),
                consultation=consultation,
                entries=[entry],
                channel=Channel(given["channel"]),
                language=consultation.language,
                now=timezone.now(),
            )
        if form.is_valid():
            messages.success(request, _("“%(title)s” is published. Enter the next one.") % {"title": given["title"]})
            district = given["district"].slug if given["district"] else ""
            address = reverse("desk:enter_paper", args=[slug])
            return redirect(f"{address}?channel={given['channel']}&district={district}")
    return page(
        request,
        "proposals_paper",
        _("Enter proposals from paper"),
        crumb(title_of(consultation), "consultation", slug),
        consultation=consultation,
        form=form,
        icon="edit",
        status=422 if form.errors else 200,
    )


@require_http_methods(["GET", "POST"])
def table(request: HttpRequest, slug: str) -> HttpResponse:
    """Looked through first; nothing is entered while anything in it is wrong."""
    consultation = _consultation(request, slug)
    form = TableForm(request.POST or None, request.FILES or None)
    entries: list[Entry] = []
    faults: list[Fault] = []
    if request.method == "POST" and form.is_valid():
        entries, faults = read_entries(consultation, form.cleaned_data["text"])
        if request.POST.get("act") == "enter" and not faults:
            made = enter_proposals(
                actor=official(request),
                consultation=consultation,
                entries=entries,
                channel=Channel(form.cleaned_data["channel"]),
                language=consultation.language,
                now=timezone.now(),
            )
            messages.success(request, _done(len(made), len(entries) - len(made)))
            return redirect("desk:consultation", slug)
    keys = [entry.key for entry in entries]
    standing = consultation.contributions.filter(source_key__in=keys).count() if keys else 0
    return page(
        request,
        "proposals_table",
        _("Enter proposals from a table"),
        crumb(title_of(consultation), "consultation", slug),
        consultation=consultation,
        form=form,
        entries=entries,
        faults=faults,
        standing=standing,
        new=len(entries) - standing,
        text=form.cleaned_data.get("text", "") if form.is_bound and form.is_valid() else "",
        icon="doc-full",
        status=422 if form.errors or faults else 200,
    )


def _done(new: int, standing: int) -> str:
    words = ngettext("%(number)s proposal is published.", "%(number)s proposals are published.", new) % {"number": new}
    if standing:
        words += " " + ngettext("%(number)s was there already.", "%(number)s were there already.", standing) % {
            "number": standing
        }
    return words
