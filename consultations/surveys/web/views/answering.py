"""Answering a survey page by page, going on later, looking through the answers and sending them."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from consultations.deliberation.web.visitors import person
from consultations.people.domain.verdict import NotAllowed
from consultations.people.models import Participant
from consultations.people.operations.limits import take
from consultations.surveys.domain.answers import Typed
from consultations.surveys.domain.questions import Page
from consultations.surveys.errors import AnswersUnfit
from consultations.surveys.models import Response, Survey
from consultations.surveys.operations import save_draft, send_answers
from consultations.surveys.permissions import is_open, may_answer, may_build
from consultations.surveys.queries.surveys import response_of, typed_of
from consultations.surveys.web import filling
from consultations.surveys.web.filling import Filling
from consultations.surveys.web.forms import QuestionsForm, asked_on
from consultations.surveys.web.shown import review
from consultations.surveys.web.views.surveys import survey_or_404


@require_http_methods(["GET", "POST"])
def page(request: HttpRequest, slug: str, survey: int, number: int) -> HttpResponse:
    """One page. Who is not signed in fills in a page first; it waits until they are."""
    found = survey_or_404(request, slug, survey)
    who = person(request)
    filled = _filled(request, found, who)
    here = filled.page(number)
    if here is None:
        return redirect(filled.address(filled.after(number)))
    if request.method == "POST":
        return _take_page(request, filled, here, who)
    if not is_open(found, timezone.now()):
        return redirect(found)
    if who is None and here is not filled.pages[0]:
        return redirect_to_login(request.path, reverse("account_login"))
    form = QuestionsForm(filled.pairs(here.items), filled.typed, asked=None)
    return _page(request, filled, here, form)


def _filled(request: HttpRequest, survey: Survey, who: Participant | None) -> Filling:
    """With what was typed before signing in put to the rest."""
    typed = typed_of(response_of(who, survey), survey)
    waiting = filling.kept(request, survey)
    if who is None or not waiting:
        return Filling(survey, {**typed, **waiting})
    both = Filling(survey, {**typed, **waiting})
    if may_answer(who, survey, timezone.now()):
        save_draft(actor=who, survey=survey, typed=both.typed, items=both.items, page=1, now=timezone.now())
        filling.forget(request, survey)
        messages.info(request, _("Your answers are still here."))
    return both


def _take_page(request: HttpRequest, filled: Filling, here: Page, who: Participant | None) -> HttpResponse:
    """Keeps what was typed, whatever it is; goes on where everything that is asked can stand."""
    survey, act = filled.survey, request.POST.get("act", "next")
    sent = filling.posted(request, here.items)
    names = {name for name in filled.typed if name.split("-")[0] in {item.name for item in here.items}}
    now_filled = Filling(survey, {name: v for name, v in filled.typed.items() if name not in names} | sent)
    form = QuestionsForm(now_filled.pairs(here.items), sent, asked=now_filled.asked)
    if not is_open(survey, timezone.now()):
        form.add_error(None, str(is_open(survey, timezone.now()).reason))
        return _page(request, now_filled, here, form, status=422)
    if who is None:
        filling.keep(request, survey, now_filled.typed)
        return redirect_to_login(request.path, reverse("account_login"))
    opened = _opened(request, now_filled, here)
    stays = act == "next" and (opened or not form.is_valid())
    onward = here if stays or act == "save" else _onward(now_filled, here, act)
    number = onward.number if onward else here.number
    save_draft(actor=who, survey=survey, typed=sent, items=here.items, page=number, now=timezone.now())
    if act == "save":
        messages.success(request, _("Saved. You can go on here, or on another device."))
        return redirect(survey)
    if not stays:
        return redirect(now_filled.address(onward))
    if opened:
        messages.info(request, _("Your answer opens a further question."))
        return redirect(f"{now_filled.address(here)}#q{opened[0]}")
    return _page(request, now_filled, here, form, status=422)


def _onward(filled: Filling, here: Page, act: str) -> Page | None:
    return filled.before(here.number) or here if act == "back" else filled.after(here.number)


def _opened(request: HttpRequest, filled: Filling, here: Page) -> list[int]:
    """Questions of this page that are asked by now and were not to be seen when it was sent."""
    seen = set(request.POST.get("seen", "").split())
    return [item.id for item in here.items if item.id in filled.asked and str(item.id) not in seen]


def _page(request: HttpRequest, filled: Filling, here: Page, form: QuestionsForm, status: int = 200) -> HttpResponse:
    questions = asked_on(form, filled.asked)
    context = {
        "survey": filled.survey,
        "consultation": filled.survey.consultation,
        "form": form,
        "questions": questions,
        "seen": " ".join(str(each.item.id) for each in questions if each.shown),
        "head": filled.questions[here.head.id] if here.head else None,
        "place": filled.pages.index(here) + 1 if here in filled.pages else here.number,
        "pages": len(filled.pages),
        "is_first": filled.before(here.number) is None,
        "response": response_of(person(request), filled.survey),
    }
    return render(request, "surveys/page.html", context, status=status)


@require_http_methods(["GET", "POST"])
def check(request: HttpRequest, slug: str, survey: int) -> HttpResponse:
    """All answers, to be looked through and sent."""
    found = survey_or_404(request, slug, survey)
    who = person(request)
    if who is None:
        return redirect_to_login(request.path, reverse("account_login"))
    filled = _filled(request, found, who)
    response = response_of(who, found)
    verdict = may_answer(who, found, timezone.now())
    if request.method == "POST" and verdict and not filled.faults:
        return _send(request, found, who)
    if not verdict and request.method != "POST":
        return redirect(found)
    return _check_page(request, filled, response, status=422 if request.method == "POST" else 200)


def _send(request: HttpRequest, survey: Survey, who: Participant) -> HttpResponse:
    now = timezone.now()
    take(who, "answer", now)
    try:
        send_answers(
            actor=who, survey=survey, named=request.POST.get("named") == "yes", language=get_language() or "", now=now
        )
    except AnswersUnfit:
        return redirect("surveys:check", survey.consultation.slug, survey.pk)
    except NotAllowed as refusal:
        messages.error(request, str(refusal))
        return redirect(survey)
    messages.success(request, _("Your answers are sent. Thank you."))
    return redirect(survey)


def _check_page(request: HttpRequest, filled: Filling, response: Response | None, status: int) -> HttpResponse:
    rows = review(filled)
    context: dict[str, Any] = {
        "survey": filled.survey,
        "consultation": filled.survey.consultation,
        "rows": rows,
        "last": filled.address(filled.pages[-1]),
        "has_errors": bool(filled.faults),
        "faults": len(filled.faults),
        "shares": any(row.published for row in rows),
        "named": any(shared.named for shared in response.shared.all()) if response else False,
        "sent": response is not None and response.sent_at is not None,
        "verdict": may_answer(person(request), filled.survey, timezone.now()),
    }
    return render(request, "surveys/check.html", context, status=status)


@require_safe
def preview(request: HttpRequest, slug: str, survey: int) -> HttpResponse:
    """The whole survey as people will see it, for those who build it; nothing can be sent here."""
    may_build(request.user).require()
    found = survey_or_404(request, slug, survey)
    filled = Filling(found, _nothing())
    pages = []
    for each in filled.all_pages:
        form = QuestionsForm(filled.pairs(each.items), {}, asked=None)
        head = filled.questions[each.head.id] if each.head else None
        pages.append({"head": head, "questions": asked_on(form, (), everything=True)})
    context = {"survey": found, "consultation": found.consultation, "pages": pages}
    return render(request, "surveys/preview.html", context)


def _nothing() -> Typed:
    return {}
