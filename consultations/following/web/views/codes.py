"""What became of what somebody gave without an account: they show the codes of their receipts."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from django import forms
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from consultations.decisions.queries.fate import fates_of
from consultations.deliberation.models import Contribution
from consultations.people.domain.limits import TooMany
from consultations.people.operations.limits import take
from consultations.record.models import Event
from consultations.record.queries.codes import events_for_code, number_of_code
from consultations.record.web.words import sentence

SHOWN = 50
MOST_CODES = 10
AS_TYPED = {"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}
BETWEEN = re.compile(r"[\n,;]+")


class CodesForm(forms.Form):
    code = forms.CharField(
        label=gettext_lazy("Receipt codes"),
        help_text=gettext_lazy(
            "Sixteen letters and digits each, one code a line. Capitals, spaces and hyphens do not matter."
        ),
        error_messages={"required": gettext_lazy("Enter a receipt code.")},
        widget=forms.Textarea(
            attrs={
                "autocomplete": "off",
                "autocapitalize": "characters",
                "spellcheck": "false",
                "rows": 3,
                "dir": "ltr",
            }
        ),
    )

    def clean_code(self) -> list[str]:
        typed = [code.strip() for code in BETWEEN.split(self.cleaned_data["code"]) if code.strip()]
        if len(typed) > MOST_CODES:
            raise ValidationError(_("Enter at most %(most)s codes at a time.") % {"most": MOST_CODES})
        return list(dict.fromkeys(typed))


@never_cache
@require_http_methods(["GET", "POST"])
def codes(request: HttpRequest) -> HttpResponse:
    """The codes travel in the body of a form, never in an address; nothing of them is kept."""
    form = CodesForm(request.POST or None)
    events: list[Event] = []
    known: list[int] = []
    if request.method == "POST" and form.is_valid():
        events, known = _found(request, form)
    contributions = _contributions(events)
    fates = fates_of(contributions)
    context = {
        "form": form,
        "events": [(event, sentence(event.type)) for event in events],
        "fates": [fates[contribution.pk] for contribution in contributions],
        "known": known,
        "today": timezone.localdate(),
    }
    return render(request, "following/codes.html", context)


def _found(request: HttpRequest, form: CodesForm) -> tuple[list[Event], list[int]]:
    """The events of every code that is known, and the numbers of these codes, under some of which nothing stands yet.

    An unknown one is named on the form, and the others are shown all the same.
    """
    found: dict[int, Event] = {}
    known: list[int] = []
    for code in form.cleaned_data["code"]:
        try:
            take(request.META.get("REMOTE_ADDR", ""), "follow_code", timezone.now())
        except TooMany as wait:
            form.add_error("code", str(wait))
            break
        number = number_of_code(code)
        events = list(events_for_code(code)[:SHOWN]) if number else []
        if number:
            known.append(number)
        else:
            unknown = _("We know no receipt with the code %(code)s. Check each letter and digit.")
            form.add_error("code", unknown % {"code": code[:60]})
        found |= {event.pk: event for event in events}
    return [found[pk] for pk in sorted(found)][:SHOWN], known


def _contributions(events: Iterable[Event]) -> Sequence[Contribution]:
    numbers = [event.subject.partition("/")[2] for event in events if event.subject.startswith("contribution/")]
    found = Contribution.objects.filter(pk__in=[int(number) for number in dict.fromkeys(numbers) if number.isdigit()])
    return list(found.select_related("consultation").order_by("created_at", "pk"))
