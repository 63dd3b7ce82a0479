"""The registrar's desk: confirming people at the counter, printing letters with codes, taking a confirmation back."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from consultations.people.models import Verification
from consultations.people.operations.code_letters import confirm_printed, make_letters
from consultations.people.operations.desk import confirm_at_desk, look_up_number
from consultations.people.operations.limits import take
from consultations.people.operations.looks import look
from consultations.people.operations.verifying import take_back
from consultations.people.permissions import may_verify
from consultations.people.queries.ladder import standing_of, waiting_letters
from consultations.people.web.forms_verification import FindForm, NumberForm, TakeBackForm
from consultations.people.web.signed_in import person_of


@require_safe
@never_cache
def registrar(request: HttpRequest) -> HttpResponse:
    may_verify(request.user).require()
    return _page(request)


@require_POST
@never_cache
def confirm(request: HttpRequest) -> HttpResponse:
    """Two steps: whose number it is, then, when the registrar has looked at the document, ``confirm``."""
    may_verify(request.user).require()
    person, now = person_of(request), timezone.now()
    form = NumberForm(request.POST)
    if not form.is_valid():
        return _page(request, number=form, status=422)
    take(person, "desk", now)
    typed = form.cleaned_data["number"]
    if "confirm" in request.POST:
        made = confirm_at_desk(actor=person, number=typed, now=now)
        if made is not None:
            messages.success(request, _("Confirmed. The number is used up."))
            return redirect("people:registrar")
    elif found := look_up_number(actor=person, number=typed, now=now):
        return render(request, "people/registrar_confirm.html", {"found": found, "typed": typed})
    form.add_error("number", _("This number is not right, or no longer valid. Ask the person for a new one."))
    return _page(request, number=form, status=422)


@require_http_methods(["POST"])
@never_cache
def letters(request: HttpRequest) -> HttpResponse:
    """The page to print, made anew each time; or with ``printed`` the numbers of letters whose addresses go."""
    may_verify(request.user).require()
    person, now = person_of(request), timezone.now()
    if "printed" in request.POST:
        numbers = [int(each) for each in request.POST.getlist("letter") if each.isdecimal()]
        done = confirm_printed(actor=person, letters=numbers, now=now)
        words = ngettext(
            "%(number)s letter is printed, its address is deleted.",
            "%(number)s letters are printed, their addresses are deleted.",
            done,
        )
        messages.success(request, words % {"number": done})
        return redirect("people:registrar")
    made = make_letters(actor=person, now=now)
    if not made:
        messages.info(request, _("No letter waits to be printed."))
        return redirect("people:registrar")
    site = settings.WAGTAILADMIN_BASE_URL.rstrip("/")
    return render(request, "people/code_letters.html", {"letters": made, "site": site})


@require_http_methods(["GET", "POST"])
@never_cache
def standing(request: HttpRequest) -> HttpResponse:
    """What counts of whoever has a public name; they can see that it was looked up."""
    may_verify(request.user).require()
    form = FindForm(request.POST or None)
    if form.is_valid() and standing_of(form.cleaned_data["name"], timezone.now()) is None:
        form.add_error("name", _("Nobody has this public name."))
    if not form.is_valid():
        context = {"form": form}
        return render(request, "people/registrar_standing.html", context, status=422 if form.errors else 200)
    return _standing(request, form)


def _standing(request: HttpRequest, form: FindForm, wrong: TakeBackForm | None = None) -> HttpResponse:
    """What counts of somebody whom ``form`` names; ``wrong``: a form of one of these that was sent and does not fit."""
    found = standing_of(form.cleaned_data["name"], timezone.now())
    assert found is not None
    person, verifications = found
    look(actor=person_of(request), participant=person, why="confirmations", now=timezone.now())
    forms = {str(each.pk): TakeBackForm(prefix=str(each.pk)) for each in verifications}
    if wrong is not None and wrong.prefix in forms:
        forms[wrong.prefix] = wrong
    context = {
        "form": form,
        "person": person,
        "rows": [(each, forms[str(each.pk)]) for each in verifications],
        "has_errors": wrong is not None,
    }
    return render(request, "people/registrar_standing.html", context, status=422 if wrong else 200)


@require_POST
def end(request: HttpRequest, pk: int) -> HttpResponse:
    """Takes one confirmation back."""
    may_verify(request.user).require()
    verification = get_object_or_404(Verification.objects.select_related("participant"), pk=pk)
    form = TakeBackForm(request.POST, prefix=str(pk))
    if not form.is_valid():
        find = FindForm({"name": verification.participant.pseudonym})
        return _standing(request, find, form) if find.is_valid() else redirect("people:registrar_standing")
    take_back(
        actor=person_of(request),
        verification=verification,
        reason=form.cleaned_data["reason"],
        now=timezone.now(),
    )
    messages.success(request, _("Taken back. The person is told why."))
    return redirect("people:registrar_standing")


def _page(request: HttpRequest, *, number: NumberForm | None = None, status: int = 200) -> HttpResponse:
    context: dict[str, Any] = {"number": number or NumberForm(), "waiting": waiting_letters()}
    return render(request, "people/registrar.html", context, status=status)
