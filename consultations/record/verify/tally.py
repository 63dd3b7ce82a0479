"""Whether the count of a question follows from what stands on the record of it."""

from __future__ import annotations

import importlib
import json
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from consultations.record.tlog import leaf as leaves
from consultations.record.tlog.note import VerifierKey
from consultations.record.verify.findings import CouldNotCheck, Report
from consultations.record.verify.log_check import check_log
from consultations.record.verify.sources import Source, read_blob

NAME = "question/"
PACKAGES = {"nacl": "PyNaCl, 1.6.2 or newer", "numpy": "numpy"}


@dataclass
class Entry:
    """One event of the question, with its index in the log."""

    index: int
    type: str
    data: dict[str, Any]


@dataclass
class Told:
    """What the record tells of one question, in order."""

    source: Source
    report: Report
    subject: str
    entries: list[Entry] = field(default_factory=list)

    def leaf(self, index: int, leaf: leaves.Leaf) -> None:
        if leaf["subject"] == self.subject:
            self.entries.append(Entry(index, leaf["type"], leaf["data"]))

    def blob(self, entry: Entry) -> bytes | None:
        """The bytes that an entry names; None where it names none or they are not there, and the report says so."""
        if "sha256" not in entry.data or "bytes" not in entry.data:
            self.report.refute("It does not name what it is about by a hash.", entry.index)
            return None
        return read_blob(self.source, self.report, entry.data["sha256"], entry.data["bytes"], entry.index)

    def only(self, type: str) -> Entry | None:
        """The one entry of a type; a second one is refuted."""
        found = [entry for entry in self.entries if entry.type == type]
        for other in found[1:]:
            self.report.refute(f"This stands at entry {found[0].index} already.", other.index)
        return found[0] if found else None


@dataclass
class Question:
    """The question as it was opened. ``text``: its words and rules as they stand on the record (wording.py)."""

    opened: Entry
    text: dict[str, Any]
    keys: tuple[str, ...]

    @property
    def sha256(self) -> str:
        digest: str = self.opened.data["sha256"]
        return digest


def check_tally(source: Source, key: VerifierKey, question: str, report: Report) -> None:
    """Checks the log, each ballot and the count, into ``report``. ``question``: its number or name on the record."""
    told = Told(source, report, question if question.startswith(NAME) else NAME + question)
    report.facts["question"] = told.subject
    if check_log(source, key, report, told.leaf) is None or report.problems:
        return
    opened = _opened(told)
    if opened is None:
        if not report.problems:
            report.unchecked = f"The record knows no {told.subject} that was opened."
        return
    report.facts |= {name: opened.opened.data[name] for name in ("method", "counting", "secrecy", "voters")}
    _check_order(told, opened)
    _counter(opened)(told, opened)
    if not report.problems and told.only("tally.published") is None:
        report.unchecked = "Voting is not over yet: there is no count to check. What stands so far holds."


def _counter(question: Question) -> Callable[[Told, Question], None]:
    """What checks questions of this secrecy; loaded when needed, since only secret ballots need a package."""
    name = "published_tally"
    if question.opened.data["secrecy"] == "secret":
        name = "secret_tally"
    elif question.opened.data["counting"] == "equal_shares":
        name = "shares_tally"
    try:
        module = importlib.import_module(f"consultations.record.verify.{name}")
    except ImportError as error:
        package = PACKAGES.get((error.name or "").partition(".")[0], str(error))
        raise CouldNotCheck(f"To check this question Python needs the package {package}. It is not there.") from error
    check: Callable[[Told, Question], None] = module.check
    return check


def _opened(told: Told) -> Question | None:
    entry = told.only("question.opened")
    raw = told.blob(entry) if entry else None
    if entry is None or raw is None:
        return None
    try:
        text = json.loads(raw)
        told_by_text = [text["question"], text["method"], text["rule"], text["secrecy"], text["voters"]]
        keys = tuple(str(option["key"]) for option in text["options"])
    except (ValueError, KeyError, TypeError, RecursionError):
        told.report.refute("The question's text is not in the form that the record uses.", entry.index)
        return None
    facts = [told.subject, *(entry.data[name] for name in ("method", "counting", "secrecy", "voters"))]
    if told_by_text != facts or len(keys) != entry.data["options"] or len(set(keys)) != len(keys):
        told.report.refute("The question's text does not say what the entry says of it.", entry.index)
        return None
    return Question(entry, text, keys)


def _check_order(told: Told, question: Question) -> None:
    """Roll before opening, ballots after it, the count after closing. Who counts ballots refuses the late ones."""
    closed, tally = told.only("question.closed"), told.only("tally.published")
    for entry in told.entries:
        early = entry.index < question.opened.index
        if entry.type == "roll.published" and not early:
            told.report.refute("The roll was published after the question was opened.", entry.index)
        elif early and entry.type != "roll.published":
            told.report.refute("It came before the question was opened.", entry.index)
    if tally and (closed is None or tally.index < closed.index):
        told.report.refute("It was counted before the question was closed.", tally.index)


def same_numbers(told: Told, tally: Entry, found: dict[str, Any]) -> None:
    """Refutes each number of the count that is not the one found; keeps those found in the report."""
    told.report.facts |= found
    for name, value in found.items():
        if tally.data.get(name) != value:
            told.report.refute(f"It says {name} {tally.data.get(name)}; the record's own are {value}.", tally.index)
