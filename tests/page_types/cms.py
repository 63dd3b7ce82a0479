"""Pages that communicators write."""

from tests.page_type import PageType
from tests.scene import shown

PAGES = [
    PageType("home", shown("/"), ""),
]
