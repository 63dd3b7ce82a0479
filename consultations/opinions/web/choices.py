"""Answers as buttons; and the chance with which a statement was drawn, carried by its form."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.core import signing
from django.utils.functional import Promise

from consultations.opinions.enums import Choice

SALT = "consultations.opinions.drawn"
ORDER = (Choice.AGREE, Choice.DISAGREE, Choice.PASS)


@dataclass(frozen=True)
class Button:
    """For components/votes.html."""

    value: int
    words: str | Promise
    chosen: bool


def buttons(chosen: Choice | None) -> list[Button]:
    return [Button(choice.value, choice.label, choice == chosen) for choice in ORDER]


def carried(contribution: int, chance: float) -> str:
    """For a hidden field: signed, so that the log of what was asked holds what the site drew."""
    return signing.dumps([contribution, chance], salt=SALT)


def chance_of(post: Mapping[str, str], contribution: int) -> float | None:
    """None for a statement that the person chose themselves."""
    try:
        drawn, chance = signing.loads(post.get("drawn", ""), salt=SALT, max_age=86_400)
    except (signing.BadSignature, ValueError, TypeError):
        return None
    return float(chance) if drawn == contribution else None


def choice_in(post: Mapping[str, str]) -> Choice | None:
    """None for what is no answer."""
    value = post.get("choice", "")
    return next((choice for choice in ORDER if str(choice.value) == value), None)
