"""A consultation and its decisions as files: what anyone may read, whoever asks, and nothing else."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.urls import reverse
from django.utils.translation import override

from consultations.decisions.queries.reading import decisions_for
from consultations.deliberation.models import Consultation
from consultations.exchange.domain import prov
from consultations.exchange.domain.datapackage import TABLES, descriptor
from consultations.exchange.queries.pabulib_file import NotAVotedBudget, pabulib_file
from consultations.exchange.queries.provenance import provenance
from consultations.exchange.queries.tables import lines
from consultations.record.web.streaming import csv_file
from consultations.record.web.views.log import for_machines
from consultations.voting.models import Question


def public_consultation(slug: str) -> Consultation:
    """For a stranger: a file that staff fetch must not hold more than the one that everybody gets."""
    found = Consultation.objects.visible_to(None).prefetch_related("texts").filter(slug=slug).first()
    if found is None:
        raise Http404("no such consultation")
    return found


@for_machines
def datapackage(request: HttpRequest, slug: str) -> HttpResponse:
    consultation = public_consultation(slug)
    text = consultation.text_in(consultation.language)
    homepage = request.build_absolute_uri(_plain("deliberation:consultation", slug))
    told = descriptor(slug=slug, title=text.title if text else slug, homepage=homepage)
    return _json(told, "application/json")


@for_machines
def table(request: HttpRequest, slug: str, table: str) -> HttpResponseBase:
    consultation = public_consultation(slug)
    if table not in TABLES:
        raise Http404("no such table")
    return csv_file(lines(table, consultation), f"{slug}-{table}.csv", mark=False)


@for_machines
def pabulib(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """A budget that was voted on, with its published ballots, in the format of pabulib.org."""
    consultation = public_consultation(slug)
    question = Question.objects.filter(consultation=consultation, pk=pk).select_related("phase").first()
    try:
        if question is None:
            raise Http404("no such question")
        text = pabulib_file(question)
    except NotAVotedBudget as reason:
        raise Http404(str(reason)) from reason
    response = HttpResponse(text, content_type="text/plain; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{slug}-{pk}.pb"'
    response["Cache-Control"] = "no-cache"
    return response


@for_machines
def prov_json(request: HttpRequest, slug: str, dslug: str) -> HttpResponse:
    return _json(prov.prov_json(_document(request, slug, dslug)), "application/json")


@for_machines
def json_ld(request: HttpRequest, slug: str, dslug: str) -> HttpResponse:
    return _json(prov.json_ld(_document(request, slug, dslug)), "application/ld+json")


def _document(request: HttpRequest, slug: str, dslug: str) -> prov.Document:
    decision = decisions_for(None, slug, dslug)
    if decision is None:
        raise Http404("no such decision")
    page = request.build_absolute_uri(_plain("decisions:decision", slug, dslug))
    return provenance(decision, site=request.build_absolute_uri("/").rstrip("/"), page=page)


def _plain(name: str, *parts: str) -> str:
    """The address in the language without a prefix: a name in a file must not depend on who fetched it."""
    with override("en"):
        return reverse(name, args=parts)


def _json(told: object, kind: str) -> HttpResponse:
    response = JsonResponse(told, content_type=kind, json_dumps_params={"ensure_ascii": False, "indent": 1})
    response["Cache-Control"] = "no-cache"
    return response
