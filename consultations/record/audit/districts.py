"""The rows of the other districts against the log, by the checks that each registered (registry.py)."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from consultations.record.domain import disclosure
from consultations.record.models import Disclosure, Event, Leaf
from consultations.record.registry import Count, Expected, checks
from consultations.record.verify.findings import Report


def check_districts(report: Report) -> None:
    """Runs every registered check into ``report``; its facts get how many rows each one held against the log."""
    report.facts["rows"] = {}
    for name, check in checks().items():
        spoken_of: set[str] = set()
        rows = 0
        for expected in check.fn():
            rows += 1
            spoken_of.add(expected.subject)
            if isinstance(expected, Count):
                _check_count(expected, report)
            else:
                _check_row(expected, check.types, report)
        _check_lost(name, check.types, spoken_of, report)
        report.facts["rows"][name] = rows


def _newest(expected: Expected, types: Sequence[str]) -> Event | None:
    if expected.event is not None:
        return Event.objects.filter(public_id=expected.event).first()
    chosen = Event.objects.filter(subject=expected.subject, type__in=expected.types or types)
    return chosen.order_by("-position").first()


def _check_row(expected: Expected, types: Sequence[str], report: Report) -> None:
    event = _newest(expected, types)
    if event is None:
        report.refute(f"{expected.subject} stands in no entry.", where=expected.row)
        return
    index = Leaf.objects.filter(event=event).order_by("-epoch_id").values_list("index", flat=True).first()
    for name, value in expected.facts.items():
        if event.data.get(name) != value:
            told = f"{expected.subject}: '{name}' is {value!r} in the row and {event.data.get(name)!r} in the entry."
            report.refute(told, index, expected.row)
    if not expected.personal:
        return
    held = dict(Disclosure.objects.filter(event=event, name__in=expected.personal).values_list("name", "encoded"))
    for name, value in expected.personal.items():
        # An edited disclosure is told by rows.py; here the row is held against what is stored.
        said = disclosure.read(held[name])[1] if name in held else None
        if said != value:
            report.refute(f"{expected.subject}: '{name}' in the row is not what was recorded.", index, expected.row)


def _check_count(expected: Count, report: Report) -> None:
    def entries(types: Sequence[str]) -> int:
        return Event.objects.filter(subject=expected.subject, type__in=types).count() if types else 0

    recorded = entries(expected.plus) - entries(expected.minus)
    if recorded != expected.rows:
        told = f"{expected.subject}: {expected.rows} in the rows, {recorded} by the entries."
        report.refute(told, where=expected.row)


def _check_lost(name: str, types: Sequence[str], spoken_of: Collection[str], report: Report) -> None:
    recorded = Event.objects.filter(type__in=types).order_by("subject").values_list("subject", flat=True).distinct()
    for subject in recorded.iterator() if types else ():
        if subject not in spoken_of:
            report.refute(f"{subject} stands in the record, but its row is gone.", where=name)
