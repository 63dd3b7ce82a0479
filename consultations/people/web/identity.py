"""Electronic identity by OpenID Connect: it confirms an account that exists, and signs in to one that it confirmed.

Of what the provider says only its identifier of the person is kept, so that one identity confirms one account; names,
dates of birth and the rest are thrown away. What a claim is worth is data (OIDC_LEVELS).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialLogin
from allauth.socialaccount.signals import social_account_added, social_account_updated
from django.contrib import messages
from django.db import transaction
from django.dispatch import receiver
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from consultations.people.enums import Level
from consultations.people.models import Participant
from consultations.people.operations.verifying import verify_by_provider


def level_of_claims(claims: Mapping[str, Any], levels: Iterable[Mapping[str, str]]) -> Level | None:
    """The highest level that a claim is worth; None where none is worth any."""
    worth = [Level(row["level"]) for row in levels if row["value"] in _values(claims.get(row["claim"]))]
    return max(worth, key=lambda level: level.rank, default=None)


def _values(claim: Any) -> list[str]:
    return [str(each) for each in claim] if isinstance(claim, list) else [] if claim is None else [str(claim)]


class IdentityAdapter(DefaultSocialAccountAdapter):
    """Only what differs from allauth's default."""

    error_messages = {
        **DefaultSocialAccountAdapter.error_messages,
        "connected_other": gettext_lazy("This electronic identity confirms another account already."),
    }

    def pre_social_login(self, request: HttpRequest, sociallogin: SocialLogin) -> None:
        """Reads the level from the signed claims, keeps nothing else, and makes no new account."""
        said = sociallogin.account.extra_data or {}
        claims = {**(said.get("userinfo") or {}), **(said.get("id_token") or {})}
        settings = sociallogin.provider.app.settings
        sociallogin.level = level_of_claims(claims, settings["levels"])
        sociallogin.account.extra_data = {}
        if request.user.is_authenticated or sociallogin.is_existing:
            return
        messages.info(request, _("Sign in or make an account first. Then confirm it with your electronic identity."))
        raise ImmediateHttpResponse(redirect(f"{reverse('account_login')}?next={reverse('people:verification')}"))

    def is_open_for_signup(self, request: HttpRequest, sociallogin: SocialLogin) -> bool:
        """An identity alone makes no account: its holder chooses a public name and confirms an e-mail address first."""
        return False

    def get_connect_redirect_url(self, request: HttpRequest, socialaccount: Any) -> str:
        return reverse("people:verification")

    def on_authentication_error(
        self, request: HttpRequest, provider: Any, error: Any = None, exception: Any = None, extra_context: Any = None
    ) -> None:
        """The person is told on the ladder; nothing was changed."""
        raise ImmediateHttpResponse(not_confirmed(request))


@receiver([social_account_added, social_account_updated])
def confirmed(request: HttpRequest, sociallogin: SocialLogin, **_signal: Any) -> None:
    """The identity is the account's: grants its level, for as long as any confirmation holds."""
    level = getattr(sociallogin, "level", None)
    person = sociallogin.user
    assert isinstance(person, Participant)
    if level is None:
        messages.warning(request, _("This electronic identity does not say enough to confirm you here."))
        return
    with transaction.atomic():
        verify_by_provider(participant=person, level=level, now=timezone.now())


def not_confirmed(request: HttpRequest) -> HttpResponse:
    """For sign-ins that were broken off or went wrong."""
    messages.error(request, _("The sign-in with the electronic identity did not work. Nothing was changed."))
    return redirect("people:verification")


def to_the_ladder(request: HttpRequest) -> HttpResponse:
    """allauth's own pages about identities are not used here."""
    return redirect("people:verification")
