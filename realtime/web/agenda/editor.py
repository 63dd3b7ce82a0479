"""What the agenda's pages know of a method."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Protocol

from django import forms
from django.utils.functional import Promise


class SettingsForm(Protocol):
    """A Django form for a method's settings; see realtime.web.agenda."""

    @classmethod
    def begin_with(cls, settings: Mapping[str, Any]) -> dict[str, Any]:
        """What the form shows for a step that has ``settings``."""

    def settings(self) -> dict[str, Any]:
        """The settings that a valid form says, as an agenda holds them."""


@dataclass(frozen=True, slots=True)
class Editor:
    """``name`` and ``about`` are for whoever adds a step; ``form``: see realtime.web.agenda.

    ``asks``: whether a step puts a question to the room. ``minutes``: what a new step begins with.
    """

    name: str | Promise
    about: str | Promise
    form: type[forms.Form] | None = None
    asks: bool = True
    minutes: int = 5
