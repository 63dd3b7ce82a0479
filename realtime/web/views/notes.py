"""The note-taker's page: what people without a phone say, and the slips that they take home."""

from __future__ import annotations

from collections.abc import Mapping
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
from realtime.commands.groups import WriteForGroup
from realtime.domain.groups import name_of
from realtime.domain.methods import METHODS
from realtime.domain.methods.breakouts import CHOOSE
from realtime.domain.room import Room
from realtime.domain.rules import Refused
from realtime.models import Seat
from realtime.operations.enter import Entered, enter_note, renew_code, take_back_entry
from realtime.permissions import may_enter_for_others, may_facilitate
from realtime.queries.entries import entered_in, entries_of
from realtime.web.forms import FAULTS, command_from
from realtime.web.rooms import Visit, page_context, qr, visit

PAGE_SIZE = 30
COMMANDS = ("note.add", "group.write")
GROUP_FAULTS = ("no_group", "no_such_group", "reported")


class EntryForm(forms.Form):
    """``groups``: those that one can write for, by number; None where people do not work in groups."""

    group = forms.ChoiceField(label=_("Group"))
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

    def __init__(
        self, *args: Any, names: str, length: int, groups: Mapping[int, Any] | None = None, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        if groups is None:
            del self.fields["group"]
        else:
            self.fields["group"].choices = [("0", CHOOSE), *groups.items()]  # type: ignore[attr-defined]
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
    entered, problem, at = None, "", "text"
    if request.method == "POST":
        try:
            entered = _act(request, found, found.seat)
        except Refused as refused:
            problem, at = str(refused.reason), "group" if refused.code in GROUP_FAULTS else "text"
        if entered is None and not problem:
            return redirect("realtime:notes", found.session.code)
    found = visit(request, code)
    context = _context(request, found, problem) | {"problem": problem, "at": at, "has_errors": bool(problem)}
    if at == "group" and context["form"] and not context["form"].has_error("group"):
        context["form"].add_error("group", problem)
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
    if not isinstance(command, AddNote | WriteForGroup):
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
    groups = _groups(found.room)
    rule = rule if rule is not None and rule.command in COMMANDS and groups != {} else None
    names = current.activity.settings.get("names", "nobody") if rule else "nobody"
    typed = request.POST if problem else None
    page = Paginator(entered_in(found.session), PAGE_SIZE).get_page(request.GET.get("page", "1"))
    beginning = {"language": found.session.language, "group": request.POST.get("group", "0")}
    form = EntryForm(typed, names=names, length=rule.length, groups=groups, initial=beginning) if rule else None
    return context | {
        "form": form,
        "command": rule.command if rule else "",
        "signed": names == "everybody",
        "page": page,
        "entries": entries_of(found.room, list(page.object_list)),
    }


def _groups(room: Room) -> dict[int, Any] | None:
    """Those of the running step that still write, by number; None where it has no groups."""
    activity = room.activity(room.current)
    if activity is None or activity.method != "breakouts":
        return None
    groups = room.groups.get(activity.id)
    numbers = range(1, groups.count + 1) if groups else ()
    return {number: name_of(activity, number) for number in numbers if groups and number not in groups.reported}


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
