"""The command participate-verify."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from pathlib import Path

from consultations.record.tlog.proof import MAX_RECEIPT, parse
from consultations.record.verify import watch
from consultations.record.verify.coverage import check_coverage
from consultations.record.verify.findings import CouldNotCheck, Report
from consultations.record.verify.keys import key_or_the_logs_own, read_key
from consultations.record.verify.log_check import check_log
from consultations.record.verify.small_checks import check_consistency, check_receipt
from consultations.record.verify.sources import open_source
from consultations.record.verify.tally import check_tally
from consultations.record.verify.witnesses import check_log_witnesses, check_receipt_witnesses, read_quorum

EPILOG = "Exit code: 0 verified, 1 refuted (it says what and at which entry), 2 could not be checked."
VKEY = "the record's key, name+id+base64, or a file that holds it"
WITNESS = "a witness whom you trust: its key, or a file with one a line; may be given several times"
WHERE = ("log", "the record's address or a folder with its files")


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
    quorum, key, source = read_quorum(args.witness, args.quorum), read_key(args.vkey), open_source(args.log)
    checkpoint = check_log(source, key, report)
    if checkpoint is None or report.problems:
        return
    report.lines.append(f"All {checkpoint.size} entries are those that {checkpoint.origin} has signed.")
    check_log_witnesses(source, checkpoint, key, quorum, report)


def _receipt(args: argparse.Namespace, report: Report) -> None:
    quorum, data = read_quorum(args.witness, args.quorum), _file(args.file)
    check_receipt(data, read_key(args.vkey), report)
    if not report.problems:
        check_receipt_witnesses(parse(data).checkpoint, quorum, report)


def _consistency(args: argparse.Namespace, report: Report) -> None:
    key, source = read_key(args.vkey), open_source(args.log)
    check_consistency((args.old, _file(args.old)), (args.new, _file(args.new)), source, key, report)


def _mirror(args: argparse.Namespace, report: Report) -> None:
    folder = Path(args.folder)
    if args.every is None:
        watch.mirror(args.log, folder, args.vkey, args.alarm, report)
        return

    def say(now: Report) -> None:
        print(json.dumps(now.as_json()) if args.json else now.as_text(), flush=True)

    watch.take(report, watch.mirror_on(args.log, folder, args.vkey, args.alarm, args.every, say))


def _coverage(args: argparse.Namespace, report: Report) -> None:
    source = open_source(args.log)
    check_coverage(source, key_or_the_logs_own(args.vkey, source, report), args.process, report)


def _tally(args: argparse.Namespace, report: Report) -> None:
    source = open_source(args.log)
    check_tally(source, key_or_the_logs_own(args.vkey, source, report), args.question, report)


def parser() -> argparse.ArgumentParser:
    """The commands and what they take."""
    top = argparse.ArgumentParser(prog="participate-verify", epilog=EPILOG)
    top.description = "Checks a public record without trusting those who keep it."
    commands = top.add_subparsers(dest="command", required=True, metavar="COMMAND")

    def command(name: str, words: str, *arguments: tuple[str, str]) -> argparse.ArgumentParser:
        made = commands.add_parser(name, help=words, description=words, epilog=EPILOG)
        for argument, meaning in arguments:
            made.add_argument(argument, help=meaning)
        made.add_argument("--json", action="store_true", help="print one JSON object")
        return made

    log = command("log", "check all of a record: signature, every entry, tree and tiles, schemas, texts", WHERE)
    receipt = command("receipt", "check a receipt", ("file", "the .tlog-proof file, or - for standard input"))
    two = (("old", "a checkpoint or receipt"), ("new", "another, newer or older"))
    consistency = command("consistency", "check that of two checkpoints one continues the other", *two)
    consistency.add_argument("--log", required=True, help=WHERE[1])
    for each in (log, receipt, consistency):
        each.add_argument("--vkey", required=True, help=VKEY)
    for each in (log, receipt):
        each.add_argument("--witness", action="append", default=[], help=WITNESS)
        each.add_argument("--quorum", type=int, help="how many of them must have signed; all of them without it")
    _add_mirror(
        command("mirror", "copy a record and raise the alarm when it is rewritten", WHERE, ("folder", "the copy"))
    )
    coverage = command("coverage", "count from the record alone who has an answer", WHERE)
    coverage.add_argument("--process", required=True, help="the consultation's short name in its address")
    coverage.add_argument("--vkey", help=f"{VKEY}; without it the log's own is taken")
    tally = command("tally", "check every ballot on a question, and its count", WHERE)
    tally.add_argument("--question", required=True, help="the question's number in its address")
    tally.add_argument("--vkey", help=f"{VKEY}; without it the log's own is taken")
    return top


def _add_mirror(mirror: argparse.ArgumentParser) -> None:
    mirror.add_argument("--vkey", help=f"{VKEY}; without it the log's own is taken the first time and kept")
    way = mirror.add_mutually_exclusive_group()
    way.add_argument("--once", dest="every", action="store_const", const=None, help="copy once and end (as without it)")
    way.add_argument("--every", type=float, metavar="SECONDS", help="copy again and again until something is refuted")
    mirror.add_argument(
        "--alarm",
        metavar="COMMAND",
        default="",
        help="run this when it is refuted, with the findings as JSON on its input",
    )


COMMANDS = {
    "log": _log,
    "receipt": _receipt,
    "consistency": _consistency,
    "mirror": _mirror,
    "coverage": _coverage,
    "tally": _tally,
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
