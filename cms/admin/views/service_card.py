"""The card of the service that a consultation is about, one language at a time."""

from __future__ import annotations

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from cms.admin.forms.service_card import ServiceCardForm
from cms.admin.page import crumb, official, page
from cms.admin.refusals import shown_in
from cms.queries.desk import title_of
from consultations.deliberation.models import Consultation
from consultations.deliberation.operations import describe_service
from consultations.deliberation.permissions import may_prepare
from consultations.deliberation.queries.service_card import card_of


@require_http_methods(["GET", "POST"])
def service_card(request: HttpRequest, slug: str) -> HttpResponse:
    may_prepare(request.user).require()
    consultation = get_object_or_404(Consultation.objects.visible_to(request.user), slug=slug)
    asked = request.GET.get("language", "")
    language = asked if asked in dict(settings.LANGUAGES) else consultation.language
    card = card_of(consultation)
    form = ServiceCardForm(request.POST or None, card=card, language=language)
    if request.method == "POST" and form.is_valid():
        with shown_in(form):
            describe_service(
                actor=official(request),
                consultation=consultation,
                language=language,
                words=form.card_words(),
                seen=form.cleaned_data["seen"],
                now=timezone.now(),
            )
        if form.is_valid():
            messages.success(request, _("The service card is saved."))
            return redirect(f"{reverse('desk:service_card', args=[slug])}?language={language}")
    return page(
        request,
        "service_card",
        _("Service card"),
        crumb(title_of(consultation), "consultation", slug),
        consultation=consultation,
        card=card,
        form=form,
        language=language,
        languages=settings.LANGUAGES,
        icon="doc-full",
        status=422 if form.errors else 200,
    )
