"""A type of page, for tests/pages.py."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from playwright.sync_api import Page

from consultations.people.models import Participant
from tests.site import Site


@dataclass(frozen=True)
class PageType:
    """``name`` is the picture's file name.

    ``address``: the path without a language, or a function that makes what the page needs, through the operations,
    and returns its path; it is called once for each file of tests. ``who``: the name of one of the cast, or nobody.
    ``heading``: words that the English page's h1 must hold. ``act``: done on the page before it is looked at.
    """

    name: str
    address: str | Callable[[Site], str]
    heading: str
    who: str = ""
    act: Callable[[Page], None] | None = None
    budget: int = 60_000

    def path(self, site: Site) -> str:
        made: dict[str, str] = site.__dict__.setdefault("made_pages", {})
        if self.name not in made:
            made[self.name] = self.address if isinstance(self.address, str) else self.address(site)
        return made[self.name]

    def person(self, site: Site) -> Participant | None:
        return getattr(site.cast, self.who) if self.who else None
