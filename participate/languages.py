"""The same page in another language: its address, name and direction (face.md, 'Languages')."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from django.conf import settings
from django.http import HttpRequest
from django.urls import Resolver404, resolve
from django.utils.translation import get_language, get_language_from_path, get_language_info


@dataclass(frozen=True)
class LanguageLink:
    code: str
    name: str
    url: str
    current: bool
    dir: str
    absolute: str
    indexed: bool


def _capital(name: str) -> str:
    return name[:1].upper() + name[1:]


def carries_language(path: str) -> bool:
    """Whether the address of ``path`` says its language (else it is asked for with ``?lang=``)."""
    plain = ("/cms/", "/documents/", "/dev/")
    return not path.startswith(plain)


def _with_lang(address: str, code: str) -> str:
    parts = urlsplit(address)
    query = [(key, value) for key, value in parse_qsl(parts.query, keep_blank_values=True) if key != "lang"]
    return urlunsplit(parts._replace(query=urlencode([*query, ("lang", code)])))


def _is_served(request: HttpRequest) -> bool:
    """Whether this site answers the address at all: then it does so in every language, for all share their patterns."""
    if request.resolver_match is not None:
        return True
    try:
        resolve(request.path_info)
    except Resolver404:
        return False
    return True


def _prefixed(address: str, code: str, served: bool) -> str:
    """The address with the prefix of ``code``; what is not ``served`` goes to that language's home."""
    parts = urlsplit(address)
    prefix = "" if code == settings.LANGUAGE_CODE else f"/{code}"
    present = get_language_from_path(parts.path)
    bare = parts.path.removeprefix(f"/{present}") if present else parts.path
    if (present or settings.LANGUAGE_CODE) != code and not served:
        return f"{prefix}/"
    return urlunsplit(parts._replace(path=f"{prefix}{bare}"))


def language_links(request: HttpRequest, given: Mapping[str, str] | None = None) -> list[LanguageLink]:
    """One link for each language of the site to the page of ``request``, its query kept.

    ``given`` maps languages to addresses where they differ by more than the prefix, as pages of the CMS may.
    """
    address = request.get_full_path()
    current = get_language() or settings.LANGUAGE_CODE
    prefixed = carries_language(request.path)
    served = prefixed and _is_served(request)
    links = []
    for code, _name in settings.LANGUAGES:
        info = get_language_info(code)
        url = (given or {}).get(code) or (_prefixed(address, code, served) if prefixed else _with_lang(address, code))
        links.append(
            LanguageLink(
                code=code,
                name=_capital(info["name_local"]),
                url=url,
                current=code == current,
                dir="rtl" if info["bidi"] else "ltr",
                absolute=request.build_absolute_uri(url),
                indexed=prefixed and request.method == "GET" and not request.GET,
            )
        )
    return links
