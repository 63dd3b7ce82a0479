"""What the header, the account menu and the footer link to."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from urllib.parse import urlencode

from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from consultations.people.domain.roles import Capability
from consultations.people.models import Participant
from consultations.people.queries.messages import unread


@dataclass(frozen=True)
class Entry:
    """A link by the name of its address; ``needs``: shown only to people with one of these capabilities."""

    name: str
    words: str | Promise
    needs: tuple[Capability, ...] = ()


@dataclass(frozen=True)
class Link:
    """``count``: how many wait there, 0 where nothing does or nothing is counted."""

    url: str
    words: str | Promise
    current: str
    count: int = 0


@dataclass(frozen=True)
class SiteLinks:
    home: str
    main: list[Link]
    footer: list[Link]


MAIN = (
    Entry("deliberation:consultations", _("Consultations")),
    Entry("following:codes", _("Follow")),
    Entry("realtime:enter", _("Live")),
    Entry("record:index", _("Record")),
)
FOOTER = (
    Entry("people:privacy", _("Privacy")),
    Entry("site:accessibility", _("Accessibility")),
    Entry("site:algorithms", _("Algorithms")),
    Entry("record:index", _("The record")),
    Entry("record:how", _("How you can check this")),
    Entry("moderation:log", _("Moderation log")),
)
ACCOUNT = (
    Entry("people:me", _("My page")),
    Entry("people:messages", _("Messages to you")),
    Entry("following:mine", _("My contributions")),
    Entry("people:data", _("My data")),
    Entry("account_email", _("E-mail address")),
    Entry("mfa_index", _("Sign-in security")),
    Entry("moderation:desk", _("Moderation"), (Capability.MODERATE, Capability.REVIEW_APPEAL)),
    Entry("people:registrar", _("Registrar"), (Capability.VERIFY,)),
    Entry("wagtailadmin_home", _("Edit the site"), (Capability.EDIT_CONSULTATION, Capability.DECIDE)),
)


def _links(entries: Sequence[Entry], request: HttpRequest) -> list[Link]:
    links = []
    for entry in entries:
        url = reverse(entry.name)
        here = "page" if request.path == url else "true" if request.path.startswith(url) else ""
        links.append(Link(url, entry.words, here))
    return links


def home_address() -> str:
    language = get_language() or "en"
    return "/" if language == "en" else f"/{language}/"


def site_links(request: HttpRequest) -> SiteLinks:
    return SiteLinks(home_address(), _links(MAIN, request), _links(FOOTER, request))


@dataclass(frozen=True)
class AccountMenu:
    links: list[Link]
    unread: int


def account_menu(request: HttpRequest, person: Participant) -> AccountMenu:
    """Of ``person``: their own pages, how many messages they have not read, then the desks their roles open."""
    mine = [entry for entry in ACCOUNT if not entry.needs or any(person.can(need) for need in entry.needs)]
    waiting = unread(person)
    inbox = reverse("people:messages")
    links = [replace(link, count=waiting) if link.url == inbox else link for link in _links(mine, request)]
    return AccountMenu(links, waiting)


def sign_in_address(request: HttpRequest) -> str:
    """Signing in, and back to this page afterwards."""
    address = reverse("account_login")
    if request.path.startswith(address.removesuffix("login/")):
        return address
    return f"{address}?{urlencode({'next': request.get_full_path()})}"
