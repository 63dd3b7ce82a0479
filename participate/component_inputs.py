"""Inputs of template components, checked when they are rendered (docs/decisions/0007-components.md)."""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.core.paginator import Page
from django.forms import BaseForm, BoundField
from django.utils.functional import Promise

logger = logging.getLogger(__name__)


class ComponentError(TypeError):
    """A component was given the wrong inputs; the text names the component and what is wrong."""


def _is_list(value: object) -> bool:
    return not isinstance(value, (str, bytes, Mapping)) and hasattr(value, "__iter__")


TYPES: dict[str, Callable[[Any], bool]] = {
    "any": lambda value: True,
    "text": lambda value: isinstance(value, (str, Promise, int)) and not isinstance(value, bool),
    "number": lambda value: isinstance(value, (int, float)) and not isinstance(value, bool),
    "flag": lambda value: isinstance(value, bool),
    "list": _is_list,
    "form": lambda value: isinstance(value, BaseForm),
    "field": lambda value: isinstance(value, BoundField),
    "page": lambda value: isinstance(value, Page),
}


@dataclass(frozen=True)
class Input:
    name: str
    type: str
    optional: bool

    def fits(self, value: object) -> bool:
        if self.type in TYPES:
            return TYPES[self.type](value)
        return str(value) in self.type.split("|")


def parse(declared: str) -> Input:
    """``name:type`` or ``name:type?``; a type is a key of TYPES or the words allowed, joined by ``|``."""
    name, _, kind = declared.partition(":")
    optional = kind.endswith("?")
    kind = kind.rstrip("?")
    if not name.isidentifier() or not kind or (kind not in TYPES and "|" not in kind):
        raise ComponentError(f"{{% takes %}} cannot read {declared!r}")
    return Input(name, kind, optional)


def check(component: str, inputs: tuple[Input, ...], given: Mapping[str, Any]) -> dict[str, Any]:
    """The values of the inputs left out.

    Raises ComponentError on a missing, unknown or wrong input, where settings.COMPONENTS_STRICT; production logs it
    and shows the page.
    """
    names = {one.name for one in inputs}
    wrong = [f"unknown input {name!r}" for name in given if name not in names]
    for one in inputs:
        value = given.get(one.name)
        if one.name not in given or (one.optional and value in ("", None)):
            if not one.optional:
                wrong.append(f"{one.name!r} is missing")
        elif not one.fits(value):
            wrong.append(f"{one.name!r} must be {one.type}, not {value!r}")
    if wrong:
        message = f"{component}: {'; '.join(wrong)}"
        if settings.COMPONENTS_STRICT:
            raise ComponentError(message)
        logger.error(message)
    return {one.name: "" for one in inputs if one.name not in given}
