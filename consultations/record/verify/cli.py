"""The command participate-verify."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from pathlib import Path

from consultations.record.tlog.proof import MAX_RECEIPT
from consultations.record.verify.coverage import check_coverage
from consultations.record.verify.findings import CouldNotCheck, Report
from consultations.record.verify.keys import key_or_the_logs_own, read_key
from consultations.record.verify.log_check import check_log
from consultations.record.verify.mirror import run_mirror
from consultations.record.verify.small_checks import check_consistency, check_receipt
from consultations.record.verify.sources import open_source

EPILOG = "Exit code: 0 verified, 1 refuted (it says what and at which entry), 2 could not be checked."
VKEY = "the record's key, name+id+base64, or a file that holds it"


def _file(name: str) -> bytes:
    """A file's bytes, or those of the standard input for '-'; raises CouldNotCheck."""
    try:
        if name == "-":
            return sys.stdin.buffer.read(MAX_RECEIPT + 1)
        with Path(name).open("rb") as file:
            return file.read(MAX_RECEIPT + 1)
    except OSError as error:
        raise CouldNotCheck(f"{name} cannot be read: {error.strerror}.") from error


def _log(args: argparse.Namespace, report: Report) -> None:
    checkpoint = check_log(open_source(args.log), read_key(args.vkey), report)
    if checkpoint is not None and not report.problems:
        report.lines.append(f"All {checkpoint.size} entries are those that {checkpoint.origin} has signed.")


def _receipt(args: argparse.Namespace, report: Report) -> None:
    check_receipt(_file(args.file), read_key(args.vkey), report)


def _consistency(args: argparse.Namespace, report: Report) -> None:
    key, source = read_key(args.vkey), open_source(args.log)
    check_consistency((args.old, _file(args.old)), (args.new, _file(args.new)), source, key, report)


def _mirror(args: argparse.Namespace, report: Report) -> None:
    run_mirror(open_source(args.log), Path(args.folder), args.vkey, report)


def _coverage(args: argparse.Namespace, report: Report) -> None:
    source = open_source(args.log)
    check_coverage(source, key_or_the_logs_own(args.vkey, source, report), args.process, report)


def parser() -> argparse.ArgumentParser:
    """The commands and what they take."""
    top = argparse.ArgumentParser(prog="participate-verify", description=__doc__, epilog=EPILOG)
    top.description = "Checks a public record without trusting those who keep it."
    commands = top.add_subparsers(dest="command", required=True, metavar="COMMAND")

    def command(name: str, words: str, *arguments: tuple[str, str]) -> argparse.ArgumentParser:
        made = commands.add_parser(name, help=words, description=words, epilog=EPILOG)
        for argument, meaning in arguments:
            made.add_argument(argument, help=meaning)
        made.add_argument("--json", action="store_true", help="print one JSON object")
        return made

    where = ("log", "the record's address or a folder with its files")
    checked = command("log", "check all of a record: signature, every entry, tree and tiles, schemas, texts", where)
    checked.add_argument("--vkey", required=True, help=VKEY)
    receipt = command("receipt", "check a receipt", ("file", "the .tlog-proof file, or - for standard input"))
    receipt.add_argument("--vkey", required=True, help=VKEY)
    two = (("old", "a checkpoint or receipt"), ("new", "another, newer or older"))
    consistency = command("consistency", "check that of two checkpoints one continues the other", *two)
    consistency.add_argument("--log", required=True, help=where[1])
    consistency.add_argument("--vkey", required=True, help=VKEY)
    mirror = command("mirror", "copy a record and raise the alarm when it is rewritten", where, ("folder", "the copy"))
    mirror.add_argument("--vkey", help=f"{VKEY}; without it the log's own is taken the first time and kept")
    coverage = command("coverage", "count from the record alone who has an answer", where)
    coverage.add_argument("--process", required=True, help="the consultation's short name in its address")
    coverage.add_argument("--vkey", help=f"{VKEY}; without it the log's own is taken")
    return top


COMMANDS = {
    "log": _log,
    "receipt": _receipt,
    "consistency": _consistency,
    "mirror": _mirror,
    "coverage": _coverage,
}


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs one command; returns its exit code."""
    args = parser().parse_args(arguments)
    report = Report(args.command)
    try:
        COMMANDS[args.command](args, report)
    except CouldNotCheck as reason:
        report.unchecked = str(reason)
    except (OSError, KeyboardInterrupt) as error:
        report.unchecked = f"Stopped: {error or 'interrupted'}."
    sys.stdout.reconfigure(encoding="utf-8", errors="backslashreplace")  # type: ignore[union-attr]
    print(json.dumps(report.as_json(), indent=2) if args.json else report.as_text())
    return report.code
