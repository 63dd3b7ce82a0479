"""A resident confirms who they are, by a letter and at the desk; on a phone, in Arabic too, without JavaScript."""

from __future__ import annotations

import re

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from consultations.people.domain.roles import Role
from consultations.people.enums import Level
from consultations.people.models import Participant
from consultations.people.operations.roles import grant_role
from tests.browser import Browser
from tests.journeys.walk import Walk
from tests.site import Site

ADDRESS = "Nora Lind\nLinden Street 4\n1010 Port Luma"


@pytest.fixture(scope="module")
def registrar(site: Site) -> Participant:
    person = Participant.objects.create_user("hana@example.org", pseudonym="Hana")
    grant_role(actor=None, participant=person, role=Role.REGISTRAR, now=timezone.now())
    return person


def level(person: Participant) -> Level:
    return Participant.objects.get(pk=person.pk).level(timezone.now())


@pytest.mark.parametrize(("language", "javascript"), [("en", True), ("ar", False)])
def test_a_letter_and_the_desk(browser: Browser, registrar: Participant, language: str, javascript: bool):
    walk = Walk(browser, "confirming", "phone", language, javascript)
    resident = Participant.objects.create_user(f"nora-{language}@example.org", pseudonym=f"Nora {language}")
    mine = walk.open("/me/verification/", resident)
    walk.look(mine, "1-ladder")
    walk.fill(mine, "Your name and address", ADDRESS)
    walk.press(mine, "Send me a letter")
    expect(mine.get_by_role("heading", name=walk.words("Your letter"))).to_be_visible()

    desk = Walk(browser, "confirming", "desktop", "en").open("/registrar/", registrar)
    desk.get_by_role("button", name="Make the page to print").click()
    walk.shot(desk, "2-letters")
    letter = desk.locator(".code-letter").filter(has_text="Nora Lind").first
    code = re.search(r"[0-9A-Z]{5}-[0-9A-Z]{5}", letter.inner_text())
    assert code is not None
    desk.get_by_role("button", name="Printed. Delete the addresses").click()

    mine.reload()
    walk.fill(mine, "Code from the letter", "00000 00000")
    walk.press(mine, "Confirm")
    walk.look(mine, "3-wrong-code")
    walk.fill(mine, "Code from the letter", code[0].lower().replace("-", " "))
    walk.press(mine, "Confirm")
    walk.look(mine, "4-address-confirmed")
    assert level(resident) is Level.ADDRESS

    walk.press(mine, "Show my number")
    walk.look(mine, "5-number")
    number = mine.locator(".desk-number").inner_text()
    desk.get_by_label("Number of the account").fill(number)
    desk.get_by_role("button", name="Find the account").click()
    expect(desk.get_by_text(resident.pseudonym)).to_be_visible()
    walk.shot(desk, "6-at-the-desk")
    desk.get_by_role("button", name="I have looked. Confirm").click()
    expect(desk.get_by_text("Confirmed. The number is used up.")).to_be_visible()
    mine.reload()
    walk.look(mine, "7-in-person")
    assert level(resident) is Level.PERSON
