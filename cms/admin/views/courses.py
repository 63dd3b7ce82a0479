"""Templates of the city: kept from a consultation, renamed, deleted."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from cms.admin.page import official, page
from cms.models import SavedCourse
from cms.operations.courses import delete_course, rename_course, save_course
from consultations.deliberation.errors import Unfit
from consultations.deliberation.models import Consultation
from consultations.deliberation.permissions import may_prepare


@require_safe
def courses(request: HttpRequest) -> HttpResponse:
    may_prepare(request.user).require()
    return page(request, "courses", _("Templates"), saved=SavedCourse.objects.all(), icon="copy")


@require_POST
def save(request: HttpRequest, slug: str) -> HttpResponse:
    may_prepare(request.user).require()
    consultation = get_object_or_404(Consultation.objects.visible_to(request.user), slug=slug)
    try:
        saved = save_course(
            actor=official(request),
            consultation=consultation,
            name=request.POST.get("name", ""),
            with_texts="texts" in request.POST,
            now=timezone.now(),
        )
    except Unfit as refusal:
        messages.error(request, str(refusal))
        return redirect("desk:consultation", slug)
    messages.success(request, _("“%(title)s” is saved. You find it under “New consultation”.") % {"title": saved.name})
    return redirect("desk:courses")


@require_POST
def rename(request: HttpRequest, pk: int) -> HttpResponse:
    may_prepare(request.user).require()
    saved = get_object_or_404(SavedCourse, pk=pk)
    try:
        saved = rename_course(
            actor=official(request), saved=saved, name=request.POST.get("name", ""), now=timezone.now()
        )
    except Unfit as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("“%(title)s” is saved.") % {"title": saved.name})
    return redirect("desk:courses")


@require_POST
def delete(request: HttpRequest, pk: int) -> HttpResponse:
    may_prepare(request.user).require()
    saved = get_object_or_404(SavedCourse, pk=pk)
    delete_course(actor=official(request), saved=saved, now=timezone.now())
    messages.success(request, _("The template “%(title)s” is deleted.") % {"title": saved.name})
    return redirect("desk:courses")
