"""A person's own pages and the privacy notice."""

from tests.page_type import PageType

PAGES = [
    PageType("me", "/me/", "", who="amina"),
    PageType("my-data", "/me/data/", "", who="amina"),
    PageType("delete", "/me/delete/", "", who="amina"),
    PageType("privacy", "/privacy/", ""),
]
