"""My data, its file, deleting the account, and the privacy notice."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from consultations.people.operations.account import delete_account
from consultations.people.queries.holdings import export_of, held_about
from consultations.people.web.forms import DeleteForm
from consultations.people.web.signed_in import person_of


@login_required
@require_safe
def data(request: HttpRequest) -> HttpResponse:
    """Everything held, why and until when, and who of the staff looked."""
    looks = person_of(request).looks.select_related("looked_by")
    parts = [part for part in held_about(person_of(request)) if part.holding.name != "looks"]
    return render(request, "people/data.html", {"parts": parts, "looks": looks})


@login_required
@require_safe
@never_cache
def download(request: HttpRequest) -> HttpResponse:
    """The same as a JSON file."""
    now = timezone.now()
    content = export_of(person_of(request), now, request.get_host())
    response = JsonResponse(content, json_dumps_params={"ensure_ascii": False, "indent": 2})
    response["Content-Disposition"] = f'attachment; filename="my-data-{now:%Y-%m-%d}.json"'
    return response


@login_required
@require_http_methods(["GET", "POST"])
def delete(request: HttpRequest) -> HttpResponse:
    """Two steps: choose what becomes of the texts, then confirm; nothing happens before the second."""
    form = DeleteForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        if "confirm" not in request.POST:
            return render(request, "people/delete_confirm.html", {"texts": form.cleaned_data["texts"]})
        delete_account(actor=person_of(request), texts=form.cleaned_data["texts"] == "erase", now=timezone.now())
        logout(request)
        messages.success(request, _("Your account is deleted. We hold no e-mail address or name of yours any more."))
        return redirect(reverse("wagtail_serve", args=[""]))
    return render(request, "people/delete.html", {"form": form})


@require_safe
def privacy(request: HttpRequest) -> HttpResponse:
    """What is collected from whom and what for, in plain words."""
    return render(request, "people/privacy.html")
