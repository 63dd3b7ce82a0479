"""Adding a statement. Who is not signed in writes first; the text waits until they are."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from consultations.deliberation.errors import Unfit
from consultations.deliberation.models import Consultation
from consultations.deliberation.web import drafts
from consultations.deliberation.web.visitors import person
from consultations.opinions.models import Statement
from consultations.opinions.operations import hand_in
from consultations.opinions.permissions import may_add
from consultations.opinions.queries.rounds import handed_in
from consultations.opinions.queries.similar import similar_statements
from consultations.opinions.web.forms import StatementForm
from consultations.opinions.web.rounds import round_or_404
from consultations.people.domain.verdict import NotAllowed
from consultations.people.operations.limits import take


@never_cache
@require_http_methods(["GET", "POST"])
def add(request: HttpRequest, slug: str) -> HttpResponse:
    """Like ones are shown before it counts, once: sent again it is taken as it stands."""
    now = timezone.now()
    found = round_or_404(request, slug, now)
    who, verdict = person(request), may_add(request.user, found.consultation, now)
    draft = drafts.kept(request)
    form = StatementForm(request.POST) if request.method == "POST" else StatementForm(initial=draft)
    like: list[Statement] = []
    if request.method == "POST" and form.is_valid():
        if who is None and verdict:
            return drafts.keep_and_sign_in(request, {name: request.POST.get(name, "") for name in form.fields})
        like = similar_statements(found.consultation, form.cleaned_data["text"])
        seen = request.POST.get("seen", "")
        if (not like or seen) and (given := _give(request, form, found.consultation)):
            drafts.forget(request)
            shown = given.contribution_id is not None
            words = _("Your statement is shown to others now.") if shown else _("Your statement waits for a look.")
            messages.success(request, words)
            return redirect("opinions:add", slug)
    context = {
        "round": found,
        "consultation": found.consultation,
        "text": found.consultation.text,
        "form": form,
        "verdict": verdict,
        "waiting": bool(draft) and request.method == "GET",
        "like": like,
        "own": handed_in(found.consultation, request.user),
    }
    return render(request, "opinions/add.html", context)


def _give(request: HttpRequest, form: StatementForm, consultation: Consultation) -> Statement | None:
    words, now, who = form.cleaned_data, timezone.now(), person(request)
    try:
        if who:
            take(who, "statement", now)
        return hand_in(
            actor=who,
            consultation=consultation,
            text=words["text"],
            language=get_language() or "",
            submission=words["submission"],
            now=now,
        )
    except Unfit as unfit:
        form.add_error("text", str(unfit))
    except NotAllowed as refusal:
        if refusal.hidden:
            raise
        form.add_error(None, str(refusal))
    return None
