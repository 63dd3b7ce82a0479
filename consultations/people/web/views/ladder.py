"""'Confirm who you are': where one stands, the next step, and the code of a letter; all without JavaScript."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from consultations.people.enums import Method
from consultations.people.errors import Unclear
from consultations.people.models import DeskNumber
from consultations.people.operations.code_letters import ask_letter, drop_letter, enter_letter_code
from consultations.people.operations.desk import new_desk_number
from consultations.people.operations.limits import take
from consultations.people.queries.ladder import Rung, ladder_of
from consultations.people.web.forms_verification import AddressForm, CodeForm
from consultations.people.web.signed_in import person_of

NUMBER = "desk_number"
"""Where the session of a person keeps the number that they show at the desk; the database has its digest only."""


@login_required
@require_safe
def verification(request: HttpRequest) -> HttpResponse:
    return _page(request)


@login_required
@require_POST
def letter(request: HttpRequest) -> HttpResponse:
    """Asks for a letter, or with ``drop`` forgets the one that was asked for."""
    person, now = person_of(request), timezone.now()
    if "drop" in request.POST:
        drop_letter(actor=person, now=now)
        messages.success(request, _("We have forgotten the letter and its address."))
        return redirect("people:verification")
    form = AddressForm(request.POST)
    if not form.is_valid():
        return _page(request, address=form, status=422)
    take(person, "ask_letter", now)
    try:
        ask_letter(
            actor=person,
            address=form.cleaned_data["address"],
            language=get_language() or settings.LANGUAGE_CODE,
            now=now,
        )
    except Unclear as unclear:
        form.add_error("address", str(unclear))
        return _page(request, address=form, status=422)
    messages.success(request, _("We will send you a letter. When it is there, type its code here."))
    return redirect("people:verification")


@login_required
@require_POST
def code(request: HttpRequest) -> HttpResponse:
    """The code of a letter; a wrong one and one that is over get the same answer."""
    person, now = person_of(request), timezone.now()
    form = CodeForm(request.POST)
    if form.is_valid():
        take(person, "letter_code", now)
        if enter_letter_code(actor=person, code=form.cleaned_data["code"], now=now):
            messages.success(request, _("Thank you. Your address is confirmed."))
            return redirect("people:verification")
        form.add_error("code", _("This code is not right, or no longer valid. Look at it again, or ask for a letter."))
    return _page(request, code=form, status=422)


@login_required
@require_POST
def number(request: HttpRequest) -> HttpResponse:
    """A number to show at the desk; it stays in this person's session."""
    person, now = person_of(request), timezone.now()
    take(person, "desk_number", now)
    request.session[NUMBER] = new_desk_number(actor=person, now=now)
    return redirect("people:verification")


def _page(
    request: HttpRequest, *, address: AddressForm | None = None, code: CodeForm | None = None, status: int = 200
) -> HttpResponse:
    person, now = person_of(request), timezone.now()
    ladder = ladder_of(person, now)
    held = (
        DeskNumber.objects.filter(participant=person, expires_at__gt=now).first() if NUMBER in request.session else None
    )
    context: dict[str, Any] = {
        "ladder": ladder,
        "steps": [_step(rung) for rung in ladder.rungs],
        "by_letter": ladder.offers(Method.LETTER),
        "at_desk": ladder.offers(Method.DESK),
        "by_eid": settings.OIDC_PROVIDER if ladder.offers(Method.EID) else None,
        "address": address or AddressForm(),
        "code": code or CodeForm(),
        "desk": settings.VERIFICATION_DESK,
        "number": request.session[NUMBER] if held else "",
        "number_until": held.expires_at if held else None,
        "address_days": settings.LETTER_ADDRESS_DAYS,
    }
    return render(request, "people/verification.html", context, status=status)


def _step(rung: Rung) -> dict[str, str]:
    """A rung for components/steps.html."""
    dates = _("Until %(date)s") % {"date": date_format(rung.until, "DATE_FORMAT")} if rung.until else ""
    state = "done" if rung.reached else "coming"
    return {"title": str(rung.level.label), "dates": dates, "text": "", "state": state}
