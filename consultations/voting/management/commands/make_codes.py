"""manage.py make_codes QUESTION NUMBER FOLDER: for the office that makes codes, never for the site itself."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.template.loader import render_to_string
from django.utils import translation

from consultations.record.ballots import roll

HASHES, LETTERS, PRINT = "hashes.csv", "letters.csv", "letters.txt"
MOST = 2_000_000


class Command(BaseCommand):
    help = "Makes the codes of a question and letters with them, as files; run it where the site's database is not."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("question", help="the question's name on the record, such as question/5")
        parser.add_argument("number", type=int, help="how many codes")
        parser.add_argument(
            "folder", type=Path, help="an empty or new folder for hashes.csv, letters.csv and letters.txt"
        )
        parser.add_argument("--title", default="", help="the question in words, for the letters")
        parser.add_argument("--address", default="", help="the address of the ballot's page, for the letters")
        parser.add_argument("--language", default="en", help="the letters' language")

    def handle(self, **options: Any) -> None:
        question, number, folder = options["question"], options["number"], options["folder"]
        if not roll.is_question(question):
            raise CommandError("The question is named like question/5.")
        if not 0 < number <= MOST:
            raise CommandError(f"From 1 to {MOST} codes can be made.")
        folder.mkdir(parents=True, exist_ok=True)
        if any(folder.iterdir()):
            raise CommandError(f"{folder} holds other files. Choose a folder of its own.")
        credentials = [roll.new_credential() for _ in range(number)]
        codes = [roll.code(each) for each in credentials]
        _write(folder / HASHES, "hash", sorted(roll.entry(question, each) for each in credentials))
        _write(folder / LETTERS, "code", codes)
        with translation.override(options["language"]):
            page = render_to_string("voting/letters.txt", {"codes": codes, **options})
        (folder / PRINT).write_text(page, encoding="utf-8")
        for name in (LETTERS, PRINT):
            (folder / name).chmod(0o600)
        self.stdout.write(f"{number} codes. {HASHES} is for the site; {LETTERS} and {PRINT} stay with you.")


def _write(place: Path, heading: str, lines: list[str]) -> None:
    with place.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([[heading], *([line] for line in lines)])
