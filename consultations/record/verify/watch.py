"""A mirror that runs on, and what it does when the record was rewritten."""

from __future__ import annotations

import json
import shlex
import subprocess
import time
from collections.abc import Callable
from dataclasses import fields
from pathlib import Path

from consultations.record.verify.findings import REFUTED, CouldNotCheck, Report
from consultations.record.verify.mirror import run_mirror
from consultations.record.verify.sources import open_source

HOOK_SECONDS = 60


def mirror(address: str, folder: Path, vkey: str | None, alarm: str, report: Report) -> None:
    """Brings the copy up to date once; rings when the record is refuted. Raises CouldNotCheck."""
    run_mirror(open_source(address), folder, vkey, report)
    if report.code == REFUTED and alarm:
        _ring(alarm, report)


def mirror_on(
    address: str, folder: Path, vkey: str | None, alarm: str, every: float, say: Callable[[Report], None]
) -> Report:
    """The same every so many seconds, for as long as nothing is refuted; returns the report that says what was.

    ``say`` is given what is new: a record that grew, or a site that does not answer, which ends nothing.
    """
    said: tuple[str, list[str]] = ("", [])
    while True:
        report = Report("mirror")
        try:
            mirror(address, folder, vkey, alarm, report)
        except (CouldNotCheck, OSError) as reason:
            report.unchecked = str(reason)
        if report.code == REFUTED:
            return report
        if (report.unchecked, report.lines) != said:
            say(report)
        said = (report.unchecked, report.lines)
        time.sleep(every)


def take(report: Report, other: Report) -> None:
    """Makes ``report`` say what ``other`` says."""
    for each in fields(Report):
        setattr(report, each.name, getattr(other, each.name))


def _ring(command: str, report: Report) -> None:
    """Runs the person's command with the report as JSON on its standard input; that it failed is noted."""
    try:
        done = subprocess.run(  # noqa: S603 - the command of the person who runs this program
            shlex.split(command), input=json.dumps(report.as_json()).encode(), check=False, timeout=HOOK_SECONDS
        )
        if done.returncode:
            report.notes.append(f"The alarm's command ended with {done.returncode}.")
    except (OSError, ValueError, subprocess.TimeoutExpired) as error:
        report.notes.append(f"The alarm's command could not be run: {error}.")
