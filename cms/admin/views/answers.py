"""Answering contributions, many alike at once: choose, see what it comes to, confirm."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.paginator import Page, Paginator
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from cms.admin.forms.causes import AnswerForm
from cms.admin.page import crumb, official, page
from cms.admin.refusals import shown_in
from cms.queries.answers import SHOWS, Wish, answerable, wished
from cms.queries.desk import title_of
from consultations.decisions.enums import Outcome
from consultations.decisions.errors import AnsweredMeanwhile
from consultations.decisions.models import Disposition
from consultations.decisions.operations import give_dispositions
from consultations.decisions.permissions import may_decide
from consultations.decisions.queries.coverage import coverage_of, in_scope
from consultations.deliberation.models import Consultation, Contribution

A_PAGE = 25


@require_http_methods(["GET", "POST"])
def answers(request: HttpRequest, slug: str) -> HttpResponse:
    """Those in scope, longest waiting first; the chosen ones get one outcome and reason.

    More than one is answered only from the page that says how many (``step=give``); ``step=others`` leaves out those
    that somebody else answered meanwhile; ``step=back`` returns to the list with everything as it was.
    """
    may_decide(request.user).require()
    consultation = get_object_or_404(Consultation.objects.prefetch_related("themes"), slug=slug)
    if request.method != "POST":
        return _list_page(request, consultation, AnswerForm(initial={"as_of": _now()}, among=in_scope(consultation)))
    sent = _sent(request, consultation)
    form = AnswerForm(sent, among=answerable(consultation))
    step = sent.get("step", "")
    if step == "back" or not form.is_valid():
        return _list_page(request, consultation, form, status=200 if step == "back" else 422)
    chosen = list(form.cleaned_data["contributions"])
    if step not in ("give", "others") and len(chosen) > 1:
        return _confirm_page(request, consultation, form, chosen)
    with shown_in(form):
        try:
            made = _give(request, form, chosen)
        except AnsweredMeanwhile as clash:
            return _confirm_page(request, consultation, form, chosen, clash)
    if not form.is_valid():
        return _list_page(request, consultation, form, status=422)
    said = ngettext("%(number)s contribution is answered.", "%(number)s contributions are answered.", len(made))
    messages.success(request, said % {"number": len(made)})
    return redirect(_back(request))


def _now() -> str:
    return timezone.now().isoformat()


def _back(request: HttpRequest) -> str:
    """The same list without what was picked for this answer, from its first page: the answered ones left it."""
    asked = request.GET.copy()
    for name in ("pick", "page"):
        asked.pop(name, None)
    return f"{request.path}?{asked.urlencode()}" if asked else request.path


def _sent(request: HttpRequest, consultation: Consultation) -> QueryDict:
    """What was sent, with the contributions spelled out: all of the filter, or those of the page that confirms."""
    sent = request.POST.copy()
    step = sent.get("step", "")
    if step in ("give", "others", "back") and (kept := sent.get("others" if step == "others" else "chosen")):
        sent.setlist("contributions", kept.split(","))
    elif "every" in sent:
        found = wished(consultation, Wish.of(request.GET), timezone.localdate())
        sent.setlist("contributions", [str(pk) for pk in found.values_list("pk", flat=True)])
    return sent


def _give(request: HttpRequest, form: AnswerForm, chosen: list[Contribution]) -> list[Disposition]:
    given = form.cleaned_data
    return give_dispositions(
        actor=official(request),
        contributions=chosen,
        outcome=Outcome(given["outcome"]),
        reason=given["reason"],
        into=given["into"],
        due=given["due"],
        role=given["role"],
        as_of=given["as_of"],
        now=timezone.now(),
    )


def _confirm_page(
    request: HttpRequest,
    consultation: Consultation,
    form: AnswerForm,
    chosen: list[Contribution],
    clash: AnsweredMeanwhile | None = None,
) -> HttpResponse:
    """Names how many get which answer. ``clash``: some were answered meanwhile; their answers are shown."""
    pks = [one.pk for one in chosen]
    standing = Disposition.objects.filter(contribution__in=pks, latest=True).select_related("contribution")
    newer = [given for given in standing if clash and given.contribution_id in clash.contributions]
    others = [pk for pk in pks if not clash or pk not in clash.contributions]
    as_of = _now() if clash else request.POST.get("as_of", "")
    return page(
        request,
        "answers_confirm",
        _("Answer many alike"),
        crumb(title_of(consultation), "consultation", consultation.slug),
        crumb(_("Answers"), "answers", consultation.slug),
        form=form,
        given=form.cleaned_data,
        outcome=Outcome(form.cleaned_data["outcome"]).label,
        chosen=chosen,
        answered_before=len(standing),
        newer=newer,
        others=others,
        keep={
            "chosen": _joined(pks),
            "others": _joined(others),
            "as_of": as_of,
        },
        status=409 if clash else 200,
        icon="comment",
    )


def _joined(pks: list[int]) -> str:
    return ",".join(map(str, pks))


def _list_page(request: HttpRequest, consultation: Consultation, form: AnswerForm, status: int = 200) -> HttpResponse:
    wish = Wish.of(request.GET)
    listed = Paginator(wished(consultation, wish, timezone.localdate()), A_PAGE).get_page(request.GET.get("page"))
    given: Any = form["contributions"].value() if form.is_bound else request.GET.getlist("pick")
    chosen = {int(pk) for pk in given or [] if str(pk).isdigit()}
    every = form.is_bound and "every" in form.data
    there = {one.pk for one in listed}
    apart = answerable(consultation).filter(pk__in=set() if every else chosen - there)
    return page(
        request,
        "answers",
        _("Answers"),
        crumb(title_of(consultation), "consultation", consultation.slug),
        consultation=consultation,
        listed=_in_words(listed),
        picked=_in_words(apart.select_related("theme", "author")),
        coverage=coverage_of(consultation),
        form=form,
        chosen=chosen,
        every=every,
        wish=wish,
        shows=SHOWS,
        status=status,
        icon="comment",
    )


def _in_words(listed: Any) -> Page[Any]:
    """Each with the words of its answer, if it has one."""
    for one in listed:
        one.outcome_words = "" if one.outcome_now == Outcome.PENDING else Outcome(one.outcome_now).label
    return listed
