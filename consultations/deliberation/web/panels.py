"""Where districts above this one put their part of its pages.

A district registers in its AppConfig.ready(): ``register("fate", "decisions/panels/fate.html", fate_of)``. Slots on a
contribution's page: fate, moderation, links, follow; on a consultation's page: acts (what people can do there beside
contributing; anchors ``voting``, ``survey``, ``opinions``), story, decisions, live, figures, follow; on a person's own
page: rooms, drafts; where receipt codes are shown: codes (of their numbers). The template is rendered with what
``context(request, thing)`` returns; None shows nothing. Each costs few queries, however much there is.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal, get_args

from django.http import HttpRequest
from django.utils.functional import Promise

from consultations.deliberation.models import Consultation, Contribution
from consultations.deliberation.queries.presence import has
from consultations.people.models import Participant

Slot = Literal[
    "fate", "moderation", "links", "follow", "acts", "story", "decisions", "live", "figures", "rooms", "drafts", "codes"
]
SLOTS: tuple[Slot, ...] = get_args(Slot)
Context = Callable[[HttpRequest, Any], Mapping[str, Any] | None]


@dataclass(frozen=True)
class Panel:
    template: str
    context: Context
    presence: str


@dataclass(frozen=True)
class Badge:
    """What became of a contribution, for its card. ``kind`` and ``icon`` as in components/badge.html."""

    words: str | Promise
    kind: str
    icon: str = "info"


@dataclass(frozen=True)
class LinkedAct:
    """An act of another district on any contribution, such as reporting it: the name of its address, and words."""

    url_name: str
    words: str | Promise


@dataclass(frozen=True)
class Beside:
    """``given(request, contributions)``: what the template gets as ``given``, by primary key."""

    template: str
    given: Callable[[HttpRequest, Sequence[Contribution]], Mapping[int, Any]]
    presence: str


Badges = Callable[[Sequence[Contribution]], Mapping[int, Badge]]

_panels: dict[Slot, dict[str, Panel]] = {slot: {} for slot in SLOTS}
_badges: list[Badges] = []
_beside: dict[str, Beside] = {}
_acts: dict[str, LinkedAct] = {}


def register(slot: Slot, template: str, context: Context, *, presence: str = "") -> None:
    """Registering a template twice in a slot keeps the last. Raises KeyError for an unknown slot.

    ``presence``: a name in queries/presence.py; where a consultation has nothing of it, ``context`` is not asked.
    """
    _panels[slot][template] = Panel(template, context, presence)


def register_badges(badges: Badges) -> None:
    """``badges`` gets the contributions of a list in one call and returns badges by primary key."""
    if badges not in _badges:
        _badges.append(badges)


def register_beside(template: str, given: Callable[..., Mapping[int, Any]], *, presence: str) -> None:
    """Shows ``template`` beside contributions and comments wherever they are read whole.

    ``presence``: a name in queries/presence.py; where neither a contribution nor its thread has it, nothing is asked.
    """
    _beside[template] = Beside(template, given, presence)


def beside(
    request: HttpRequest, contributions: Sequence[Contribution], thing: Contribution | None = None
) -> dict[int, list[tuple[str, Any]]]:
    """Template and what it is given, by the contribution that it stands beside. ``thing``: whose page this is."""
    found: dict[int, list[tuple[str, Any]]] = {}
    for each in _beside.values():
        if contributions and (thing is None or has(thing, each.presence)):
            for pk, given in each.given(request, contributions).items():
                found.setdefault(pk, []).append((each.template, given))
    return found


def register_act(url_name: str, words: str | Promise) -> None:
    """Shows a link to ``url_name`` (reversed with the contribution's number) at every contribution and comment."""
    _acts[url_name] = LinkedAct(url_name, words)


def in_slot(
    slot: Slot, request: HttpRequest, thing: Consultation | Contribution | Participant | Sequence[int]
) -> list[tuple[str, dict[str, Any]]]:
    """Template and context of each panel that has something to say about ``thing``."""
    shown = []
    for panel in _panels[slot].values():
        if panel.presence and isinstance(thing, Consultation | Contribution) and not has(thing, panel.presence):
            continue
        context = panel.context(request, thing)
        if context is not None:
            shown.append((panel.template, dict(context)))
    return shown


def badges_of(contributions: Sequence[Contribution]) -> dict[int, Badge]:
    """The first badge that any district gives each contribution."""
    found: dict[int, Badge] = {}
    for badges in _badges:
        found = {**badges(contributions), **found}
    return found


def acts() -> list[LinkedAct]:
    return list(_acts.values())
