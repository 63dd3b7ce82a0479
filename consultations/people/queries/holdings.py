"""What is held about a person, part by part: on the page and as a file."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from django.utils.translation import gettext_lazy as _

from consultations.people.domain.roles import ROLE_WORDS, Role
from consultations.people.enums import Level, Method
from consultations.people.exports import Holding, Row, holdings, register_export
from consultations.people.models import DeskNumber, Participant
from consultations.people.queries.messages import written


@dataclass(frozen=True)
class Held:
    """One part with its rows."""

    holding: Holding
    rows: list[Row]


def held_about(participant: Participant) -> list[Held]:
    """Every registered part, also the empty ones: that nothing is held is an answer too."""
    return [Held(holding, holding.rows(participant)) for holding in holdings()]


def export_of(participant: Participant, now: datetime, site: str) -> dict[str, Any]:
    """The machine-readable file: JSON-ready, one list a part, with why and until when."""
    return {
        "site": site,
        "made_at": now.isoformat(),
        "parts": {
            held.holding.name: {
                "what": str(held.holding.title),
                "why": str(held.holding.why),
                "until": str(held.holding.until),
                "items": held.rows,
            }
            for held in held_about(participant)
        },
    }


def _account(participant: Participant) -> list[Row]:
    return [
        {
            "email": participant.email,
            "public_name": participant.pseudonym,
            "language": participant.language,
            "hears": participant.hears,
            "since": participant.date_joined.isoformat(),
            "last_signed_in": participant.last_login.isoformat() if participant.last_login else None,
            "password_set": participant.has_usable_password(),
        }
    ]


def _addresses(participant: Participant) -> list[Row]:
    return list(EmailAddress.objects.filter(user=participant).order_by("pk").values("email", "verified", "primary"))


def _factors(participant: Participant) -> list[Row]:
    return [
        {"kind": factor.get_type_display(), "since": factor.created_at.isoformat()}
        for factor in Authenticator.objects.filter(user=participant).order_by("pk")
    ]


def _roles(participant: Participant) -> list[Row]:
    return [
        {"role": str(ROLE_WORDS[Role(grant.role)]), "since": grant.granted_at.isoformat()}
        for grant in participant.grants.order_by("granted_at", "pk")
    ]


def _notices(participant: Participant) -> list[Row]:
    notices = list(participant.notices.select_related("participant", "letter"))
    words = written(notices)
    return [
        {
            "at": notice.at.isoformat(),
            "subject": notice.subject,
            "text": words[notice.pk].text if notice.pk in words else "",
            "read_at": notice.read_at.isoformat() if notice.read_at else None,
            "email": str(notice.letter.get_state_display()) if notice.letter else "",
        }
        for notice in notices
    ]


def _looks(participant: Participant) -> list[Row]:
    return [
        {"at": seen.at.isoformat(), "by": seen.looked_by.pseudonym, "why": seen.why}
        for seen in participant.looks.select_related("looked_by")
    ]


def _verifications(participant: Participant) -> list[Row]:
    return [
        {
            "method": str(Method(each.method).label),
            "level": str(Level(each.level).label),
            "at": each.at.isoformat(),
            "until": each.expires_at.isoformat(),
            "by": each.role,
            "ended_at": each.ended_at.isoformat() if each.ended_at else None,
            "ended_why": each.ended_why,
        }
        for each in participant.verifications.all()
    ]


def _code_letters(participant: Participant) -> list[Row]:
    """Codes are held by nobody; an address only as long as its letter waits to be printed."""
    return [
        {
            "address": letter.address,
            "asked_at": letter.asked_at.isoformat(),
            "printed_at": letter.printed_at.isoformat() if letter.printed_at else None,
            "codes_tried": letter.tries,
            "over_since": letter.done_at.isoformat() if letter.done_at else None,
        }
        for letter in participant.code_letters.all()
    ]


def _desk_numbers(participant: Participant) -> list[Row]:
    numbers = DeskNumber.objects.filter(participant=participant)
    return [{"made_at": each.made_at.isoformat(), "until": each.expires_at.isoformat()} for each in numbers]


def _identities(participant: Participant) -> list[Row]:
    return [
        {"provider": each.provider, "identifier": each.uid, "since": each.date_joined.isoformat()}
        for each in SocialAccount.objects.filter(user=participant).order_by("pk")
    ]


def _register_verification() -> None:
    register_export(
        "verifications",
        _verifications,
        title=_("How you were confirmed"),
        why=_("To know in what you can take part. Nothing of a document is kept."),
        until=_("Until you delete your account."),
    )
    register_export(
        "code_letters",
        _code_letters,
        title=_("Letters with a code to you"),
        why=_("To send them. Addresses are deleted when the letter is printed."),
        until=_("Until you delete your account."),
    )
    register_export(
        "desk_numbers",
        _desk_numbers,
        title=_("Your number for the desk"),
        why=_("To find your account when you show it there."),
        until=_("Two hours, or until it is used."),
    )
    register_export(
        "identities",
        _identities,
        title=_("Your electronic identity"),
        why=_("So that one identity confirms one account."),
        until=_("Until you delete your account."),
    )


def register() -> None:
    """Registers what this district holds."""
    account = _("Until you delete your account.")
    register_export("account", _account, title=_("Your account"), why=_("To sign you in."), until=account)
    register_export(
        "addresses",
        _addresses,
        title=_("Your e-mail addresses"),
        why=_("To send you codes and answers."),
        until=account,
    )
    register_export(
        "second_factors",
        _factors,
        title=_("Your second factors"),
        why=_("To protect your account. The secrets are not in this file."),
        until=_("Until you remove them or delete your account."),
    )
    register_export("roles", _roles, title=_("Your roles"), why=_("To know what you may do as staff."), until=account)
    register_export("notices", _notices, title=_("Messages to you"), why=_("So that you can read them."), until=account)
    register_export(
        "looks",
        _looks,
        title=_("Who of the staff looked at your data"),
        why=_("So that you can know it."),
        until=account,
    )
    _register_verification()
