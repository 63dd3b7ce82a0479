"""The themes of a consultation, and the districts of the city: one form each."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from cms.admin.forms.groupings import AskForm, DistrictRows, MergeForm, ThemeRows, plan_of, rows_of
from cms.admin.page import crumb, official, page
from cms.admin.refusals import shown_in
from cms.queries.desk import title_of
from consultations.deliberation.errors import Unfit
from consultations.deliberation.models import Consultation, District
from consultations.deliberation.operations import (
    DistrictPlan,
    merge_districts,
    merge_themes,
    set_districts,
    set_themes,
)
from consultations.deliberation.permissions import may_prepare


@require_http_methods(["GET", "POST"])
def themes(request: HttpRequest, slug: str) -> HttpResponse:
    may_prepare(request.user).require()
    consultation = get_object_or_404(Consultation.objects.visible_to(request.user), slug=slug)
    standing = list(consultation.themes.filter(merged_into=None))
    form = AskForm(request.POST or None, initial={"asks_district": consultation.asks_district})
    rows = _rows(request, ThemeRows, standing, consultation.language)
    if _is_sent(request) and form.is_valid() & rows.is_valid():
        plan = plan_of(rows, {theme.slug: theme for theme in consultation.themes.all()}, "theme")
        with shown_in(form):
            set_themes(
                actor=official(request),
                consultation=consultation,
                themes={name: row.names for name, row in plan},
                asks_district=form.cleaned_data["asks_district"],
                now=timezone.now(),
            )
        if form.is_valid():
            messages.success(request, _("The themes are saved."))
            return redirect("desk:themes", slug)
    merging = MergeForm(things=[theme for theme in standing if not theme.retired])
    trail = crumb(title_of(consultation), "consultation", slug)
    context = {"form": form, "rows": rows, "merging": merging, "consultation": consultation}
    return _shown(request, "themes", _("Themes and districts"), trail, context)


@require_http_methods(["GET", "POST"])
def districts(request: HttpRequest) -> HttpResponse:
    may_prepare(request.user).require()
    standing = list(District.objects.filter(merged_into=None))
    rows = _rows(request, DistrictRows, standing, settings.LANGUAGE_CODE)
    form = forms.Form(request.POST or None)
    if _is_sent(request) and form.is_valid() & rows.is_valid():
        plan = plan_of(rows, {district.slug: district for district in District.objects.all()}, "district")
        plans = {name: DistrictPlan(row.names, row.cleaned_data["outline"]) for name, row in plan}
        with shown_in(form):
            set_districts(actor=official(request), districts=plans, now=timezone.now())
        if form.is_valid():
            messages.success(request, _("The districts are saved."))
            return redirect("desk:districts")
    merging = MergeForm(things=[district for district in standing if not district.retired])
    return _shown(request, "districts", _("Districts"), None, {"form": form, "rows": rows, "merging": merging})


@require_POST
def join_themes(request: HttpRequest, slug: str) -> HttpResponse:
    may_prepare(request.user).require()
    consultation = get_object_or_404(Consultation.objects.visible_to(request.user), slug=slug)
    things: dict[str, Any] = {theme.slug: theme for theme in consultation.themes.filter(retired=False)}
    if pair := _pair(request, things):
        _joined(request, lambda: merge_themes(actor=official(request), theme=pair[0], into=pair[1], now=timezone.now()))
    return redirect("desk:themes", slug)


@require_POST
def join_districts(request: HttpRequest) -> HttpResponse:
    may_prepare(request.user).require()
    things: dict[str, Any] = {district.slug: district for district in District.objects.filter(retired=False)}
    if pair := _pair(request, things):
        one, into = pair
        _joined(request, lambda: merge_districts(actor=official(request), district=one, into=into, now=timezone.now()))
    return redirect("desk:districts")


def _pair(request: HttpRequest, things: dict[str, Any]) -> tuple[Any, Any] | None:
    form = MergeForm(request.POST, things=list(things.values()))
    if form.is_valid():
        return things[form.cleaned_data["which"]], things[form.cleaned_data["into"]]
    messages.error(request, _("Choose two different ones."))
    return None


def _joined(request: HttpRequest, act: Any) -> None:
    try:
        into = act()
    except Unfit as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("All of it now stands under “%(name)s”.") % {"name": into.words})


def _is_sent(request: HttpRequest) -> bool:
    return request.method == "POST" and "add_row" not in request.POST


def _rows(request: HttpRequest, kind: Any, standing: list[Any], language: str) -> Any:
    """The rows as they stand, or as sent; with an empty one at the end when there is none or it was asked for."""
    first = {"first": language}
    if request.method != "POST":
        return kind(initial=rows_of(standing) or [{}], prefix="rows", form_kwargs=first)
    sent = request.POST.copy()
    if "add_row" in sent:
        sent["rows-TOTAL_FORMS"] = str(int(sent.get("rows-TOTAL_FORMS") or 0) + 1)
    return kind(sent, prefix="rows", form_kwargs=first)


def _shown(request: HttpRequest, template: str, title: str, trail: Any, context: dict[str, Any]) -> HttpResponse:
    faulty = request.method == "POST" and _is_sent(request)
    trails = [trail] if trail else []
    return page(request, template, title, *trails, icon="tag", status=422 if faulty else 200, **context)
