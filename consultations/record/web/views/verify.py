"""Checking receipts: in the browser where it can, else here by the verifier's code; and the program to take along."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Literal

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from consultations.record.queries import tiles
from consultations.record.queries.witnessed import Sight
from consultations.record.tlog import note as notes
from consultations.record.tlog import proof as proofs
from consultations.record.tlog.cosignature import Cosignature, WitnessKey, cosignatures
from consultations.record.tlog.leaf import MalformedLeaf
from consultations.record.tlog.note import NotSigned, VerifierKey
from consultations.record.tlog.tree import ProofRefuted
from consultations.record.verify import pyz
from consultations.record.web import words
from consultations.record.web.forms import VerifyForm
from consultations.record.web.static_pages import NotBuilt, checker, outcome_words, witness_keys
from consultations.record.web.views.log import for_machines

Reason = Literal["", "damaged", "signature", "place", "entry", "text", "witness"]


LAST_SECOND = 253_402_300_799  # of the year 9999: what a page can show


@dataclass(frozen=True)
class Outcome:
    """``reason``: why it does not hold, "" when it does; ``detail``: the same in the verifier's words, in English."""

    reason: Reason
    detail: str = ""
    receipt: proofs.Receipt | None = None
    sights: tuple[Sight, ...] = ()

    def texts(self) -> list[tuple[str, str | None]]:
        """Label and value of each personal field, None for one that the receipt keeps to itself."""
        if self.receipt is None:
            return []
        return [(words.label(name), self.receipt.disclosed.get(name)) for name in self.receipt.leaf["sd"]]


def _reason(error: proofs.ReceiptRefuted) -> Reason:
    cause = error.__cause__
    if isinstance(cause, ProofRefuted):
        return "place"
    if isinstance(cause, NotSigned):
        return "signature"
    if isinstance(cause, MalformedLeaf):
        return "entry"
    if "checkpoint" in str(error):
        return "damaged"
    return "text"


def check(data: bytes, key: VerifierKey, witnesses: list[WitnessKey]) -> Outcome:
    """What one receipt proves, and who of ``witnesses`` has signed its checkpoint too."""
    try:
        receipt = proofs.verify_receipt(data, key)
        seen = cosignatures(notes.parse(proofs.parse(data).checkpoint), witnesses)
        return Outcome("", receipt=receipt, sights=tuple(_sight(each) for each in seen))
    except NotSigned as error:
        return Outcome("witness", str(error))
    except proofs.MalformedProof as error:
        return Outcome("damaged", str(error))
    except proofs.ReceiptRefuted as error:
        return Outcome(_reason(error), str(error))


def _sight(seen: Cosignature) -> Sight:
    return Sight(seen.witness.name, datetime.fromtimestamp(min(seen.time, LAST_SECOND), UTC))


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def verify(request: HttpRequest) -> HttpResponse:
    checkpoint = tiles.newest()
    initial = {"vkey": checkpoint.epoch.vkey if checkpoint else "", "receipt": request.GET.get("receipt", "")}
    form = VerifyForm(initial=initial | {"witnesses": witness_keys()})
    outcomes: list[Outcome] = []
    if request.method == "POST":
        form = VerifyForm(request.POST, request.FILES)
        if form.is_valid():
            key, witnesses = form.cleaned_data["vkey"], form.cleaned_data["witnesses"]
            outcomes = [check(each, key, witnesses) for each in form.cleaned_data["receipts"]]
    context = {"form": form, "outcomes": outcomes, **outcome_words()}
    return render(request, "record/verify.html", context, status=400 if form.errors else 200)


@require_safe
def file(request: HttpRequest) -> HttpResponse:
    """The checker as one HTML file to keep."""
    try:
        page = checker(tiles.newest())
    except NotBuilt as missing:
        raise Http404("the checker was not built") from missing
    response = HttpResponse(page, headers={"Cache-Control": "no-cache"})
    response["Content-Disposition"] = 'attachment; filename="check-receipt.html"'
    return response


@for_machines
def program(request: HttpRequest) -> HttpResponse:
    """The verifier as one file."""
    response = HttpResponse(
        pyz.build(), content_type="application/zip", headers={"Cache-Control": "public, max-age=3600"}
    )
    response["Content-Disposition"] = 'attachment; filename="participate-verify.pyz"'
    return response
