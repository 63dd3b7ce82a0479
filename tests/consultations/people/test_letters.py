"""Letters: each goes once, is tried again where the server did not take it, and can be stopped in one click."""

from __future__ import annotations

import smtplib
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.core import mail
from django.core.mail.backends import locmem
from django.db import transaction
from django.utils.safestring import mark_safe
from django.utils.translation import get_language

from consultations.people import stop_link, writers
from consultations.people.domain.postal import WAITS, next_try, next_weekly
from consultations.people.enums import Hears, LetterState
from consultations.people.models import Letter, Notice, Participant
from consultations.people.operations.account import delete_account
from consultations.people.operations.hearing import choose_hearing
from consultations.people.operations.letters import send_letters
from consultations.people.operations.notices import notify, tell

SUBJECTS = {code: f"Yours, in {code}" for code in ("en", "sq", "ar", "es", "fr")}


def news(notices, *, site, language):
    text = f"the news of {site or 'the site'}"
    return {notice.pk: writers.Written(text, mark_safe(f"<p>{text}</p>")) for notice in notices}


@pytest.fixture(autouse=True)
def _writer(monkeypatch):
    monkeypatch.setattr(writers, "_writers", {"news": news})


def tell_of(key: str, now: datetime, *people: Participant) -> int:
    return tell(people=people, kind="news", key=key, subjects=SUBJECTS, now=now)


def states() -> list[tuple[str, int]]:
    return list(Letter.objects.order_by("pk").values_list("state", "attempts"))


class Refusing(locmem.EmailBackend):
    """A mail server that answers each letter with the next of ``answers``; None takes it."""

    answers: list[Exception | None] = []

    def send_messages(self, messages: Any) -> int:
        answer = self.answers.pop(0) if self.answers else None
        if answer is not None:
            raise answer
        return super().send_messages(messages)


@pytest.fixture
def server(settings, monkeypatch) -> type[Refusing]:
    settings.EMAIL_BACKEND = f"{__name__}.Refusing"
    monkeypatch.setattr(Refusing, "answers", [])
    return Refusing


def test_a_notice_is_mailed_in_the_persons_language_once_its_transaction_stands(cast, now):
    Participant.objects.filter(pk=cast.amina.pk).update(language="ar")
    cast.amina.refresh_from_db()
    with transaction.atomic():
        notify(participant=cast.amina, words=lambda: (f"in {get_language()}", "text", "/ar/me/"), now=now)
        transaction.set_rollback(True)
    with transaction.atomic():
        notify(participant=cast.amina, words=lambda: (f"in {get_language()}", "text", "/ar/me/"), now=now)
    assert (send_letters(now=now), send_letters(now=now), Notice.objects.count()) == (1, 0, 1)
    letter = mail.outbox[0]
    html = letter.alternatives[0].content
    assert (letter.subject, letter.to, "/ar/me/" in letter.body) == ("in ar", ["amina@example.org"], True)
    assert '<html lang="ar" dir="rtl">' in html
    assert "List-Unsubscribe" not in letter.extra_headers


def test_nobody_is_told_twice_of_one_thing(cast, now):
    assert [tell_of("a", now, cast.amina, cast.besnik), tell_of("a", now, cast.amina, cast.gezim)] == [2, 1]
    send_letters(now=now)
    assert sorted(letter.to[0] for letter in mail.outbox) == [
        "amina@example.org",
        "besnik@example.org",
        "gezim@example.org",
    ]


@pytest.mark.parametrize(
    ("hears", "notices", "letters"),
    [(Hears.EACH, 2, 2), (Hears.WEEKLY, 2, 1), (Hears.SITE, 2, 0), (Hears.NOTHING, 0, 0)],
)
def test_each_hears_as_they_wish(cast, now, hears, notices, letters):
    person = choose_hearing(actor=cast.amina, hears=hears, now=now)
    tell_of("a", now, person)
    tell_of("b", now + timedelta(days=1), person)
    sent_at_once = send_letters(now=now + timedelta(days=1))
    send_letters(now=now + timedelta(days=8))
    assert (Notice.objects.count(), len(mail.outbox)) == (notices, letters)
    assert sent_at_once == (2 if hears == Hears.EACH else 0)


def test_a_weekly_letter_tells_everything_of_the_week(cast, now):
    person = choose_hearing(actor=cast.amina, hears=Hears.WEEKLY, now=now)
    for key in ("a", "b"):
        tell_of(key, now, person)
    send_letters(now=next_weekly(now))
    assert (mail.outbox[0].subject, mail.outbox[0].body.count("Yours, in en")) == ("What became of yours this week", 2)


@pytest.mark.parametrize("hears", [Hears.SITE, Hears.NOTHING])
def test_stopping_holds_back_what_waits_but_for_what_is_owed(cast, now, hears):
    tell_of("a", now, cast.amina)
    notify(participant=cast.amina, words=lambda: ("Owed", "text", "/me/"), now=now)
    choose_hearing(actor=cast.amina, hears=hears, now=now)
    send_letters(now=now)
    assert [letter.subject for letter in mail.outbox] == ["Owed"]


def test_a_deleted_account_gets_nothing(cast, now):
    tell_of("a", now, cast.amina)
    notify(participant=cast.amina, words=lambda: ("Owed", "text", "/me/"), now=now)
    delete_account(actor=cast.amina, texts=False, now=now)
    cast.amina.refresh_from_db()
    tell_of("b", now, cast.amina)
    assert (send_letters(now=now), mail.outbox, Letter.objects.count(), Notice.objects.count()) == (0, [], 0, 0)


BUSY = smtplib.SMTPResponseException(451, b"later, besnik@example.org")
GONE = smtplib.SMTPRecipientsRefused({"amina@example.org": (550, b"no such user")})
FULL = smtplib.SMTPRecipientsRefused({"amina@example.org": (452, b"mailbox full")})
CUT = smtplib.SMTPServerDisconnected("lost")


@pytest.mark.parametrize(
    ("answer", "state"),
    [
        (BUSY, LetterState.WAITING),
        (FULL, LetterState.WAITING),
        (CUT, LetterState.WAITING),
        (OSError("no route"), LetterState.WAITING),
        (GONE, LetterState.FAILED),
    ],
)
def test_what_the_server_does_not_take_goes_again_later(cast, now, server, answer, state):
    server.answers.append(answer)
    tell_of("a", now, cast.amina)
    assert (send_letters(now=now), states()) == (0, [(state, 1)])
    assert "@" not in Letter.objects.get().problem
    soon, later = now + timedelta(seconds=59), now + timedelta(seconds=61)
    assert [send_letters(now=soon), send_letters(now=later)] == [0, int(state == LetterState.WAITING)]


def test_after_three_days_of_refusals_nobody_tries_again(cast, now, server):
    server.answers += [BUSY] * 20
    tell_of("a", now, cast.amina)
    tries, when = 0, now
    while Letter.objects.get().state == LetterState.WAITING:
        when = Letter.objects.get().due_at
        send_letters(now=when)
        tries += 1
    assert (tries, Letter.objects.get().state, when - now) == (
        len(WAITS) + 1,
        LetterState.FAILED,
        sum(WAITS, timedelta()),
    )


@pytest.mark.parametrize(("owed", "then"), [(True, LetterState.SENT), (False, LetterState.UNKNOWN)])
def test_a_letter_cut_off_in_the_servers_hands_goes_again_only_if_owed(cast, now, server, owed, then):
    """The process dies after the letter was marked as going: whether the server has it, nobody knows."""

    class PowerCut(BaseException):
        pass

    if owed:
        notify(participant=cast.amina, words=lambda: ("Owed", "text", "/me/"), now=now)
    else:
        tell_of("a", now, cast.amina)
    server.answers.append(PowerCut())
    with pytest.raises(PowerCut):
        send_letters(now=now)
    assert states() == [(LetterState.GOING, 1)]
    first = Letter.objects.get().public_id
    assert send_letters(now=now + timedelta(minutes=14)) == 0
    send_letters(now=now + timedelta(minutes=16))
    assert (Letter.objects.get().state, len(mail.outbox)) == (then, int(owed))
    assert [letter.extra_headers["Message-ID"].partition("@")[0] for letter in mail.outbox] == [f"<{first}"] * owed


def test_a_server_that_is_away_costs_no_try(cast, now, settings, monkeypatch):
    tell_of("a", now, cast.amina)
    monkeypatch.setattr(locmem.EmailBackend, "open", lambda self: (_ for _ in ()).throw(ConnectionRefusedError()))
    assert (send_letters(now=now), states()) == (0, [(LetterState.WAITING, 0)])


def test_two_processes_send_a_letter_once(cast, now, server, monkeypatch):
    tell_of("a", now, cast.amina)
    Letter.objects.update(state=LetterState.GOING, tried_at=now)
    assert send_letters(now=now) == 0


def test_many_letters_cost_two_writes_each_and_few_reads(db, now, django_assert_max_num_queries):
    people = [
        Participant(email=f"p{number}@example.org", pseudonym=f"P{number}", password="!") for number in range(200)
    ]
    Participant.objects.bulk_create(people)
    everybody = list(Participant.objects.all())
    with django_assert_max_num_queries(8):
        tell_of("a", now, *everybody)
    # Two to take up what was cut off, three for each of two batches and one for the empty end, two for each letter.
    with django_assert_max_num_queries(2 + 3 * 2 + 1 + 2 * 200):
        assert send_letters(now=now) == 200


def test_the_letter_says_how_to_stop_in_one_click_as_rfc_8058_asks(cast, now, client, settings):
    tell_of("a", now, cast.amina)
    send_letters(now=now)
    letter = mail.outbox[0]
    headers = letter.extra_headers
    address = headers["List-Unsubscribe"].strip("<>")
    assert headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert address.startswith(settings.WAGTAILADMIN_BASE_URL)
    assert address in letter.body
    assert address in letter.alternatives[0].content
    path = address.removeprefix(settings.WAGTAILADMIN_BASE_URL.rstrip("/"))
    assert client.get(path).status_code == 200
    assert Participant.objects.get(pk=cast.amina.pk).hears == Hears.EACH
    assert client.post(path, {"List-Unsubscribe": "One-Click"}).status_code == 200
    assert Participant.objects.get(pk=cast.amina.pk).hears == Hears.SITE
    client.post(path, {"hears": "weekly"})
    assert dict(Participant.objects.values_list("pseudonym", "hears")) == {
        **dict.fromkeys(("Besnik", "Chidi", "Dana", "Edon", "Fatima", "Gezim"), "each"),
        "Amina": "weekly",
    }


@pytest.mark.parametrize("spoil", [lambda t: t + "x", lambda t: "0" * 32 + t[32:], lambda t: "x", lambda t: t[:32]])
def test_a_stop_link_that_was_not_made_here_stops_nothing(cast, client, spoil):
    token = spoil(stop_link.make(cast.amina.public_id))
    assert [client.get(f"/stop/{token}/").status_code, client.post(f"/stop/{token}/").status_code] == [404, 404]
    assert set(Participant.objects.values_list("hears", flat=True)) == {"each"}


def test_the_stop_page_says_nothing_about_its_person(cast, client):
    page = client.get(f"/stop/{stop_link.make(cast.amina.public_id)}/").content.decode().lower()
    assert [word for word in ("amina", "example.org", cast.amina.public_id.hex * 2) if word in page] == []


@pytest.mark.parametrize(("attempts", "wait"), [(1, WAITS[0]), (len(WAITS), WAITS[-1]), (len(WAITS) + 1, None)])
def test_each_try_waits_longer(now, attempts, wait):
    assert next_try(attempts, now) == (now + wait if wait else None)


@pytest.mark.parametrize(
    ("moment", "monday"),
    [("2026-11-02T06:59", "2026-11-02"), ("2026-11-02T07:00", "2026-11-09"), ("2026-11-08T23:59", "2026-11-09")],
)
def test_weekly_letters_go_on_monday_mornings(moment, monday):
    when = datetime.fromisoformat(moment).replace(tzinfo=UTC)
    assert next_weekly(when) == datetime.fromisoformat(f"{monday}T07:00").replace(tzinfo=UTC)
