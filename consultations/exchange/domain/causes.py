"""Which amendments brought about a change between two releases, by the words that they took out and put in."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from consultations.exchange.domain.amendments import Amendment, Edit
from consultations.exchange.domain.releases import Release


@dataclass(frozen=True)
class Window:
    """Places of the first and after the last amendment that may have led from one release to the next."""

    start: int
    end: int


def windows(releases: Sequence[Release], amendments: Sequence[Amendment]) -> list[Window]:
    """One a release; they may overlap, where work went on while a release was prepared.

    A release holds an amendment that made one of its files; one that began from such a file came after it, at least
    for that file. A release of whose files no amendment made any ends before the first that began from one.
    """
    found: list[Window] = []
    start = 0
    for release in releases:
        made = [place for place, row in enumerate(amendments) if _has(release, row.made)]
        left = [place for place, row in enumerate(amendments) if _has(release, row.left)]
        end = made[-1] + 1 if made else (left[0] if left else len(amendments))
        found.append(Window(start, max(start, end)))
        start = min(left[0], found[-1].end) if left else found[-1].end
    return found


def _has(release: Release, shortened: Iterable[str]) -> bool:
    names = sorted(release.blobs)
    return any((at := bisect_right(names, name)) < len(names) and names[at].startswith(name) for name in shortened)


def causes(
    before: frozenset[str],
    after: frozenset[str],
    files: frozenset[str],
    known: frozenset[str],
    rows: Sequence[Amendment],
) -> list[Amendment]:
    """Those of ``rows`` (oldest first) through which ``before`` became ``after``, step by step.

    From the last amendment back, one counts that put in words which only the later text has, or which
    a later counted one took out again; and likewise forwards from what was taken out. ``files``: those in which the
    passages stand; an amendment of another of the ``known`` files is about other passages.
    """
    wanted, gone = set(after - before), set(before - after)
    counted: set[int] = set()
    for row in reversed(rows):
        for edit in _about(row, files, known):
            if edit.after & wanted:
                counted.add(row.number)
                wanted |= edit.before
    for row in rows:
        for edit in _about(row, files, known):
            if edit.before & gone:
                counted.add(row.number)
                gone |= edit.after
    return [row for row in rows if row.number in counted]


def _about(row: Amendment, files: frozenset[str], known: frozenset[str]) -> list[Edit]:
    return [edit for edit in row.edits if edit.before != edit.after and (edit.file in files or edit.file not in known)]
