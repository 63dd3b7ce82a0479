"""Messages to a person, how they want to hear, and stopping e-mails without signing in."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from consultations.people.enums import Hears
from consultations.people.operations.hearing import choose_hearing, holder_of
from consultations.people.operations.notices import mark_read
from consultations.people.queries.messages import messages_to, page_of_messages, unread, written
from consultations.people.web.forms import HearingForm
from consultations.people.web.signed_in import person_of

ONE_CLICK = "One-Click"


@login_required
@require_http_methods(["GET", "POST"])
def inbox(request: HttpRequest) -> HttpResponse:
    """Every message, newest first; the button marks all as read."""
    person = person_of(request)
    if request.method == "POST":
        mark_read(actor=person, now=timezone.now())
        return redirect("people:messages")
    page = page_of_messages(person, request.GET.get("page", "1"))
    context = {"page": page, "unread": unread(person), "hears": Hears(person.hears).label}
    return render(request, "people/messages.html", context)


@login_required
@require_safe
def message(request: HttpRequest, pk: int) -> HttpResponse:
    """One message, written now and in the language of the page; it counts as read once it was shown."""
    person = person_of(request)
    notice = messages_to(person).filter(pk=pk).first()
    if notice is None:
        raise Http404("no such message")
    notice.participant = person
    words = written([notice], language=get_language() or person.language).get(notice.pk)
    mark_read(actor=person, notice=notice, now=timezone.now())
    return render(request, "people/message.html", {"notice": notice, "written": words})


@login_required
@require_http_methods(["GET", "POST"])
def hearing(request: HttpRequest) -> HttpResponse:
    """Choosing between each outcome, once a week, only on the site, and nothing."""
    person = person_of(request)
    form = HearingForm(request.POST if request.method == "POST" else None, participant=person)
    if form.is_valid():
        choose_hearing(actor=person, hears=Hears(form.cleaned_data["hears"]), now=timezone.now())
        messages.success(request, _("Saved."))
        return redirect("people:messages")
    return render(request, "people/hearing.html", {"form": form})


@csrf_exempt
@never_cache
@require_http_methods(["GET", "POST"])
def stop(request: HttpRequest, token: str) -> HttpResponse:
    """The link in every letter. Looking at it changes nothing, so that no mail program stops anything by itself.

    It needs no session and no cookie: a mail program posts here in one click (RFC 8058), and a person may choose.
    Whoever holds the link can change how its person hears, and see nothing of theirs.
    """
    person = holder_of(token)
    if person is None:
        raise Http404("no such link")
    one_click = request.POST.get("List-Unsubscribe") == ONE_CLICK
    form = HearingForm(request.POST if request.method == "POST" and not one_click else None, participant=person)
    done = False
    if one_click or form.is_valid():
        wanted = Hears.SITE if one_click else Hears(form.cleaned_data["hears"])
        person = choose_hearing(actor=person, hears=wanted, now=timezone.now())
        form, done = HearingForm(participant=person), True
    context = {"form": form, "done": done, "hears": Hears(person.hears)}
    return render(request, "people/stop.html", context)
