"""One secret ballot, found by its hash: what everybody can see of it, and how to check it."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from consultations.record.models import Blob
from consultations.record.queries.entries import placed_event
from consultations.record.queries.tiles import newest
from consultations.voting.enums import BallotState
from consultations.voting.models import Ballot, Question
from consultations.voting.queries.secret import ballot_by_hash, hash_like
from consultations.voting.web.asked import question_or_404
from consultations.voting.web.fingerprint import groups
from consultations.voting.web.views.ballot import frame

_hash = re.compile(r"[0-9a-f]{64}").fullmatch
_start = re.compile(r"[0-9a-f]{8,64}").fullmatch


@dataclass(frozen=True)
class Opened:
    """What an audited ballot gave an option."""

    words: str
    value: int


@require_safe
def ballot(request: HttpRequest, slug: str, pk: int, sha256: str) -> HttpResponse:
    question = _secret_or_404(request, slug, pk)
    found = ballot_by_hash(question, sha256) if _hash(sha256) else None
    if found is None:
        raise Http404("no such ballot")
    context = {
        **frame(question),
        "ballot": found,
        "fingerprint": groups(sha256),
        "opened": _opened(question, found),
        "receipt": placed_event(found),
        "epoch": checkpoint.epoch_id if (checkpoint := newest()) else None,
    }
    return render(request, "voting/secret/ballot.html", context)


@require_safe
def find(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Where to look a ballot up, and how to check the whole vote."""
    question = _secret_or_404(request, slug, pk)
    wanted = "".join(request.GET.get("hash", "").split()).lower()
    if _start(wanted) and (found := hash_like(question, wanted)):
        return redirect("voting:ballot", slug, pk, found)
    checkpoint = newest()
    log = request.build_absolute_uri(f"/record/{checkpoint.epoch_id}") if checkpoint else ""
    context = {**frame(question), "wanted": wanted, "roll": question.roll.count(), "log": log}
    return render(request, "voting/secret/find.html", context, status=404 if wanted else 200)


def _secret_or_404(request: HttpRequest, slug: str, pk: int) -> Question:
    question = question_or_404(request, slug, pk)
    if not question.is_secret:
        raise Http404("not a secret ballot")
    return question


def _opened(question: Question, found: Ballot) -> list[Opened]:
    """Of an audited ballot what it held, option by option."""
    if found.state != BallotState.SPOILED:
        return []
    held = json.loads(bytes(Blob.objects.get(pk=found.sha256).body))["openings"]
    words = {str(option.position): option.words for option in question.options.all()}
    return [Opened(words[each["option"]], each["value"]) for each in held]
