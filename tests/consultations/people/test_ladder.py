"""The ladder of verification: letters, the desk, taking back; wrong and expired codes get one answer."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from django.core import mail

from consultations.people.domain import codes
from consultations.people.domain.roles import Role
from consultations.people.domain.verdict import NotAllowed
from consultations.people.enums import Level, Method
from consultations.people.errors import Unclear
from consultations.people.models import CodeLetter, DeskNumber, Notice, Participant, StaffLook, Verification
from consultations.people.operations.account import delete_account
from consultations.people.operations.code_letters import (
    ask_letter,
    confirm_printed,
    drop_letter,
    enter_letter_code,
    forget_addresses,
    make_letters,
)
from consultations.people.operations.desk import confirm_at_desk, forget_numbers, look_up_number, new_desk_number
from consultations.people.operations.roles import grant_role
from consultations.people.operations.verifying import take_back, verify_by_provider
from consultations.people.queries.holdings import export_of

NOW = datetime(2026, 11, 2, 9, 30, tzinfo=UTC)
DAY = timedelta(days=1)
ADDRESS = "Amina Haddad\nLinden Street 4\n1010 Port Luma"

pytestmark = pytest.mark.django_db


@pytest.fixture
def registrar(cast) -> Participant:
    person = Participant.objects.create_user("hana@example.org", pseudonym="Hana")
    grant_role(actor=None, participant=person, role=Role.REGISTRAR, now=NOW)
    return person


def again(person: Participant) -> Participant:
    return Participant.objects.get(pk=person.pk)


def a_letter(cast, registrar, now=NOW) -> str:
    """Amina's code; its letter is printed."""
    letter = ask_letter(actor=cast.amina, address=ADDRESS, language="ar", now=now)
    (printed,) = make_letters(actor=registrar, now=now)
    confirm_printed(actor=registrar, letters=[letter.pk], now=now)
    return printed.code


def test_a_code_is_read_however_it_is_typed():
    kept = codes.digest("key", "letter/1", "ABCD0-1EFGH")
    assert [
        codes.same(kept, codes.digest("key", purpose, typed))
        for purpose, typed in [
            ("letter/1", " abcdo lefgh "),
            ("letter/1", "ABCD٠-١EFGH"),
            ("letter/2", "ABCD0-1EFGH"),
            ("letter/1", "ABCD0-1EFGJ"),
        ]
    ] == [True, True, False, False]
    assert not codes.same("", "")


def test_a_letter_confirms_an_address_for_a_time(cast, registrar, settings):
    settings.VERIFICATION_DAYS = 100
    code = a_letter(cast, registrar)
    made = enter_letter_code(actor=cast.amina, code=code.lower(), now=NOW + DAY)
    assert made is not None
    assert (made.method, made.level, made.role, made.by) == (Method.LETTER, Level.ADDRESS, "registrar", registrar)
    assert again(cast.amina).level(NOW + DAY) is Level.ADDRESS
    assert again(cast.amina).level(NOW + 101 * DAY) is Level.ACCOUNT
    assert enter_letter_code(actor=cast.amina, code=code, now=NOW + DAY) is None  # one time only


def test_the_address_is_held_until_the_letter_is_printed_and_on_no_record(cast, registrar):
    letter = ask_letter(actor=cast.amina, address=ADDRESS, language="en", now=NOW)
    first = make_letters(actor=registrar, now=NOW)[0]
    second = make_letters(actor=registrar, now=NOW)[0]  # the first sheet jammed
    assert (second.letter.address, first.code == second.code) == (ADDRESS, False)
    assert confirm_printed(actor=registrar, letters=[letter.pk], now=NOW) == 1
    assert CodeLetter.objects.get().address == ""
    assert make_letters(actor=registrar, now=NOW) == []
    assert enter_letter_code(actor=cast.amina, code=first.code, now=NOW) is None
    assert enter_letter_code(actor=cast.amina, code=second.code, now=NOW) is not None
    assert [(look.participant, look.looked_by) for look in StaffLook.objects.all()] == [(cast.amina, registrar)]


def test_an_address_that_nobody_prints_is_deleted(cast, registrar, settings):
    settings.LETTER_ADDRESS_DAYS = 10
    ask_letter(actor=cast.amina, address=ADDRESS, language="en", now=NOW)
    assert [forget_addresses(now=NOW + 9 * DAY), forget_addresses(now=NOW + 10 * DAY)] == [0, 1]
    assert CodeLetter.objects.get().address == ""
    assert ask_letter(actor=cast.amina, address=ADDRESS, language="en", now=NOW + 11 * DAY).address == ADDRESS


def test_letters_made_but_never_said_to_be_printed_lose_their_address_too(cast, registrar, settings):
    settings.LETTER_ADDRESS_DAYS = 10
    ask_letter(actor=cast.amina, address=ADDRESS, language="en", now=NOW)
    make_letters(actor=registrar, now=NOW + DAY)
    forget_addresses(now=NOW + 10 * DAY)
    assert CodeLetter.objects.get().address == ""


def test_wrong_and_expired_codes_get_the_same_answer_and_five_tries(cast, registrar, settings):
    settings.LETTER_CODE_DAYS = 30
    code = a_letter(cast, registrar)
    assert enter_letter_code(actor=cast.amina, code=code, now=NOW + 30 * DAY) is None
    assert enter_letter_code(actor=cast.besnik, code=code, now=NOW) is None  # of another account
    for _try in range(codes.MOST_TRIES - 1):
        assert enter_letter_code(actor=cast.amina, code="00000-00000", now=NOW) is None
    assert enter_letter_code(actor=cast.amina, code=code, now=NOW) is None
    assert CodeLetter.objects.get().done_at == NOW
    assert again(cast.amina).level(NOW) is Level.ACCOUNT


def test_one_letter_at_a_time_and_it_can_be_dropped(cast, registrar):
    ask_letter(actor=cast.amina, address=ADDRESS, language="en", now=NOW)
    ask_letter(actor=cast.amina, address="Other\nPlace 5", language="en", now=NOW)
    assert [each.letter.address for each in make_letters(actor=registrar, now=NOW)] == ["Other\nPlace 5"]
    assert drop_letter(actor=cast.amina, now=NOW) == 1
    assert make_letters(actor=registrar, now=NOW) == []
    assert set(CodeLetter.objects.values_list("address", "digest")) == {("", "")}


@pytest.mark.parametrize("address", ["", "One line", "x\n" + "y" * 400])
def test_an_address_is_as_on_an_envelope(cast, address):
    with pytest.raises(Unclear):
        ask_letter(actor=cast.amina, address=address, language="en", now=NOW)


def test_at_the_desk_a_number_ties_the_account_to_the_person(cast, registrar):
    number = new_desk_number(actor=cast.amina, now=NOW)
    assert look_up_number(actor=registrar, number=number.replace(" ", ""), now=NOW) == cast.amina
    made = confirm_at_desk(actor=registrar, number=number, now=NOW)
    assert made is not None
    assert (made.participant, made.method, made.level, made.role, made.by) == (
        cast.amina,
        Method.DESK,
        Level.PERSON,
        "registrar",
        registrar,
    )
    assert confirm_at_desk(actor=registrar, number=number, now=NOW) is None  # used up
    assert [look.looked_by for look in StaffLook.objects.filter(participant=cast.amina)] == [registrar]


def test_numbers_end_are_replaced_and_confirm_nobody_themselves(cast, registrar):
    old = new_desk_number(actor=cast.amina, now=NOW)
    number = new_desk_number(actor=cast.amina, now=NOW)
    own = new_desk_number(actor=registrar, now=NOW)
    assert [
        confirm_at_desk(actor=registrar, number=old, now=NOW),
        confirm_at_desk(actor=registrar, number=number, now=NOW + 3 * timedelta(hours=1)),
        confirm_at_desk(actor=registrar, number=own, now=NOW),
    ] == [None, None, None]
    assert forget_numbers(now=NOW + DAY) == 2
    assert DeskNumber.objects.count() == 0


@pytest.mark.parametrize("who", ["amina", "chidi", "dana", "edon", "fatima"])
def test_only_registrars_confirm(cast, registrar, who):
    other = getattr(cast, who)
    number = new_desk_number(actor=cast.besnik, now=NOW)
    given = verify_by_provider(participant=cast.besnik, level=Level.PERSON, now=NOW)
    for act in (
        lambda: make_letters(actor=other, now=NOW),
        lambda: confirm_printed(actor=other, letters=[1], now=NOW),
        lambda: look_up_number(actor=other, number=number, now=NOW),
        lambda: confirm_at_desk(actor=other, number=number, now=NOW),
        lambda: take_back(actor=other, verification=given, reason="no", now=NOW),
    ):
        with pytest.raises(NotAllowed):
            act()


def test_taking_back_tells_the_person_why(cast, registrar):
    given = confirm_at_desk(actor=registrar, number=new_desk_number(actor=cast.amina, now=NOW), now=NOW)
    assert given is not None
    take_back(actor=registrar, verification=given, reason="Moved away.", now=NOW)
    take_back(actor=registrar, verification=given, reason="Again.", now=NOW)
    assert again(cast.amina).level(NOW) is Level.ACCOUNT
    (notice,) = Notice.objects.filter(participant=cast.amina)
    assert "Moved away." in notice.text
    assert mail.outbox == []


@pytest.mark.parametrize("reason", ["", "  ", "x" * 201])
def test_nothing_is_taken_back_without_a_reason(cast, registrar, reason):
    given = verify_by_provider(participant=cast.amina, level=Level.PERSON, now=NOW)
    with pytest.raises(Unclear):
        take_back(actor=registrar, verification=given, reason=reason, now=NOW)
    assert again(cast.amina).level(NOW) is Level.PERSON


def test_a_newer_confirmation_of_a_method_takes_the_place_of_the_older(cast):
    for day in (0, 1):
        verify_by_provider(participant=cast.amina, level=Level.PERSON, now=NOW + day * DAY)
    assert list(Verification.objects.order_by("pk").values_list("ended_why", flat=True)) == ["renewed", ""]


def test_all_of_it_is_in_the_own_data_and_goes_with_the_account(cast, registrar):
    code = a_letter(cast, registrar)
    enter_letter_code(actor=cast.amina, code=code, now=NOW)
    ask_letter(actor=cast.amina, address=ADDRESS, language="en", now=NOW)
    new_desk_number(actor=cast.amina, now=NOW)
    parts = export_of(cast.amina, NOW, "site")["parts"]
    assert [row["method"] for row in parts["verifications"]["items"]] == ["Code from a letter"]
    assert [row["address"] for row in parts["code_letters"]["items"]] == ["", ADDRESS]
    assert len(parts["desk_numbers"]["items"]) == 1
    delete_account(actor=cast.amina, texts=False, now=NOW)
    left = [model.objects.filter(participant=cast.amina).count() for model in (Verification, CodeLetter, DeskNumber)]
    assert left == [0, 0, 0]
