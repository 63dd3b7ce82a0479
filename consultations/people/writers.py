"""Who writes the words of notices that hold none: each district registers the kinds that it writes, at start-up."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from django.utils.safestring import SafeString

from consultations.people.models import Notice


@dataclass(frozen=True)
class Written:
    """One notice in words. ``html`` is a part of a page that begins with headings of the second level."""

    text: str
    html: SafeString


class Writer(Protocol):
    """Writes notices of one kind, many at once, each in its person's language unless ``language`` says another.

    ``site``: what addresses begin with, empty on a page of the site itself. A notice that has nothing left to say is
    left out. ``participant`` of each notice is loaded. Costs as many queries for many as for a few.
    """

    def __call__(self, notices: Sequence[Notice], *, site: str, language: str) -> Mapping[int, Written]: ...


_writers: dict[str, Writer] = {}


def register_writer(kind: str, fn: Writer) -> None:
    """Adds the writer of ``kind``. Raises ValueError when another one writes it."""
    if _writers.setdefault(kind, fn) is not fn:
        raise ValueError(f"notices of kind {kind} have a writer already")


def writer_of(kind: str) -> Writer:
    """Raises KeyError for a kind that nobody writes."""
    return _writers[kind]
