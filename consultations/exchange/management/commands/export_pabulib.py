"""manage.py export_pabulib NUMBER FILE.pb"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from consultations.exchange.queries.pabulib_file import NotAVotedBudget, pabulib_file
from consultations.voting.models import Question


class Command(BaseCommand):
    help = "Writes a budget that was voted on as a Pabulib file: its projects and the published ballots."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("question", metavar="NUMBER", type=int, help="the question's number, as in its address")
        parser.add_argument("file", metavar="FILE.pb", type=Path, help="a file that is not there yet")

    def handle(self, **options: Any) -> None:
        question = Question.objects.select_related("phase").filter(pk=options["question"]).first()
        if question is None:
            raise CommandError(f"No question here has the number {options['question']}. Nothing was written.")
        try:
            text = pabulib_file(question)
            with options["file"].open("x", encoding="utf-8", newline="") as file:
                file.write(text)
        except NotAVotedBudget as error:
            raise CommandError(f"{error} Nothing was written.") from error
        except OSError as error:
            raise CommandError(f"{options['file']}: {error.strerror}. Nothing was written.") from error
        self.stdout.write(f"Written: {options['file']}")
