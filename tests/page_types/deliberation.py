"""Consultations, contributions, proposing."""

from collections.abc import Callable

from django.utils import timezone
from playwright.sync_api import Page

from consultations.deliberation.enums import CardField
from consultations.deliberation.operations import describe_service
from tests.page_type import PageType
from tests.scene import scene, shown
from tests.site import Site


def proposal(page: str = "") -> Callable[[Site], str]:
    return lambda site: f"/contributions/{scene(site).proposal.pk}/{page}"


def consultation(site: Site) -> str:
    return f"/consultations/{scene(site).consultation.slug}/"


def propose(site: Site) -> str:
    return f"{consultation(site)}propose/"


def send_too_little(page: Page) -> None:
    page.locator("main form[method=post] button[type=submit]").last.click()


def card(field: str = "") -> Callable[[Site], str]:
    def address(site: Site) -> str:
        shown = scene(site).consultation
        if not shown.service_cards.exists():
            dana, now = site.cast.dana, timezone.now()
            describe_service(actor=dana, consultation=shown, language="en", words=CARD, seen=0, now=now)
        return f"{consultation(site)}service/{field}"

    return address


CARD = {
    CardField.NAME: "One account for every way through the city",
    CardField.OWNER: "Mobility office, mobility@city.example",
    CardField.PURPOSE: "People pay once a month for buses, bikes and parking.\n\nNobody has to keep three cards.",
    CardField.RISKS: "Who has no telephone could be left out.",
}

PAGES = [
    PageType("consultations", shown("/consultations/"), "Consultations"),
    PageType("consultation", consultation, "How should one account"),
    PageType("consultation-resident", consultation, "How should one account", who="amina"),
    PageType("propose", propose, "", who="amina"),
    PageType("propose-errors", propose, "", who="amina", act=send_too_little),
    PageType("contribution", proposal(), "Let me pay"),
    PageType("contribution-own", proposal(), "Let me pay", who="amina"),
    PageType("contribution-arabic", lambda site: f"/contributions/{scene(site).arabic.pk}/", "حافلات", who="amina"),
    PageType("contribution-hidden", lambda site: f"/contributions/{scene(site).hidden.pk}/", "", who="gezim"),
    PageType("comment", proposal("comment/"), "", who="besnik"),
    PageType("comment-visitor", proposal("comment/"), ""),
    PageType("merge", proposal("merge/"), "", who="chidi"),
    PageType("edit", proposal("edit/"), "", who="amina"),
    PageType("suggest", proposal("suggest/"), "", who="besnik"),
    PageType("suggest-words", proposal("suggest/?passage=1"), "", who="besnik"),
    PageType("revisions", proposal("revisions/"), ""),
    PageType("service", card(), "One account for every way"),
    PageType("service-field", card("risks/"), "What people say about this", who="besnik"),
    PageType("withdraw", proposal("withdraw/"), "", who="amina"),
]
