"""A round of opinions: its rules, the statements that it begins with, and those that wait for a look."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods

from cms.admin.forms.statements import RoundForm, TurnDownForm
from cms.admin.page import crumb, official, page
from cms.admin.refusals import shown_in
from cms.queries.desk import title_of
from consultations.deliberation.models import Consultation
from consultations.opinions.enums import Ground, Results
from consultations.opinions.models import Statement
from consultations.opinions.operations import (
    accept_statements,
    mark_meta,
    reject_statement,
    seed_statements,
    set_up_round,
)
from consultations.opinions.permissions import may_look_through, phase_of_round
from consultations.opinions.queries.rounds import for_the_desk, is_settled, turnout_of
from consultations.people.domain.verdict import NotAllowed

A_PAGE = 50
SHOWS = {
    "waiting": gettext_lazy("Waiting"),
    "shown": gettext_lazy("Shown"),
    "rejected": gettext_lazy("Not taken up or hidden"),
    "all": gettext_lazy("All"),
}


@require_http_methods(["GET", "POST"])
def statements(request: HttpRequest, slug: str) -> HttpResponse:
    """``act``: ``rules`` saves the form of the round; others do something with the chosen statements."""
    may_look_through(request.user).require()
    consultation = get_object_or_404(Consultation.objects.prefetch_related("texts", "phases"), slug=slug)
    rules, turn_down = _rules_form(consultation), TurnDownForm()
    if request.method != "POST":
        return _page(request, consultation, rules, turn_down)
    if request.POST.get("act") == "rules":
        rules = _rules_form(consultation, request.POST)
        if rules.is_valid() and _save_rules(request, consultation, rules):
            return redirect("desk:statements", slug)
    else:
        turn_down = TurnDownForm(request.POST)
        if turn_down.is_valid() and _act_on_chosen(request, consultation, turn_down):
            return redirect(f"{request.path}?{request.GET.urlencode()}" if request.GET else request.path)
    return _page(request, consultation, rules, turn_down, status=422)


def _rules_form(consultation: Consultation, sent: Any = None) -> RoundForm:
    phase = phase_of_round(consultation, timezone.now())
    said = (phase.settings.get("opinions") or {}) if phase else {}
    initial = {"moderated": said.get("moderated", False), "results": said.get("results", Results.TAKING_PART.value)}
    return RoundForm(sent, initial=initial, settled=is_settled(consultation))


def _save_rules(request: HttpRequest, consultation: Consultation, form: RoundForm) -> bool:
    now, made = timezone.now(), []
    with shown_in(form, rename={"texts": "seeds", "text": "seeds"}), transaction.atomic():
        set_up_round(
            actor=official(request),
            consultation=consultation,
            moderated=form.cleaned_data["moderated"],
            results=Results(form.cleaned_data["results"]),
            now=now,
        )
        if texts := form.texts():
            made = seed_statements(actor=official(request), consultation=consultation, texts=texts, now=now)
    if not form.is_valid():
        return False
    said = ngettext("Saved, with %(number)s new statement.", "Saved, with %(number)s new statements.", len(made))
    messages.success(request, said % {"number": len(made)})
    return True


def _act_on_chosen(request: HttpRequest, consultation: Consultation, form: TurnDownForm) -> bool:
    numbers = [int(each) for each in request.POST.getlist("statements") if each.isdecimal() and len(each) < 19]
    chosen = list(Statement.objects.filter(consultation=consultation, pk__in=numbers).order_by("handed_in_at", "pk"))
    if not chosen:
        form.add_error(None, _("Choose at least one statement."))
        return False
    act, done = request.POST.get("act"), len(chosen)
    with shown_in(form):
        if act == "accept":
            done = accept_statements(actor=official(request), statements=chosen, now=timezone.now())
        elif act == "reject":
            done = _turn_down(request, chosen, form)
        elif act in ("meta", "not_meta"):
            for each in chosen:
                mark_meta(actor=official(request), statement=each, meta=act == "meta", now=timezone.now())
        else:
            raise NotAllowed(_("Choose one of the answers offered."))
    if not form.is_valid():
        return False
    said = ngettext("Done with %(number)s statement.", "Done with %(number)s statements.", done)
    messages.success(request, said % {"number": done})
    return True


def _turn_down(request: HttpRequest, chosen: list[Statement], form: TurnDownForm) -> int:
    given, waiting = form.cleaned_data, [each for each in chosen if each.waits]
    for each in waiting:
        reject_statement(
            actor=official(request),
            statement=each,
            ground=Ground(given["ground"] or Ground.SAME),
            reason=given["reason"],
            now=timezone.now(),
        )
    return len(waiting)


def _page(
    request: HttpRequest, consultation: Consultation, rules: RoundForm, turn_down: TurnDownForm, status: int = 200
) -> HttpResponse:
    show = request.GET.get("show", "waiting")
    show = show if show in SHOWS else "waiting"
    listed = Paginator(for_the_desk(consultation, show), A_PAGE).get_page(request.GET.get("page", "1"))
    people, answers = turnout_of(consultation)
    return page(
        request,
        "statements",
        _("Statements"),
        crumb(title_of(consultation), "consultation", consultation.slug),
        status=status,
        icon="group",
        consultation=consultation,
        phase=phase_of_round(consultation, timezone.now()),
        rules=rules,
        form=turn_down if turn_down.errors else rules,
        turn_down=turn_down,
        listed=listed,
        shows=[(value, words, value == show) for value, words in SHOWS.items()],
        show=show,
        people=people,
        answers=answers,
    )
