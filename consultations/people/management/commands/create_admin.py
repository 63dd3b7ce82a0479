"""The first account of an installation, or another administrator."""

from __future__ import annotations

import getpass
from argparse import ArgumentParser
from typing import Any

from allauth.account.models import EmailAddress
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.core.validators import validate_email
from django.db import transaction
from django.utils import timezone

from consultations.people.domain.pseudonym import clean_pseudonym
from consultations.people.domain.roles import Role
from consultations.people.models import Participant
from consultations.people.operations.roles import grant_role
from consultations.people.queries.pseudonyms import free_suggestion, is_taken


class Command(BaseCommand):
    """Asks for a password; left empty, the account signs in with a code by e-mail."""

    help = "Make an administrator. Run again for the same address, it gives back the role and changes nothing else."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--email", required=True, help="where codes and messages go; nobody else sees it")
        parser.add_argument("--name", default="", help="the public name; one is suggested when left out")
        parser.add_argument("--by-code", action="store_true", help="set no password: sign in with codes by e-mail")

    def handle(self, *args: Any, **options: Any) -> None:
        address = options["email"].strip().lower()
        try:
            validate_email(address)
        except ValidationError as error:
            raise CommandError(f"{address} is not an e-mail address.") from error
        known = Participant.objects.filter(email=address).first()
        if known is None:
            name = self._name(options["name"])
            password = None if options["by_code"] else self._password(Participant(email=address, pseudonym=name))
        with transaction.atomic():
            person = known or Participant.objects.create_user(address, password, pseudonym=name)
            Participant.objects.filter(pk=person.pk).update(is_staff=True, is_superuser=True)
            person.refresh_from_db()
            grant_role(actor=None, participant=person, role=Role.ADMINISTRATOR, now=timezone.now())
            EmailAddress.objects.update_or_create(
                user=person, email=address, defaults={"verified": True, "primary": True}
            )
        words = "is an administrator now" if known else f"is an administrator with the public name {person.pseudonym}"
        self.stdout.write(f"{address} {words}. Sign in at /accounts/login/.")

    def _name(self, asked: str) -> str:
        if not asked:
            return free_suggestion()
        try:
            name = clean_pseudonym(asked)
        except ValidationError as error:
            raise CommandError(" ".join(error.messages)) from error
        if is_taken(name):
            raise CommandError("Someone already uses this public name. Choose another one.")
        return name

    def _password(self, person: Participant) -> str | None:
        """None when left empty; asks again until it is long enough and typed alike twice."""
        while True:
            password = getpass.getpass("Password (empty: sign in with a code by e-mail): ")
            if not password:
                return None
            try:
                validate_password(password, person)
            except ValidationError as error:
                self.stderr.write("\n".join(error.messages))
                continue
            if password == getpass.getpass("Again: "):
                return password
            self.stderr.write("The two are not alike.")
