"""Questions put to the vote: prepared in one form, opened, watched (turnout, never choices), counted."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from cms.admin.forms.votes import VoteForm, WordsForm, initial_of, proposal_lines
from cms.admin.page import Crumb, crumb, official, page
from cms.admin.refusals import shown_in
from cms.queries.desk import title_of
from consultations.deliberation.enums import Act, ContributionKind, ContributionState
from consultations.deliberation.errors import Unfit
from consultations.deliberation.models import Consultation
from consultations.deliberation.permissions import may_prepare
from consultations.voting.enums import QuestionState, Voters
from consultations.voting.models import Question
from consultations.voting.operations import (
    bring_roll,
    close_question,
    drop_question,
    open_question,
    prepare_question,
    word_question,
)
from consultations.voting.permissions import is_open_to_vote, may_enter_paper
from consultations.voting.queries.questions import turnout_by_channel
from consultations.voting.queries.terms import terms_of
from consultations.voting.web.entering import entered
from consultations.voting.web.paper_form import PaperForm
from consultations.voting.web.shown import how_to_vote

MOST_PROPOSALS = 100
LARGEST_ROLL = 20_000_000


@require_http_methods(["GET", "POST"])
def create(request: HttpRequest, slug: str) -> HttpResponse:
    may_prepare(request.user).require()
    consultation = get_object_or_404(Consultation.objects.prefetch_related("phases", "texts"), slug=slug)
    return _form_page(request, consultation, None, _("New vote"))


@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    may_prepare(request.user).require()
    question = _found(slug, pk)
    if question.state != QuestionState.DRAFT:
        messages.error(request, _("Voting on this question has begun. It cannot be changed any more."))
        return redirect("desk:vote", slug, pk)
    return _form_page(request, question.consultation, question, question.words)


def _form_page(request: HttpRequest, consultation: Consultation, standing: Question | None, title: str) -> HttpResponse:
    sent = request.POST.copy() if request.method == "POST" else None
    if sent is not None and "add_proposals" in sent:
        lines = _proposals(consultation, budget=bool(sent.get("total", "").strip()))
        sent["options"] = f"{sent.get('options', '').rstrip()}\n{lines}".strip()
    initial = initial_of(standing) if standing else {}
    form = VoteForm(sent, consultation=consultation, standing=standing, initial=initial)
    if sent is not None and "add_proposals" in sent:
        form = VoteForm(consultation=consultation, standing=standing, initial={**initial, **sent.dict()})
    elif sent is not None and form.is_valid():
        with shown_in(form):
            made = prepare_question(
                actor=official(request),
                consultation=consultation,
                plan=form.plan(),
                question=standing,
                now=timezone.now(),
            )
        if form.is_valid():
            messages.success(request, _("“%(title)s” is saved.") % {"title": made.words})
            return redirect("desk:vote", consultation.slug, made.pk)
    lets = any(phase.lets(Act.VOTE) for phase in consultation.phases.all())
    return page(
        request,
        "vote_form",
        title,
        _crumb(consultation),
        status=422 if form.errors else 200,
        icon="tick-inverse",
        form=form,
        consultation=consultation,
        lets=lets,
    )


@require_http_methods(["GET", "POST"])
def words(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """What stands on the ballot, one language at a time."""
    may_prepare(request.user).require()
    question = _found(slug, pk)
    if question.state != QuestionState.DRAFT:
        messages.error(request, _("Voting on this question has begun. It cannot be changed any more."))
        return redirect("desk:vote", slug, pk)
    asked = request.GET.get("language", "")
    language = asked if asked in dict(settings.LANGUAGES) else question.language
    form = WordsForm(request.POST or None, question=question, language=language)
    if request.method == "POST" and form.is_valid():
        with shown_in(form):
            word_question(
                actor=official(request),
                question=question,
                language=language,
                title=form.cleaned_data["title"],
                text=form.cleaned_data["text"],
                options=form.options(),
                now=timezone.now(),
            )
        if form.is_valid():
            messages.success(request, _("The words are saved."))
            return redirect(f"{reverse('desk:vote_words', args=[slug, pk])}?language={language}")
    trail = [_crumb(question.consultation), crumb(question.words, "vote", slug, pk)]
    context = {"form": form, "question": question, "language": language, "languages": settings.LANGUAGES}
    status = 422 if form.errors else 200
    return page(request, "vote_words", _("Words on the ballot"), *trail, status=status, icon="globe", **context)


@require_safe
def show(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    may_prepare(request.user).require()
    question = _found(slug, pk)
    now = timezone.now()
    phase = question.phase
    return page(
        request,
        "vote",
        question.words,
        _crumb(question.consultation),
        question=question,
        rule=how_to_vote(terms_of(question)),
        open=is_open_to_vote(question, now),
        over=phase is not None and phase.ends_at is not None and phase.ends_at <= now,
        paper=may_enter_paper(request.user, question, now),
        turnout=turnout_by_channel(question),
        roll=question.roll.count() if question.voters == Voters.ROLL else None,
        icon="tick-inverse",
    )


@require_POST
def open_(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    may_prepare(request.user).require()
    question = _found(slug, pk)
    return _done(
        request, question, _("Its text is on the record. People can vote while its phase is open."), open_question
    )


@require_POST
def close(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    may_prepare(request.user).require()
    question, reason = _found(slug, pk), request.POST.get("reason", "")
    return _done(request, question, _("It is counted, and the result is published."), close_question, reason=reason)


def _done(request: HttpRequest, question: Question, words: str, operation: Any, **more: Any) -> HttpResponse:
    try:
        operation(actor=official(request), question=question, now=timezone.now(), **more)
    except Unfit as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, words)
    return redirect("desk:vote", question.consultation.slug, question.pk)


@require_POST
def drop(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    may_prepare(request.user).require()
    try:
        drop_question(actor=official(request), question=_found(slug, pk), now=timezone.now())
    except Unfit as refusal:
        messages.error(request, str(refusal))
        return redirect("desk:vote", slug, pk)
    messages.success(request, _("The vote in preparation is thrown away."))
    return redirect("desk:consultation", slug)


@require_POST
def roll(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Takes in the other office's list of hashes, one a line."""
    may_prepare(request.user).require()
    question, file = _found(slug, pk), request.FILES.get("roll")
    try:
        if file is None or file.size is None or file.size > LARGEST_ROLL:
            raise Unfit("roll", _("Choose the file with the hashes of the codes."))
        digests = file.read().decode("ascii", "replace").split()
        entries = bring_roll(actor=official(request), question=question, digests=digests, now=timezone.now())
    except Unfit as refusal:
        messages.error(request, str(refusal))
    else:
        words = ngettext("%(number)s code is on the roll.", "%(number)s codes are on the roll.", entries)
        messages.success(request, words % {"number": entries})
    return redirect("desk:vote", slug, pk)


@require_http_methods(["GET", "POST"])
def paper(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """One ballot on paper after another; the form comes back empty after each."""
    question = _found(slug, pk)
    now = timezone.now()
    may_enter_paper(request.user, question, now).require()
    form = PaperForm(request.POST or None, question=question)
    if request.method == "POST" and form.is_valid() and entered(form, question, official(request)):
        words = form.cleaned_data.get("sheet") or _("with this code")
        messages.success(request, _("The ballot %(sheet)s is entered. Take the next one.") % {"sheet": words})
        return redirect("desk:paper", slug, pk)
    trail = [_crumb(question.consultation), crumb(question.words, "vote", slug, pk)]
    context = {
        "form": form,
        "question": question,
        "rule": how_to_vote(form.terms),
        "turnout": turnout_by_channel(question),
    }
    status = 422 if form.errors else 200
    return page(request, "paper", _("Ballots on paper"), *trail, status=status, icon="doc-full", **context)


def _found(slug: str, pk: int) -> Question:
    rows = Question.objects.select_related("consultation", "phase").prefetch_related("options", "consultation__phases")
    return get_object_or_404(rows, pk=pk, consultation__slug=slug)


def _crumb(consultation: Consultation) -> Crumb:
    return crumb(title_of(consultation), "consultation", consultation.slug)


def _proposals(consultation: Consultation, *, budget: bool) -> str:
    found = consultation.contributions.filter(
        kind=ContributionKind.PROPOSAL, state=ContributionState.PUBLISHED
    ).order_by("-support_count", "pk")
    return proposal_lines(found[:MOST_PROPOSALS], budget=budget)
