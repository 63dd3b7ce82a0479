"""Entering a live room."""

from tests.page_type import PageType

PAGES = [
    PageType("live-enter", "/live/", ""),
]
