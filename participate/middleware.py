"""What every request and response of the site goes through."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.middleware.locale import LocaleMiddleware
from django.utils import translation
from django.utils.cache import add_never_cache_headers

GetResponse = Callable[[HttpRequest], HttpResponse]


class LanguageFromAddressMiddleware(LocaleMiddleware):
    """The language is the address's, else the site's default: never a cookie's or a header's.

    Addresses without a language (accounts, the CMS) follow the participant's own choice, kept with their account, or
    the language of the page that sent them (``?lang=``).
    """

    def process_request(self, request: HttpRequest) -> None:
        language = translation.get_language_from_path(request.path_info)
        if language is None:
            asked = request.GET.get("lang", "")
            language = asked if translation.check_for_language(asked) and asked in dict(settings.LANGUAGES) else "en"
        translation.activate(language)
        request.LANGUAGE_CODE = translation.get_language() or "en"


def private_pages(get_response: GetResponse) -> GetResponse:
    """Pages made for a signed-in person are stored nowhere."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        if request.user.is_authenticated and not response.has_header("Cache-Control"):
            add_never_cache_headers(response)
        return response

    return middleware
