"""manage.py demo [--stage proposing|deliberating|voting|decided|all] [--scale N] [--keep]"""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction
from django.utils import timezone

from consultations.deliberation.models import Consultation
from participate.demo.city_of import STAGES, make_city, sign_ins


class Command(BaseCommand):
    help = "Makes the demo city Port Luma, through the same operations that people use."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--stage", choices=[*STAGES, "all"], default="all")
        parser.add_argument("--scale", type=int, default=1, help="that many times the contributions, for measuring")
        parser.add_argument("--keep", action="store_true", help="change nothing where a consultation stands already")

    def handle(self, **options: Any) -> None:
        if not settings.DEV_MAIL:
            raise CommandError("The demo city belongs in development: its passwords are public.")
        if options["scale"] < 1:
            raise CommandError("--scale is 1 or more.")
        if Consultation.objects.exists():
            if not options["keep"]:
                raise CommandError("There are consultations already. The demo city needs an empty database.")
        else:
            with transaction.atomic():
                make_city(stage=options["stage"], scale=options["scale"], now=timezone.now(), progress=self._progress)
            self.stderr.write("")
        self.stdout.write(sign_ins())

    def _progress(self, done: int, of: int) -> None:
        if done == of or done % 50 == 0:
            self.stderr.write(f"\rMaking the demo city: {100 * done // of} %", ending="")
            self.stderr.flush()
