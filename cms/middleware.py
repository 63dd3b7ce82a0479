"""The door of the CMS: one log-in for the whole site, and a policy under which the admin reaches no other host."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

GetResponse = Callable[[HttpRequest], HttpResponse]

PLACE = "/cms/"
OWN_LOG_IN = "/cms/login/"
# Wagtail's editor sets style attributes as it builds its pages; everything else is as strict as on the public site.
POLICY = "; ".join(
    [
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self' 'unsafe-inline'",
        "img-src 'self' data: blob:",
        "font-src 'self'",
        "media-src 'self'",
        "connect-src 'self'",
        "frame-src 'self'",
        "form-action 'self'",
        "base-uri 'self'",
        "frame-ancestors 'self'",
    ]
)


def door(get_response: GetResponse) -> GetResponse:
    """Sends to the site's log-in who is not signed in, refuses who has no role here, and sets the admin's policy.

    Wagtail's own log-in would pass by the second factor, and would send a signed-in resident round in circles.
    """

    def middleware(request: HttpRequest) -> HttpResponse:
        if not request.path_info.startswith(PLACE):
            return get_response(request)
        response = _refusal(request) or get_response(request)
        response["Content-Security-Policy"] = POLICY
        return response

    return middleware


def _refusal(request: HttpRequest) -> HttpResponse | None:
    """Raises PermissionDenied when the person is signed in and has no place here."""
    if not request.user.is_authenticated:
        target = PLACE if request.path_info == OWN_LOG_IN else request.get_full_path()
        return redirect_to_login(target, settings.LOGIN_URL)
    if not request.user.has_perm("wagtailadmin.access_admin"):
        raise PermissionDenied(_("Your account has no role in the page editor. Ask an administrator."))
    return None
