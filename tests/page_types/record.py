"""The record for people to read."""

from tests.page_type import PageType
from tests.scene import shown

PAGES = [
    PageType("record", shown("/record/"), ""),
]
