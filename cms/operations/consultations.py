"""Making a consultation with its phases and its pages, in one transaction through the operations of its district."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.actions.copy_for_translation import CopyPageForTranslationAction
from wagtail.models import Locale

from cms.models import ConsultationIndexPage, ConsultationPage
from cms.operations.courses import fill_from_course
from cms.queries.courses import Course
from consultations.deliberation.errors import Unfit
from consultations.deliberation.models import Consultation
from consultations.deliberation.operations import (
    PhasePlan,
    create_consultation,
    open_consultation,
    set_phases,
    set_themes,
)
from consultations.deliberation.permissions import may_prepare
from consultations.people.models import Participant


@dataclass(frozen=True)
class ConsultationPlan:
    """What one form asks for. ``words``: fields of ConsultationPage in ``language``; ``also_in``: language codes.

    ``course``: what it began from (cms.queries.courses), whose surveys, votes and card come along;
    ``sources``: place of a phase there → its place among ``phases``.
    """

    slug: str
    language: str
    words: Mapping[str, str]
    phases: Sequence[PhasePlan]
    themes: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    also_in: Sequence[str] = ()
    asks_district: bool = False
    course: Course = field(default_factory=dict)
    sources: Mapping[int, int] = field(default_factory=dict)


@transaction.atomic
def make_consultation(
    *, actor: Participant, plan: ConsultationPlan, now: datetime, open_it: bool = False
) -> ConsultationPage:
    """The consultation, its phases and themes, its page in its own language and a draft page in each other one.

    ``open_it``: publishes the page and opens the consultation (at its first phase's start). All is made or nothing.
    Raises NotAllowed, or Unfit naming the field.
    """
    consultation = create_consultation(actor=actor, slug=plan.slug, language=plan.language, now=now)
    phases = set_phases(actor=actor, consultation=consultation, phases=plan.phases, now=now) if plan.phases else []
    set_themes(actor=actor, consultation=consultation, themes=plan.themes, asks_district=plan.asks_district, now=now)
    if plan.course:
        come_of = {source: phases[place] for source, place in plan.sources.items()}
        fill_from_course(actor=actor, consultation=consultation, course=plan.course, phases=come_of, now=now)
    page = _page_of(consultation, plan, actor)
    add_languages(actor=actor, page=page, languages=plan.also_in)
    if open_it:
        open_with_page(actor=actor, consultation=consultation, now=now)
    return page


@transaction.atomic
def add_languages(*, actor: Participant, page: ConsultationPage, languages: Sequence[str]) -> list[ConsultationPage]:
    """A draft of ``page`` in each of ``languages`` that it lacks, beginning with the source's words."""
    may_prepare(actor).require()
    held = set(page.get_translations(inclusive=True).values_list("locale__language_code", flat=True))
    return [
        CopyPageForTranslationAction(page, Locale.objects.get(language_code=code), user=actor).execute()
        for code in languages
        if code not in held
    ]


@transaction.atomic
def open_with_page(*, actor: Participant, consultation: Consultation, now: datetime) -> Consultation:
    """Publishes the page in the consultation's own language, if it is not yet, and opens the consultation.

    Raises NotAllowed, or Unfit when there are no phases, no page, or no words.
    """
    may_prepare(actor).require()
    page = consultation.pages.filter(language=consultation.language).first()
    if page is None:
        raise Unfit("title", _("Write its page first."))
    if not consultation.phases.exists():
        raise Unfit("phases", _("Plan at least one phase first."))
    if not page.live:
        page.get_latest_revision().publish(user=actor)
    return open_consultation(actor=actor, consultation=consultation, now=now)


def _page_of(consultation: Consultation, plan: ConsultationPlan, actor: Participant) -> ConsultationPage:
    locale = Locale.objects.get(language_code=plan.language)
    folder = ConsultationIndexPage.objects.get(locale=locale)
    page = ConsultationPage(
        consultation=consultation,
        locale=locale,
        language=plan.language,
        slug=plan.slug,
        live=False,
        owner=actor,
        **plan.words,
    )
    folder.add_child(instance=page)
    page.save_revision(user=actor, log_action=True)
    return page
