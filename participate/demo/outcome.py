"""The page on which the city tells what came of a consultation, in every language, with live figures."""

from __future__ import annotations

from datetime import datetime, timedelta

from cms.models import ConsultationPage, OutcomePage
from consultations.decisions.models import Decision
from participate.demo.consultation import Telling

FIGURES = ["contributions", "supports", "answered", "changes", "changes_by_people"]


def tell_outcome(telling: Telling) -> None:
    """Published a day after the decision."""
    when = telling.script.day(telling.words["decision"]["published"]) + timedelta(days=1)
    telling.script.on(when, lambda now: _publish(telling, now))


def _publish(telling: Telling, now: datetime) -> None:
    decision = Decision.objects.get(consultation=telling.consultation, slug=telling.words["decision"]["slug"])
    first: OutcomePage | None = None
    pages = {page.language: page for page in ConsultationPage.objects.filter(consultation=telling.consultation)}
    for language, words in telling.words["outcome"].items():
        page = OutcomePage(
            title=words["title"],
            slug="outcome",
            lead=words["lead"],
            decision=decision,
            locale=pages[language].locale,
            owner=telling.dana,
            body=[
                ("heading", words["heading"]),
                ("paragraph", words["paragraph"]),
                ("figures", {"show": FIGURES}),
                ("changes", {"only_by_people": True, "most": 6}),
                ("flow", {}),
                ("coverage", {"by_theme": True}),
                ("promises", {}),
            ],
        )
        if first is not None:
            page.translation_key = first.translation_key
        pages[language].add_child(instance=page)
        page.save_revision(user=telling.dana).publish(user=telling.dana)
        first = first or page
