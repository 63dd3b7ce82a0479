"""allauth's pages where a code is typed, with a sentence when the code is no longer valid."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps

from allauth.account import views as allauth_views
from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _

View = Callable[..., HttpResponseBase]
BEGINNINGS = ("account_login", "account_request_login_code", "account_reset_password")


def says_why_it_ends(view: View) -> View:
    """allauth sends a person whose code has run out back to the beginning in silence; this says why."""

    @wraps(view)
    def explained(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponseBase:
        response = view(request, *args, **kwargs)
        address = response.headers.get("Location", "").partition("?")[0]
        sent_back = response.status_code == 302 and address in map(reverse, BEGINNINGS)
        if sent_back and not getattr(messages.get_messages(request), "added_new", False):
            messages.error(request, _("This code is no longer valid. Enter your e-mail address to get a new one."))
        return response

    return explained


confirm_login_code = says_why_it_ends(allauth_views.confirm_login_code)
email_verification_sent = says_why_it_ends(allauth_views.email_verification_sent)
confirm_password_reset_code = says_why_it_ends(allauth_views.confirm_password_reset_code)
