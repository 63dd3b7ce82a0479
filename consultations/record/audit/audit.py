"""The whole check, from the signature down to single rows."""

from __future__ import annotations

from consultations.record.audit.districts import check_districts
from consultations.record.audit.rows import check_rows
from consultations.record.audit.source import DatabaseSource
from consultations.record.models import Checkpoint, Epoch
from consultations.record.sequencer.guard import lock_store
from consultations.record.sequencer.lockstore import Locked
from consultations.record.tlog.note import MalformedNote, parse_vkey
from consultations.record.verify.findings import Report
from consultations.record.verify.log_check import check_log


def audit() -> Report:
    """Checks log, rows and districts; nothing is changed. ``report.code`` is the exit code."""
    report = check_record()
    check_districts(report)
    report.lines.append(f"{report.facts.get('size', 0)} entries held against the database.")
    report.lines += [f"{rows} rows of {name} held against them." for name, rows in report.facts["rows"].items()]
    return report


def check_record() -> Report:
    """The record's own half: the log as a stranger checks it, then its rows."""
    report = Report("verify_record")
    locked = lock_store().newest()
    if locked is not None:
        _check_signed(locked, report)
    else:
        # Without a lock store there is nothing to hold the database against, whatever it holds.
        report.unchecked = "RECORD_DIR holds no lock store: nothing was signed yet, or it was lost."
        if not Epoch.objects.exists():
            return report
    check_rows(report)
    return report


def _check_signed(locked: Locked, report: Report) -> None:
    published = Checkpoint.objects.filter(epoch=locked.epoch).first()
    if published is None:
        report.unchecked = "No checkpoint is published yet."
        return
    if published.size < locked.size:
        # Between signing and publishing there is a moment; what is published is checked as it stands.
        report.notes.append(f"Signed up to {locked.size} entries, published up to {published.size}.")
    elif published.note != locked.note:
        report.refute("The published checkpoint is not the one that was signed last.", where="record_checkpoint")
    try:
        key = parse_vkey(locked.vkey)
    except MalformedNote as error:
        report.refute(f"The lock store's key cannot be read: {error}.", where="lock store")
        return
    check_log(DatabaseSource(locked.epoch), key, report)
