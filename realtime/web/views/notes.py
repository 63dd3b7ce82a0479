"""The note-taker's page: what people without a phone say, and the slips that they take home."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from realtime.commands.board import AddNote, WithdrawNote
from realtime.domain.methods import METHODS
from realtime.domain.rules import Refused
from realtime.models import Seat
from realtime.operations.enter import Entered, enter_note, renew_code, take_back_entry
from realtime.permissions import may_enter_for_others, may_facilitate
from realtime.queries.entries import entered_in, entries_of
from realtime.web.forms import FAULTS, command_from
from realtime.web.rooms import Visit, page_context, qr, visit

PAGE_SIZE = 30


class EntryForm(forms.Form):
    text = forms.CharField(
        label=_("What the person said"),
        help_text=_("In their own words. One idea a note."),
        max_length=500,
        widget=forms.Textarea({"rows": 3, "dir": "auto"}),
    )
    name = forms.CharField(
        label=_("Their name, if they want it shown"),
        max_length=40,
        required=False,
        widget=forms.TextInput({"dir": "auto", "autocomplete": "off"}),
    )
    language = forms.ChoiceField(label=_("Language of the slip"), choices=settings.LANGUAGES)

    def __init__(self, *args: Any, names: str, length: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["text"].widget.attrs["maxlength"] = length
        if names == "nobody":
            del self.fields["name"]


@never_cache
@require_http_methods(["GET", "POST"])
def notes(request: HttpRequest, code: str) -> HttpResponse:
    """A code is shown in the answer to the form that made it, and never again: only its hash is kept."""
    found = visit(request, code)
    if found.seat is None:
        may_facilitate(found.person).require()
        return redirect("realtime:facilitate", found.session.code)
    may_enter_for_others(found.seat, found.session).require()
    entered, problem = None, ""
    if request.method == "POST":
        try:
            entered = _act(request, found, found.seat)
        except Refused as refused:
            problem = str(refused.reason)
        if entered is None and not problem:
            return redirect("realtime:notes", found.session.code)
    found = visit(request, code)
    context = _context(request, found, problem) | {"problem": problem, "has_errors": bool(problem)}
    if entered is not None:
        context |= {"entered": entered, "slip": _slip(request, entered) if entered.code else None}
    return render(request, "realtime/notes.html", context, status=422 if problem else 200)


def _act(request: HttpRequest, found: Visit, by: Seat) -> Entered | None:
    now, asked = timezone.now(), request.POST.get("act", "")
    if asked == "renew":
        return renew_code(by=by, seat=_entry(request, found), now=now)
    command = command_from(request.POST)
    if isinstance(command, WithdrawNote):
        take_back_entry(by=by, seat=_entry(request, found), note=command, now=now)
        return None
    if not isinstance(command, AddNote):
        raise Refused("other", FAULTS["other"])
    language = request.POST.get("language", "")
    language = language if language in dict(settings.LANGUAGES) else get_language() or "en"
    return enter_note(by=by, note=command, name=request.POST.get("name", ""), language=language, now=now)


def _entry(request: HttpRequest, found: Visit) -> Seat:
    number = request.POST.get("seat", "")
    asked = int(number) if number.isascii() and number.isdigit() and len(number) < 16 else 0
    seat = entered_in(found.session).filter(pk=asked).first()
    if seat is None:
        raise Refused("other", FAULTS["other"])
    return seat


def _context(request: HttpRequest, found: Visit, problem: str) -> dict[str, Any]:
    context = page_context(request, found)
    current = context["current"]
    rule = METHODS[current.activity.method].notes(current.activity) if current is not None else None
    rule = rule if rule is not None and rule.command == "note.add" else None
    names = current.activity.settings.get("names", "nobody") if rule else "nobody"
    typed = request.POST if problem else None
    page = Paginator(entered_in(found.session), PAGE_SIZE).get_page(request.GET.get("page", "1"))
    beginning = {"language": found.session.language}
    form = EntryForm(typed, names=names, length=rule.length, initial=beginning) if rule else None
    return context | {
        "form": form,
        "signed": names == "everybody",
        "page": page,
        "entries": entries_of(found.room, list(page.object_list)),
    }


def _slip(request: HttpRequest, entered: Entered) -> dict[str, Any]:
    """What the person takes home, in their language."""
    language = entered.seat.language
    with translation.override(language):
        where = request.build_absolute_uri(reverse("following:codes"))
    return {
        "language": language,
        "direction": "rtl" if translation.get_language_info(language)["bidi"] else "ltr",
        "code": entered.code,
        "where": where,
        "typed": where.split("://", 1)[1].rstrip("/"),
        "qr": qr(where),
        "session": entered.seat.session,
        "day": entered.seat.joined_at,
    }
