"""A person's sign-in identity and, apart from it, their public pseudonym."""

from __future__ import annotations

from datetime import datetime
from typing import Any, ClassVar

from django.conf import settings
from django.contrib.auth.models import AbstractBaseUser, BaseUserManager, PermissionsMixin
from django.db import models
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from consultations.people.domain.roles import ROLE_CAPABILITIES, Capability, Role
from consultations.people.enums import Hears, Level
from consultations.people.models.verification import Verification
from consultations.record.statements import Prepared
from consultations.record.uuid7 import uuid7


class ParticipantManager(BaseUserManager["Participant"]):
    def create_user(self, email: str, password: str | None = None, **fields: Any) -> Participant:
        participant = self.model(email=self.normalize_email(email).lower(), **fields)
        participant.set_password(password)
        participant.save(using=self._db)
        return participant

    def create_superuser(self, email: str, password: str | None = None, **fields: Any) -> Participant:
        return self.create_user(email, password, is_staff=True, is_superuser=True, **fields)


class Participant(AbstractBaseUser, PermissionsMixin):
    """An account. ``email`` never appears on a public page; ``pseudonym`` leads to no e-mail.

    An erased account keeps its row, for the constraints that hang on it, and loses every personal field.
    """

    public_id = models.UUIDField(default=uuid7, unique=True, editable=False)
    email = models.EmailField(_("e-mail address"), unique=True, null=True)
    pseudonym = models.CharField(_("public name"), max_length=40, blank=True)
    language = models.CharField(_("language"), max_length=10, default="en")
    hears = models.CharField(max_length=10, choices=Hears, default=Hears.EACH)
    is_staff = models.BooleanField(default=False)
    is_active = models.BooleanField(default=True)
    date_joined = models.DateTimeField(auto_now_add=True)
    erased_at = models.DateTimeField(null=True, blank=True)

    objects: ClassVar[ParticipantManager] = ParticipantManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["pseudonym"]

    class Meta:
        constraints = [
            models.UniqueConstraint(
                Lower("pseudonym"),
                condition=~models.Q(pseudonym=""),
                name="public_names_are_unique",
                violation_error_message=_("Someone already uses this public name. Choose another one."),
            ),
            models.CheckConstraint(
                condition=models.Q(erased_at__isnull=True) | models.Q(email__isnull=True, pseudonym=""),
                name="an_erased_account_holds_no_identity",
            ),
        ]

    def __str__(self) -> str:
        return self.pseudonym or "—"

    def get_full_name(self) -> str:
        return self.pseudonym

    def get_short_name(self) -> str:
        return self.pseudonym

    def roles(self) -> frozenset[Role]:
        """The roles granted to this person, read once per instance."""
        if "_roles" not in self.__dict__:
            self._roles = frozenset(Role(grant.role) for grant in self.grants.all())
        return self._roles

    def know_roles(self, roles: frozenset[Role]) -> None:
        """Spares ``roles`` its query where they were read with the person."""
        self._roles = roles

    def can(self, capability: Capability) -> bool:
        """Whether any role of this person, or being superuser, allows ``capability``.

        Where the site asks its staff for a second factor (STAFF_SECOND_FACTOR), a role sleeps until there is one.
        """
        if not self.is_active or not (self.is_superuser or self.roles()):
            return False
        if settings.STAFF_SECOND_FACTOR and not self.has_second_factor():
            return False
        return self.is_superuser or any(capability in ROLE_CAPABILITIES[role] for role in self.roles())

    def level(self, now: datetime) -> Level:
        """The highest level at which the person is verified at ``now``; their rows are read once per instance."""
        if "_verified" not in self.__dict__:
            self._verified = [(Level(each.level), each.expires_at) for each in _verified(self.pk)]
        standing = [level for level, expires in self._verified if expires > now]
        return max([Level.ACCOUNT, *standing], key=lambda level: level.rank)

    def is_on_staff(self) -> bool:
        """Whether this person has any role, be it usable now or not."""
        return self.is_active and (self.is_superuser or bool(self.roles()))

    def has_second_factor(self) -> bool:
        """Whether an authenticator is set up, read once per instance."""
        if "_second_factor" not in self.__dict__:
            self._second_factor: bool = self.authenticator_set.exists()  # type: ignore[attr-defined]
        return self._second_factor


class RoleGrant(models.Model):
    """A role of a person, by whom and since when."""

    participant = models.ForeignKey(Participant, on_delete=models.CASCADE, related_name="grants")
    role = models.CharField(max_length=30, choices=[(role.value, role.value) for role in Role])
    granted_by = models.ForeignKey(Participant, on_delete=models.SET_NULL, null=True, related_name="+")
    granted_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["participant", "role"], name="a_role_is_granted_once_to_a_person"),
        ]

    def __str__(self) -> str:
        return f"{self.role} of {self.participant_id}"


_verified = Prepared(lambda participant: Verification.objects.filter(participant_id=participant, ended_at=None))
