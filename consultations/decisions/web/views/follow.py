"""What became of what somebody gave without an account: they show the code of their receipt."""

from __future__ import annotations

from collections.abc import Iterable

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from consultations.decisions.queries.fate import fate_of
from consultations.deliberation.models import Contribution
from consultations.people.operations.limits import TooMany, take
from consultations.record.models import Event
from consultations.record.queries.codes import events_for_code

SHOWN = 50


class CodeForm(forms.Form):
    code = forms.CharField(
        label=gettext_lazy("Receipt code"),
        help_text=gettext_lazy("Sixteen letters and digits, as on your receipt. Capitals and hyphens do not matter."),
        max_length=60,
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}),
    )


@never_cache
@require_http_methods(["GET", "POST"])
def follow(request: HttpRequest) -> HttpResponse:
    """The code travels in the body of a form, never in an address; nothing of it is kept."""
    form = CodeForm(request.POST or None)
    events: list[Event] = []
    if request.method == "POST" and form.is_valid():
        try:
            take(request.META.get("REMOTE_ADDR", ""), "follow_code", timezone.now())
        except TooMany as wait:
            form.add_error("code", str(wait))
        else:
            events = list(events_for_code(form.cleaned_data["code"])[:SHOWN])
            if not events:
                form.add_error("code", _("We know no receipt with this code. Check each letter and digit."))
    fates = [fate_of(contribution) for contribution in _contributions(events)]
    context = {"form": form, "events": events, "fates": fates, "today": timezone.localdate()}
    return render(request, "decisions/follow.html", context)


def _contributions(events: Iterable[Event]) -> list[Contribution]:
    numbers = [event.subject.partition("/")[2] for event in events if event.subject.startswith("contribution/")]
    found = Contribution.objects.filter(pk__in=[int(number) for number in dict.fromkeys(numbers) if number.isdigit()])
    return list(found.select_related("consultation").order_by("created_at", "pk"))
