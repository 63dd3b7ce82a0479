"""Answering contributions, many alike at once."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from cms.admin.forms.causes import AnswerForm
from cms.admin.page import crumb, official, page
from cms.admin.refusals import shown_in
from cms.queries.desk import title_of
from consultations.decisions.enums import Outcome
from consultations.decisions.operations import give_dispositions
from consultations.decisions.permissions import may_decide
from consultations.decisions.queries.answers import with_standing
from consultations.decisions.queries.coverage import coverage_of, in_scope, to_answer
from consultations.deliberation.models import Consultation, Contribution
from consultations.deliberation.queries.search import having_words

A_PAGE = 25


@require_http_methods(["GET", "POST"])
def answers(request: HttpRequest, slug: str) -> HttpResponse:
    """Those in scope, longest waiting first; the chosen ones get one outcome and reason."""
    may_decide(request.user).require()
    consultation = get_object_or_404(Consultation.objects.prefetch_related("themes"), slug=slug)
    form = AnswerForm(request.POST or None, among=in_scope(consultation).order_by("created_at", "pk"))
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        with shown_in(form):
            made = give_dispositions(
                actor=official(request),
                contributions=list(given["contributions"]),
                outcome=Outcome(given["outcome"]),
                reason=given["reason"],
                into=given["into"],
                due=given["due"],
                role=given["role"],
                now=timezone.now(),
            )
        if form.is_valid():
            said = ngettext("%(number)s contribution is answered.", "%(number)s contributions are answered.", len(made))
            messages.success(request, said % {"number": len(made)})
            return redirect(request.get_full_path())
    chosen = {int(pk) for pk in form["contributions"].value() or [] if str(pk).isdigit()} if form.is_bound else set()
    return page(
        request,
        "answers",
        _("Answers"),
        crumb(title_of(consultation), "consultation", slug),
        consultation=consultation,
        listed=Paginator(_wished(request, consultation), A_PAGE).get_page(request.GET.get("page")),
        coverage=coverage_of(consultation),
        form=form,
        chosen=chosen,
        asked={name: request.GET.get(name, "") for name in ("q", "theme", "show")},
        status=422 if form.errors else 200,
        icon="comment",
    )


def _wished(request: HttpRequest, consultation: Consultation) -> QuerySet[Contribution]:
    """What the filter asks for: by default those that wait for an answer of their own."""
    if request.GET.get("show") == "all":
        listed = with_standing(in_scope(consultation)).select_related("theme", "author").order_by("created_at", "pk")
    else:
        listed = to_answer(consultation)
    if theme := request.GET.get("theme", ""):
        listed = listed.filter(theme__slug=theme)
    return having_words(listed, request.GET.get("q", ""))
