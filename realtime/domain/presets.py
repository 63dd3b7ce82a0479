"""Ready-made agendas as data: steps whose words are said in the language of whoever prepares the session.

A step whose method the product does not have is left out, so that an agenda may name one before it exists.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from realtime.domain.activity import Activity
from realtime.domain.methods import METHODS

Words = str | Promise


@dataclass(frozen=True, slots=True)
class Step:
    """``purpose`` empty: the question of the session is put here. ``settings`` as in an agenda, texts translatable."""

    id: str
    method: str
    title: Words
    purpose: Words = ""
    minutes: int = 0
    settings: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Preset:
    """``about`` is a sentence for whoever chooses among them."""

    name: Words
    about: Words
    steps: tuple[Step, ...]

    @property
    def possible(self) -> list[Step]:
        """Its steps whose method exists."""
        return [step for step in self.steps if step.method in METHODS]

    @property
    def minutes(self) -> int:
        return sum(step.minutes for step in self.possible)


IDEAS = Step("ideas", "collect", _("Ideas"), minutes=10)
THEMES = Step("themes", "group", _("Themes"), _("Which notes belong together?"), 10)
DOTS = Step("dots", "prioritise", _("Priorities"), _("What matters most to you?"), 5, {"dots": 3, "visible": "after"})
YES_NO = (_("Yes"), _("No"), _("I do not know"))


def _poll(id: str, title: Words, kind: str, options: Sequence[Words], purpose: Words = "") -> Step:
    return Step(id, "poll", title, purpose, 3, {"kind": kind, "options": list(options), "visible": "after"})


def _notes(id: str, title: Words, purpose: Words, minutes: int = 6) -> Step:
    return Step(id, "collect", title, purpose, minutes)


PRESETS: dict[str, Preset] = {
    "ideas": Preset(
        _("Ideas and priorities"),
        _("People write ideas, you group them, everyone chooses what matters most."),
        (IDEAS, THEMES, DOTS),
    ),
    "prioritise": Preset(
        _("Choosing together"),
        _("A short round of proposals, then the room chooses, and you ask whether all can live with it."),
        (
            _notes("proposals", _("Proposals"), "", 5),
            THEMES,
            DOTS,
            Step("consent", "consent", _("Consent"), _("May what came out first go ahead?"), 5),
        ),
    ),
    "draft": Preset(
        _("Reading a draft together"),
        _("The room says what is unclear or missing in a text, suggests other words, and whether it can go ahead."),
        (
            _notes("unclear", _("Unclear"), _("What in the draft is hard to understand?"), 10),
            _notes("missing", _("Missing"), _("What is missing, or would you change?"), 10),
            Step("speak", "speak", _("Talking"), _("What should we talk about?"), 15, {"seconds_each": 120}),
            Step("text", "write", _("Other words"), _("What should it say instead?"), 20, {"mode": "suggest"}),
            Step("consent", "consent", _("Consent"), _("May the text go ahead like this?"), 5),
        ),
    ),
    "write": Preset(
        _("Writing a text together"),
        _("The room collects ideas, writes one text, and you ask whether all can live with it."),
        (
            _notes("ideas", _("Ideas"), ""),
            Step("text", "write", _("Text"), _("What should our text say?"), 20, {"mode": "write"}),
            Step("consent", "consent", _("Consent"), _("May the text go ahead like this?"), 5),
        ),
    ),
    "blueprint": Preset(
        _("Walking through a service"),
        _("Step by step through a service, from the first thought of it to afterwards: where does it hurt?"),
        (
            _notes("before", _("Before"), _("How do you find out that you need it, and where to go?")),
            _notes("starting", _("Starting"), _("What do you have to bring, fill in or understand to begin?")),
            _notes("using", _("Using it"), _("What happens then? Where do you wait, ask or give up?")),
            _notes("afterwards", _("Afterwards"), _("What happens when it is done, or when it goes wrong?")),
            THEMES,
            Step("dots", "prioritise", _("Where it hurts"), _("What should be mended first?"), 5, DOTS.settings),
        ),
    ),
    "retrospective": Preset(
        _("Looking back"),
        _("What went well, what was hard, and what you want to try next."),
        (
            Step("in", "checkin", _("Check in"), _("How are you here?"), 3),
            _notes("well", _("Went well"), _("What went well?")),
            _notes("hard", _("Was hard"), _("What was hard?")),
            THEMES,
            DOTS,
            _notes("next", _("Next"), _("What do we try next?")),
            Step("out", "checkin", _("Check out"), _("How do you leave?"), 3),
        ),
    ),
    "polls": Preset(
        _("Questions with answers to choose from"),
        _("Everyone chooses an answer. The room sees how many chose each."),
        (_poll("poll-1", _("Question"), "single", YES_NO),),
    ),
    "empty": Preset(_("An empty agenda"), _("You add the steps yourself."), ()),
}


def agenda_of(preset: Preset, question: str = "") -> tuple[Activity, ...]:
    """The preset's activities in the language of this moment; ``question`` stands where it leaves the room's own."""
    return tuple(
        Activity(
            step.id,
            step.method,
            str(step.title),
            str(step.purpose) or question,
            step.minutes * 60,
            _said(step.settings),
        )
        for step in preset.possible
    )


def _said(value: Any) -> Any:
    """``value`` as JSON, with its translatable words said."""
    if isinstance(value, Promise):
        return str(value)
    if isinstance(value, Mapping):
        return {key: _said(each) for key, each in value.items()}
    if isinstance(value, list | tuple):
        return [_said(each) for each in value]
    return value
