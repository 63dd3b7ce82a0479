"""The course of a consultation without its dates and without what people gave.

    {"v": 1, "language": "en", "words": {field: words}, "themes": {slug: {language: name}}, "asks_district": false,
     "also_in": ["sq"],
     "phases": [{"kind", "title", "outcome", "may", "offers", "levels", "after": seconds, "lasts": seconds or null,
                 "opinions": {…}}],
     "card": {field: {language: words}},
     "surveys": [{"phase": place or null, "title", "intro", "results", "questions": [{"kind", "words", "hint",
                  "required", "settings", "depends_on": place or null, "depends_values"}]}],
     "votes": [{"phase": place, "title", "text", "method", …, "options": [{"title", "text", "cost"}]}]}

``after``: from the start of the first phase. ``words`` are empty where the texts were not wanted. Options of a vote
that are proposals of people are left out, and so is a vote with fewer than two others. The usual courses (presets.py),
a consultation taken over (``?like=``) and saved ones all have this form, so that there is one way to begin from each.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from cms.models import ConsultationPage
from cms.models.consultation import WORDS
from consultations.deliberation.enums import Act, Offer
from consultations.deliberation.models import Consultation, Phase
from consultations.deliberation.queries.service_card import card_of
from consultations.opinions.domain.rules import KEY as OPINIONS
from consultations.surveys.models import Survey
from consultations.voting.domain.wording import amount
from consultations.voting.models import Question

Course = dict[str, Any]
TERMS = ("method", "rule", "limit", "bound", "currency", "threshold", "secrecy", "voters", "shown", "paper")


def course_of(consultation: Consultation, *, with_texts: bool) -> Course:
    """``with_texts``: also its title, question and promise, and the words of its service card."""
    phases = list(consultation.phases.order_by("position"))
    places = {phase.pk: place for place, phase in enumerate(phases)}
    pages = ConsultationPage.objects.filter(consultation=consultation)
    own = pages.filter(language=consultation.language).first()
    card = card_of(consultation)
    return {
        "v": 1,
        "language": consultation.language,
        "words": {name: getattr(own, name) for name in WORDS} if own and with_texts else {},
        "themes": {theme.slug: theme.name for theme in consultation.themes.filter(retired=False)},
        "asks_district": consultation.asks_district,
        "also_in": sorted(set(pages.values_list("language", flat=True)) - {consultation.language}),
        "phases": [_phase(phase, phases[0].starts_at) for phase in phases],
        "card": card.words if card and with_texts else {},
        "surveys": [_survey(survey, places) for survey in consultation.surveys.order_by("pk")],
        "votes": [
            told
            for question in consultation.questions.exclude(ballots__channel="import").distinct().order_by("pk")
            if len((told := _vote(question, places))["options"]) > 1 and told["phase"] is not None
        ],
    }


def phase_rows(course: Course, now: datetime) -> list[dict[str, Any]]:
    """Initial values for the phases of the form: the first starts ``now``; lengths and gaps stay.

    ``source``: the phase's place in the course.
    """
    first, rows = now.replace(second=0, microsecond=0), []
    for place, phase in enumerate(course["phases"]):
        starts = first + timedelta(seconds=phase["after"])
        ends = starts + timedelta(seconds=phase["lasts"]) if phase["lasts"] else None
        row = {"kind": phase["kind"], "starts_at": starts, "ends_at": ends, "may": phase["may"], "source": place}
        if phase.get("offers") is not None:
            row["offers"] = phase["offers"]
        row |= {f"level_{act}": level for act, level in phase.get("levels", {}).items()}
        language = course.get("language", "")
        words = {"name": phase["title"].get(language, ""), "outcome": phase["outcome"].get(language, "")}
        rows.append({**row, **words})
    return rows


def _phase(phase: Phase, first: datetime) -> dict[str, Any]:
    lasts = (phase.ends_at - phase.starts_at).total_seconds() if phase.ends_at else None
    return {
        "kind": phase.kind,
        "title": phase.title,
        "outcome": phase.outcome,
        "may": phase.settings.get("may", []),
        "offers": [offer.value for offer in Offer if phase.offers(offer)],
        "levels": {act.value: phase.level_for(act).value for act in Act},
        "after": (phase.starts_at - first).total_seconds(),
        "lasts": lasts,
        "opinions": phase.settings.get(OPINIONS) or {},
    }


def _survey(survey: Survey, places: Mapping[int, int]) -> dict[str, Any]:
    rows = list(survey.questions.order_by("position"))
    numbers = {row.pk: place for place, row in enumerate(rows)}
    return {
        "phase": places.get(survey.phase_id or 0),
        "title": survey.title,
        "intro": survey.intro,
        "results": survey.results,
        "questions": [
            {
                **{name: getattr(row, name) for name in ("kind", "words", "hint", "required", "settings")},
                "depends_on": numbers.get(row.depends_on_id or 0),
                "depends_values": row.depends_values,
            }
            for row in rows
        ],
    }


def _vote(question: Question, places: Mapping[int, int]) -> dict[str, Any]:
    options = question.options.filter(contribution=None).order_by("position")
    return {
        "phase": places.get(question.phase_id or 0),
        "title": question.title,
        "text": question.text,
        "total": amount(question.total),
        **{name: getattr(question, name) for name in TERMS},
        "options": [{"title": row.title, "text": row.text, "cost": amount(row.cost)} for row in options],
    }
