"""Places outside contributions that people can comment on, such as a passage of a draft.

The record names a place by a subject (``passage/3.0.12``), and a comment keeps that name (``Contribution.about``). The
district that has the place registers at start-up how to find it:

    register_place("passage", find)
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from consultations.deliberation.models import Consultation


@dataclass(frozen=True)
class Place:
    """``subject``: what a new comment is about; ``subjects``: all the names under which it was talked about, this one
    too. ``words`` are its text in ``language``, ``within`` what it is part of, ``heading`` what it is called, if
    anything; ``url`` where it stands there, ``page`` where it is talked about. ``earlier``: subject → its text then,
    where that was another.
    """

    subject: str
    consultation: Consultation
    words: str
    within: str
    url: str
    page: str
    language: str = ""
    heading: str = ""
    subjects: Sequence[str] = ()
    earlier: Mapping[str, str] = field(default_factory=dict)


# The id behind the slash of a subject, and the visitor → the place, if this visitor may know of it.
Find = Callable[[str, Any], Place | None]

_finders: dict[str, Find] = {}


def register_place(kind: str, finder: Find) -> None:
    """``kind``: what stands before the slash of a subject."""
    _finders[kind] = finder


def find(subject: str, visitor: Any) -> Place | None:
    kind, _slash, key = subject.partition("/")
    return _finders[kind](key, visitor) if kind in _finders else None
