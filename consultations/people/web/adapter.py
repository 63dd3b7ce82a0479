"""How allauth signs people up here: with a public name, in the language of the page, with our sentences."""

from __future__ import annotations

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core.exceptions import ImmediateHttpResponse
from django.conf import settings
from django.contrib import messages
from django.db import IntegrityError, transaction
from django.http import HttpRequest, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from consultations.people.models import Participant


class AccountAdapter(DefaultAccountAdapter):
    """Only what differs from allauth's default."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "account_inactive": _("This account is closed."),
        "email_password_mismatch": _(
            "The e-mail address and password do not match. Leave the password empty to get a code by e-mail."
        ),
        "incorrect_code": _("This code is not right. Look at the newest e-mail from us and type its code again."),
        "incorrect_password": _("This password is not right."),
        "too_many_login_attempts": _("Too many tries. Wait a few minutes, then ask for a new code."),
        "rate_limited": _("Too many tries. Wait a few minutes, then try again."),
    }

    def save_user(self, request: HttpRequest, user: Participant, form: Any, commit: bool = True) -> Participant:
        """A name or address taken in the same instant sends the person back with a sentence, nothing half made."""
        user.pseudonym = form.cleaned_data["pseudonym"]
        user.language = get_language() or settings.LANGUAGE_CODE
        try:
            with transaction.atomic():
                return super().save_user(request, user, form, commit=commit)
        except IntegrityError as error:
            messages.error(request, _("This could not be saved. Please send it once more."))
            raise ImmediateHttpResponse(HttpResponseRedirect(reverse("account_signup"))) from error

    def populate_username(self, request: HttpRequest, user: Participant) -> None:
        """There is no user name; the public name is not used to log in."""

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Links in mails begin with the site's configured address, never with one taken from a request."""
        site = settings.WAGTAILADMIN_BASE_URL.rstrip("/")
        links = {"login_url": site + reverse("account_login"), "signup_url": site + reverse("account_signup")}
        super().send_mail(template_prefix, email, {**context, **links})

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        """The home page in the language of the page."""
        return reverse("wagtail_serve", args=[""])

    def get_signup_redirect_url(self, request: HttpRequest) -> str:
        return self.get_login_redirect_url(request)

    def get_logout_redirect_url(self, request: HttpRequest) -> str:
        return reverse("wagtail_serve", args=[""])

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        return reverse("people:me")
