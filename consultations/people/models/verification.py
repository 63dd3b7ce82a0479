"""How an account was verified as one resident's, and the codes by which it is done."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q

from consultations.people.enums import Level, Method


class Verification(models.Model):
    """One granting: by what, to which level, when and until when, and who did it.

    ``role``: of whoever of the staff did it (domain/roles.py), or ``provider`` where an identity provider said so.
    ``ended_at`` and ``ended_why``: taken back, or a newer one of the same method took its place. No data of a document,
    no address and no name.
    """

    participant = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="verifications")
    method = models.CharField(max_length=10, choices=Method)
    level = models.CharField(max_length=10, choices=Level)
    role = models.CharField(max_length=30)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField()
    expires_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_why = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["-at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["participant", "method"],
                condition=Q(ended_at=None),
                name="a_person_is_verified_once_by_a_method",
            ),
            models.CheckConstraint(
                condition=Q(ended_at=None, ended_why="") | (Q(ended_at__isnull=False) & ~Q(ended_why="")),
                name="a_verification_that_ended_says_why",
            ),
            models.CheckConstraint(
                condition=Q(expires_at__gt=models.F("at")), name="a_verification_ends_after_it_began"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.method} of {self.participant_id}"


class CodeLetter(models.Model):
    """A letter with a one-time code that a resident asked for.

    ``address`` is held until the letter is said to be printed, or for settings.LETTER_ADDRESS_DAYS. ``digest``: of the
    code, which is stored nowhere (domain/codes.py); a new printing makes a new one. ``tries``: codes that were entered.
    """

    participant = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="code_letters")
    address = models.TextField(blank=True)
    language = models.CharField(max_length=10, default="en")
    asked_at = models.DateTimeField()
    digest = models.CharField(max_length=64, blank=True)
    made_at = models.DateTimeField(null=True, blank=True)
    printed_at = models.DateTimeField(null=True, blank=True)
    printed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    role = models.CharField(max_length=30, blank=True)
    expires_at = models.DateTimeField(null=True, blank=True)
    tries = models.PositiveSmallIntegerField(default=0)
    done_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["asked_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["participant"], condition=Q(done_at=None), name="a_person_waits_for_one_letter_at_a_time"
            ),
            models.CheckConstraint(
                condition=Q(printed_at=None) | Q(address=""), name="a_printed_letter_leaves_no_address"
            ),
            models.CheckConstraint(
                condition=Q(digest="", made_at=None, expires_at=None)
                | (~Q(digest="") & Q(made_at__isnull=False, expires_at__isnull=False)),
                name="a_code_of_a_letter_says_when_and_until_when",
            ),
        ]

    def __str__(self) -> str:
        return f"code letter {self.pk}"


class DeskNumber(models.Model):
    """A short one-time number that a person shows at the desk; only its digest is held."""

    participant = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="desk_number")
    digest = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"desk number of {self.participant_id}"
