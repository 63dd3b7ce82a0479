"""Small things made ready for templates: phases as steps, filters as links."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest
from django.utils.translation import gettext as _

from consultations.deliberation.enums import Act, Order, PhaseKind
from consultations.deliberation.models import Consultation, Phase, Theme
from consultations.deliberation.queries.consultations import span_words
from consultations.deliberation.queries.lists import Wish, districts_of, tags_of
from consultations.deliberation.queries.presence import has
from consultations.people.enums import Level


@dataclass(frozen=True)
class Step:
    """A phase for components/steps.html."""

    title: str
    dates: str
    text: str
    state: str


def phase_steps(consultation: Consultation, now: datetime) -> list[Step]:
    """Each with its dates, what one can do and what happens with it."""
    steps = []
    for phase in consultation.phases.all():
        start, end = span_words(phase)
        dates = (
            _("%(start)s to %(end)s") % {"start": start, "end": end} if end else _("From %(start)s") % {"start": start}
        )
        acts = [_act_words(phase, act) for act in Act if phase.lets(act)]
        texts = [_("What you can do: %(acts)s.") % {"acts": ", ".join(acts)}] if acts else []
        texts.extend(level_words(phase))
        if phase.outcome_words:
            texts.append(phase.outcome_words)
        state = "current" if phase.is_open(now) else "coming" if now < phase.starts_at else "done"
        steps.append(Step(phase.words, dates, " ".join(texts), state))
    return steps


def level_words(phase: Phase) -> list[str]:
    """A sentence for each level above an account that acts of the phase ask for."""
    sentences = []
    for level in list(Level)[1:]:
        acts = [_act_words(phase, act) for act in Act if phase.lets(act) and phase.level_for(act) is level]
        if acts:
            given = {"level": level.label, "acts": ", ".join(acts)}
            sentences.append(_("Needed for “%(acts)s”: %(level)s.") % given)
    return sentences


def _act_words(phase: Phase, act: Act) -> str:
    if act is Act.PROPOSE and phase.kind == PhaseKind.STATEMENTS:
        return _("Add statements")
    return str(act.label)


@dataclass(frozen=True)
class Choice:
    """A link that narrows a list, for components/tags.html."""

    words: str
    url: str
    current: bool


@dataclass(frozen=True)
class Filters:
    """What a list can be narrowed by; ``hidden`` are the fields that a search form carries on."""

    wish: Wish
    themes: Sequence[Choice]
    districts: Sequence[Choice]
    tags: Sequence[Choice]
    hidden: Sequence[tuple[str, str]]
    clear: str

    @classmethod
    def of(cls, request: HttpRequest, consultation: Consultation, wish: Wish) -> Filters:
        """Each link keeps the other filters, the order and its seed; choosing the current one again lets go of it."""
        asked = {"q": wish.words, "theme": wish.theme, "district": wish.district, "tag": wish.tag}
        asked |= {"kind": wish.kind, "order": wish.order.value}
        if wish.order is Order.RANDOM:
            asked["seed"] = str(wish.seed)

        def link(**change: str) -> str:
            return f"{request.path}?{urlencode({k: v for k, v in {**asked, **change}.items() if v})}#contributions"

        def choice(name: str, words: str, slug: str) -> Choice:
            chosen = asked[name] == slug
            return Choice(words, link(**{name: "" if chosen else slug}), chosen)

        themes: list[Theme] = list(consultation.themes.filter(merged_into=None)) if has(consultation, "themes") else []
        districts = districts_of(consultation) if has(consultation, "districts") else []
        tags: list[dict[str, Any]] = tags_of(consultation)
        return cls(
            wish=wish,
            themes=[choice("theme", theme.words, theme.slug) for theme in themes],
            districts=[choice("district", district.words, district.slug) for district in districts],
            tags=[choice("tag", tag["tag__name"], tag["tag__slug"]) for tag in tags],
            hidden=[(name, asked[name]) for name in ("theme", "district", "tag", "seed") if asked.get(name)],
            clear=link(q="", theme="", district="", tag="", kind=""),
        )
