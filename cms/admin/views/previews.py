"""Links by which people without a role read a consultation in preparation."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from cms.admin.page import official
from consultations.deliberation.errors import Unfit
from consultations.deliberation.models import Consultation, PreviewLink
from consultations.deliberation.operations.previews import make_preview, revoke_preview
from consultations.deliberation.permissions import may_prepare


@require_POST
def make(request: HttpRequest, slug: str) -> HttpResponse:
    may_prepare(request.user).require()
    consultation = get_object_or_404(Consultation.objects.visible_to(request.user), slug=slug)
    days = request.POST.get("days", "")
    try:
        make_preview(
            actor=official(request),
            consultation=consultation,
            note=request.POST.get("note", "")[:120],
            days=int(days) if days.isdecimal() else 0,
            now=timezone.now(),
        )
    except Unfit as unfit:
        messages.error(request, str(unfit))
    else:
        messages.success(request, _("The link is made. Whoever has it can read, and do nothing else."))
    return redirect("desk:consultation", slug)


@require_POST
def revoke(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    may_prepare(request.user).require()
    preview = get_object_or_404(PreviewLink, pk=pk, consultation__slug=slug)
    revoke_preview(actor=official(request), preview=preview, now=timezone.now())
    messages.success(request, _("The link opens nothing any more."))
    return redirect("desk:consultation", slug)
