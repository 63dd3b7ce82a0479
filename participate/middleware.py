"""What every request and response of the site goes through."""

from __future__ import annotations

from collections.abc import Callable
from http import HTTPStatus
from urllib.parse import parse_qs, urlsplit

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.middleware import get_user
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.middleware.locale import LocaleMiddleware
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import translation
from django.utils.cache import add_never_cache_headers
from django.utils.translation import get_language_from_path
from django.utils.translation import gettext as _

from consultations.people.domain.limits import TooMany
from consultations.people.domain.verdict import NotAllowed
from participate.languages import carries_language
from participate.views import not_found, referring_page, refused

GetResponse = Callable[[HttpRequest], HttpResponse]


class LanguageFromAddressMiddleware(LocaleMiddleware):
    """The language is the address's, else the site's default: never a cookie's or a header's.

    Few pages (the page editor, the mail of development) have no language in their address. They follow, in this order:
    ``?lang=``, the page to go to next, the page that one came from, the participant's own choice.
    """

    def process_request(self, request: HttpRequest) -> None:
        language = get_language_from_path(request.path_info)
        if language is None and not carries_language(request.path_info):
            language = _asked(request) or _of_address(_next(request)) or _of_address(referring_page(request))
            language = language or _own(request)
        translation.activate(language or settings.LANGUAGE_CODE)
        request.LANGUAGE_CODE = translation.get_language() or settings.LANGUAGE_CODE

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        """Says the language, and not that the answer varies with Accept-Language: it does not."""
        response.headers.setdefault("Content-Language", translation.get_language() or settings.LANGUAGE_CODE)
        return response


def _asked(request: HttpRequest) -> str | None:
    asked = request.GET.get("lang", "")
    return asked if asked in dict(settings.LANGUAGES) else None


def _next(request: HttpRequest) -> str:
    return request.POST.get("next", "") if request.method == "POST" else request.GET.get("next", "")


def _of_address(address: str) -> str | None:
    """The language of a page of this site; a page without one in its address says it with ``?lang=``."""
    parts = urlsplit(address)
    if not parts.path:
        return None
    if not carries_language(parts.path):
        asked = parse_qs(parts.query).get("lang", [""])[0]
        return asked if asked in dict(settings.LANGUAGES) else None
    return get_language_from_path(parts.path) or settings.LANGUAGE_CODE


def _own(request: HttpRequest) -> str | None:
    language = getattr(get_user(request), "language", "")
    return language if language in dict(settings.LANGUAGES) else None


def refusals(get_response: GetResponse) -> GetResponse:
    """Answers NotAllowed with its reason; with 'not found' where even the thing is not theirs to know.

    TooMany, where a form did not show it itself, is answered 429 with the seconds to wait.
    """

    def middleware(request: HttpRequest) -> HttpResponse:
        return get_response(request)

    def process_exception(request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if not isinstance(exception, NotAllowed):
            return None
        if exception.hidden:
            return not_found(request)
        response = refused(request, exception)
        if isinstance(exception, TooMany):
            response.status_code = HTTPStatus.TOO_MANY_REQUESTS
            response.headers["Retry-After"] = str(exception.seconds)
        return response

    middleware.process_exception = process_exception  # type: ignore[attr-defined]
    return middleware


def private_pages(get_response: GetResponse) -> GetResponse:
    """Pages made for a signed-in person are stored nowhere."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        # In this order: asking who it is touches the session, and then the answer varies with the cookie.
        if not response.has_header("Cache-Control") and request.user.is_authenticated:
            add_never_cache_headers(response)
        return response

    return middleware


def staff_second_factor(get_response: GetResponse) -> GetResponse:
    """Leads a member of staff without a second factor to where it is set up (STAFF_SECOND_FACTOR).

    Their roles sleep until then (``Participant.can``); this is what tells them so.
    """

    def middleware(request: HttpRequest) -> HttpResponse:
        if settings.STAFF_SECOND_FACTOR and request.user.is_authenticated and _may_need_one(request):
            person = request.user
            if (person.is_staff or person.is_on_staff()) and not person.has_second_factor():
                messages.warning(request, _("Your role needs a second factor. Set up an authenticator app to go on."))
                return redirect("mfa_activate_totp")
        return get_response(request)

    return middleware


def _may_need_one(request: HttpRequest) -> bool:
    free = (reverse("account_login").removesuffix("login/"), settings.STATIC_URL, "/health/")
    return not request.path_info.startswith(free)
