"""What the entries of the record speak of, named by the districts above: the record holds only ``contribution/17``.

Each district registers at start-up (``AppConfig.ready``) how its things are called and where they stand:

    register_things("contribution", named)
    register_words("outcome", Outcome.choices)
    register_search(subjects_having)
    register_processes(listed)

A finder tells only what the visitor may read at this moment: a text that is hidden, withdrawn or erased has no name.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise

# Whoever searches for a common word gets so many things and no more, so that the filter stays a short list.
MOST_FOUND = 500


@dataclass(frozen=True)
class Thing:
    """``words``: what it is called, ``language`` the language of these words if known; ``url``: its page, if any."""

    words: str
    url: str = ""
    language: str = ""


# The ids behind the slash of a subject, and the visitor → things by id; an id without a thing is left out.
Finder = Callable[[Collection[str], Any], Mapping[str, Thing]]
# Words as typed and the largest number wanted → subjects.
Search = Callable[[str, int], Iterable[str]]
# The visitor → (process, its title).
Processes = Callable[[Any], Iterable[tuple[str, str]]]

_finders: dict[str, Finder] = {}
_words: dict[str, dict[str, str | Promise]] = defaultdict(dict)
_searches: list[Search] = []
_processes: list[Processes] = []


def register_things(kind: str, finder: Finder) -> None:
    """``kind``: what stands before the slash of a subject. Raises ValueError when another finder has it."""
    if _finders.setdefault(kind, finder) != finder:
        raise ValueError(f"{kind} is named already")


def register_words(field: str, choices: Iterable[tuple[str, str | Promise]]) -> None:
    """Words for people for the values of a fact, such as ``adopted_in_part`` of ``outcome``."""
    _words[field].update(choices)


def register_search(fn: Search) -> None:
    if fn not in _searches:
        _searches.append(fn)


def register_processes(fn: Processes) -> None:
    if fn not in _processes:
        _processes.append(fn)


def things(subjects: Iterable[str], visitor: Any) -> dict[str, Thing]:
    """The things behind ``subjects``, those that have a name; one call of a finder for each kind."""
    by_kind: dict[str, set[str]] = defaultdict(set)
    for subject in subjects:
        kind, _slash, key = subject.partition("/")
        if kind in _finders and key:
            by_kind[kind].add(key)
    found: dict[str, Thing] = {}
    for kind, keys in sorted(by_kind.items()):
        found |= {f"{kind}/{key}": thing for key, thing in _finders[kind](keys, visitor).items()}
    return found


def word(field: str, value: str) -> str:
    """The words registered for ``value`` of ``field``, else the value itself."""
    return str(_words.get(field, {}).get(value, value))


def found_by_words(typed: str) -> list[str]:
    """Subjects of public things that hold the words typed."""
    found: list[str] = []
    for search in _searches:
        found.extend(search(typed, MOST_FOUND))
    return found


def processes(visitor: Any) -> list[tuple[str, str]]:
    """(process, title) of every process that the visitor may know of, by title."""
    listed = [pair for fn in _processes for pair in fn(visitor)]
    return sorted(listed, key=lambda pair: pair[1].casefold())
