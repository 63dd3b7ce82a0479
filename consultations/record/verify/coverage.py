"""Who has an answer, counted from the log alone."""

from __future__ import annotations

from dataclasses import dataclass, field

from consultations.record.domain.coverage import Coverage, Ledger
from consultations.record.tlog import import_lines
from consultations.record.tlog import leaf as leaves
from consultations.record.tlog.note import VerifierKey
from consultations.record.verify.findings import Report
from consultations.record.verify.log_check import check_log
from consultations.record.verify.sources import Source, read_blob


@dataclass
class Reader:
    """Feeds the ledger while the log is checked."""

    source: Source
    report: Report
    ledger: Ledger
    opened: bool = field(default=False)

    def leaf(self, index: int, leaf: leaves.Leaf) -> None:
        process = leaf["process"]
        if process == self.ledger.process:
            self.opened = True
            if leaf["type"] == "import.batch":
                self._batch(index, leaf)
        self.ledger.event(
            type=leaf["type"], subject=leaf["subject"], process=process, time=leaf["time"], data=leaf["data"]
        )

    def _batch(self, index: int, leaf: leaves.Leaf) -> None:
        data, count = leaf["data"], 0
        blob = read_blob(self.source, self.report, data["sha256"], data["bytes"], index)
        if blob is None:
            return
        try:
            for subject, facts, _ in import_lines.read(blob):
                self.ledger.published(subject=subject, process=leaf["process"], time=leaf["time"], facts=facts)
                count += 1
        except import_lines.MalformedLine as error:
            self.report.refute(f"The list of imported contributions breaks the rules: {error}.", index)
            return
        if count != data["contributions"]:
            self.report.refute(f"It says {data['contributions']} contributions and lists {count}.", index)


def check_coverage(source: Source, key: VerifierKey, process: str, report: Report) -> None:
    """Checks the log and counts, into ``report``; nothing is counted of a log that does not hold."""
    reader = Reader(source, report, Ledger(process))
    if check_log(source, key, report, reader.leaf) is None or report.problems:
        return
    if not reader.opened:
        report.unchecked = f"The record knows no consultation '{process}'."
        return
    coverage = reader.ledger.result()
    report.facts |= as_json(process, coverage)
    report.lines += as_text(process, coverage)


def as_json(process: str, coverage: Coverage) -> dict[str, object]:
    """``groups``: kind of group → name → [answered, in scope]."""
    return {
        "process": process,
        "answered": coverage.answered,
        "in_scope": coverage.in_scope,
        "waiting": [{"subject": each.subject, "since": each.since} for each in coverage.waiting],
        "groups": {kind: {name: list(pair) for name, pair in of.items()} for kind, of in coverage.groups.items()},
    }


def as_text(process: str, coverage: Coverage) -> list[str]:
    """The count, by group, and who waits, the longest first."""
    lines = [f"{process}: {coverage.answered} of {coverage.in_scope} contributions in scope have an answer."]
    for kind, of in coverage.groups.items():
        if set(of) - {""}:
            lines += [f"  {kind} {name or '(none)'}: {done} of {all_}" for name, (done, all_) in of.items()]
    if coverage.waiting:
        lines.append("Waiting, the longest first:")
        lines += [f"  {each.subject} since {each.since}" for each in coverage.waiting]
    return lines
