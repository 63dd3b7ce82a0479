"""A person's own pages and the privacy notice."""

from consultations.people import stop_link
from tests.page_type import PageType
from tests.site import Site


def stop(site: Site) -> str:
    return f"/stop/{stop_link.make(site.cast.amina.public_id)}/"


PAGES = [
    PageType("hearing", "/me/hearing/", "How you hear from us", who="amina"),
    PageType("messages", "/me/messages/", "Messages to you", who="amina"),
    PageType("stop", stop, "Stop these e-mails"),
    PageType("verification", "/me/verification/", "Confirm who you are", who="amina"),
    PageType("me", "/me/", "", who="amina"),
    PageType("my-data", "/me/data/", "", who="amina"),
    PageType("delete", "/me/delete/", "", who="amina"),
    PageType("privacy", "/privacy/", ""),
]
