"""One statement after the other, and all of them in a list. One tap counts."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from consultations.deliberation.web.visitors import person, seed_of
from consultations.opinions.models import Opinion, Statement
from consultations.opinions.operations import give_opinion, take_back_opinion
from consultations.opinions.permissions import may_add, may_see_results, may_take_part
from consultations.opinions.queries.rounds import (
    Round,
    answers_of,
    next_to_ask,
    not_shown,
    page_of_statements,
    statement_of,
)
from consultations.opinions.web.choices import buttons, carried, chance_of, choice_in
from consultations.opinions.web.rounds import round_or_404
from consultations.people.operations.limits import take


@never_cache
@require_http_methods(["GET", "POST"])
def answering(request: HttpRequest, slug: str) -> HttpResponse:
    """``?statement=``: the one that the person chose, to answer it otherwise; ``?answered=``: what they said last."""
    now = timezone.now()
    found = round_or_404(request, slug, now)
    if request.method == "POST":
        return _answered(request, found)
    answers = answers_of(request.user, found.consultation)
    chosen = statement_of(found.consultation, _number(request.GET.get("statement", "")))
    asked = next_to_ask(found.consultation, answers, _seed(request))
    statement = chosen or asked.statement
    number = statement.contribution_id if statement else None
    context = {
        **_context(request, found, len(answers)),
        "asked": asked,
        "statement": statement,
        "chosen": chosen is not None,
        "own": answers.get(number) if number else None,
        "buttons": buttons(answers.get(number) if number else None),
        "drawn": carried(number, asked.chance) if number and chosen is None else "",
        "last": None if chosen else _last(request),
    }
    return render(request, "opinions/round.html", context)


@never_cache
@require_safe
def statements(request: HttpRequest, slug: str) -> HttpResponse:
    """All that are shown, each with the visitor's answer."""
    found = round_or_404(request, slug, timezone.now())
    answers = answers_of(request.user, found.consultation)
    page = page_of_statements(found.consultation, request.GET.get("page", "1"))
    rows = [(each, answers.get(each.contribution_id or 0)) for each in page.object_list]
    context = {
        **_context(request, found, len(answers)),
        "page": page,
        "rows": [(each, own, buttons(own)) for each, own in rows],
        "not_shown": not_shown(found.consultation),
    }
    return render(request, "opinions/statements.html", context)


def _context(request: HttpRequest, found: Round, answered: int) -> dict[str, Any]:
    now = timezone.now()
    return {
        "round": found,
        "consultation": found.consultation,
        "text": found.consultation.text,
        "answering": may_take_part(request.user, found.consultation, now),
        "adding": may_add(request.user, found.consultation, now),
        "results": may_see_results(found.consultation, now, answered=answered, statements=found.statements),
        "answered": answered,
    }


def _answered(request: HttpRequest, found: Round) -> HttpResponse:
    """Counts the tap and leads on to the next statement, or back to the place in the list."""
    number = _number(request.POST.get("statement", ""))
    here = reverse("opinions:round", args=[found.consultation.slug])
    statement, who, now = statement_of(found.consultation, number), person(request), timezone.now()
    if statement is None:
        messages.info(request, _("This statement is not shown any more."))
        return redirect(here)
    if who is None:
        return redirect_to_login(f"{here}?{urlencode({'statement': number})}", reverse("account_login"))
    take(who, "opinion", now)
    choice = choice_in(request.POST)
    if choice is not None:
        give_opinion(
            actor=who, statement=statement, choice=choice, now=now, chance=chance_of(request.POST.dict(), number)
        )
    elif request.POST.get("choice") == "back":
        take_back_opinion(actor=who, statement=statement, now=now)
        messages.success(request, _("Your answer is taken back."))
    return redirect(_onward(request, statement, here, said=choice is not None))


def _onward(request: HttpRequest, statement: Statement, here: str, *, said: bool) -> str:
    if request.POST.get("from") == "list":
        page = _number(request.POST.get("page", ""))
        start = reverse("opinions:statements", args=[statement.consultation.slug])
        return f"{start}{f'?page={page}' if page > 1 else ''}#statement-{statement.contribution_id}"
    return f"{here}?{urlencode({'answered': statement.contribution_id})}#statement" if said else here


def _last(request: HttpRequest) -> Opinion | None:
    """The answer that this very person gave just before, with its entry on the record."""
    who, number = person(request), _number(request.GET.get("answered", ""))
    if who is None or not number:
        return None
    given = Opinion.objects.filter(statement=number, person__participant=who, current=True)
    return given.select_related("statement", "event").first()


def _seed(request: HttpRequest) -> str:
    who = person(request)
    return f"participant/{who.pk}" if who else f"visitor/{seed_of(request, timezone.localdate())}"


def _number(text: str) -> int:
    return int(text) if text.isdecimal() and len(text) < 19 else 0
