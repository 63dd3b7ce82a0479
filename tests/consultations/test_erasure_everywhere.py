"""Twenty things that one person gave, planted by every way in; after the account is deleted none is left anywhere."""

from __future__ import annotations

import base64
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.core import mail
from django.core.cache import cache
from django.db import connection, connections

from consultations.deliberation.enums import ContributionKind
from consultations.deliberation.operations import (
    contribute,
    merge,
    object_to_merge,
    revise,
    support,
    withdraw,
)
from consultations.moderation.enums import Action, Concern
from consultations.moderation.operations import appeal, decide, report
from consultations.people.models import Participant
from consultations.people.operations.account import change_profile, delete_account
from consultations.people.operations.letters import send_letters
from consultations.people.operations.looks import look
from consultations.people.operations.notices import notify
from consultations.people.queries.holdings import export_of
from consultations.record.audit.audit import audit
from consultations.record.operations import open_epoch, replay_erasures, sequence
from realtime.operations.join import join
from tests.consultations.deliberation.conftest import make_consultation
from tests.consultations.moderation.conftest import RULE
from tests.realtime.rooms import make_room

PLANTED = [f"canary{number:02}{word}" for number, word in enumerate(["linden", "teuta"] * 10, 1)]

PUT_DOWN = PLANTED[1]
"""The name from before a rename: it leaves the rows then, and the file at the latest with the account."""


def plant(person: Participant, cast, now) -> None:
    """Each string by another way in; ``person`` was made with the first two."""
    given = iter(PLANTED[2:])
    change_profile(actor=person, pseudonym=next(given).capitalize(), language="en", now=now)
    room = make_room(cast.chidi, now)
    write(person, make_consultation(cast.dana, "wishes"), cast, given, now)
    seat, _ = join(session=room.session, actor=person, now=now, name=next(given))
    room.lead("room.open")
    room.lead("activity.open", activity="ideas")
    room.act(seat, "note.add", activity="ideas", text=f"Benches, says {next(given)}")
    subject, text = next(given), next(given)
    notify(participant=person, words=lambda: (subject, text, "/me/"), now=now)
    Authenticator.objects.create(user=person, type=Authenticator.Type.TOTP, data={"secret": next(given)})
    look(actor=cast.edon, participant=person, why=next(given), now=now)
    assert next(given, None) is None


def write(person: Participant, consultation, cast, given: Iterator[str], now) -> None:
    wishes = {"consultation": consultation, "kind": ContributionKind.PROPOSAL, "now": now}
    own = contribute(actor=person, title=next(given), body=next(given), tags=[next(given)], **wishes)
    revise(actor=person, contribution=own, title=next(given), body=next(given), seen_revision=0, now=now)
    theirs = contribute(actor=cast.besnik, title="Let trains wait", body="They should.", **wishes)
    support(actor=person, contribution=theirs, now=now)
    contribute(actor=person, title="", body=next(given), parent=theirs, **{**wishes, "kind": ContributionKind.COMMENT})
    report(actor=person, contribution=theirs, concern=Concern.PRIVACY, text=next(given), now=now)
    taken_back = contribute(actor=person, title="A second wish", body=next(given), **wishes)
    withdraw(actor=person, contribution=taken_back, now=now)
    hidden = contribute(actor=person, title="A third wish", body=next(given), **wishes)
    case = report(actor=cast.besnik, contribution=hidden, concern=Concern.PRIVACY, text="", now=now).report.case
    case = decide(actor=cast.edon, case=case, action=Action.HIDE, reasons=RULE, now=now)
    appeal(actor=person, case=case, text=next(given), now=now)
    merge(actor=cast.dana, contribution=own, into=theirs, reason="The same wish.", now=now)
    object_to_merge(actor=person, contribution=own, reason=next(given), now=now)


def spellings(planted: str) -> list[bytes]:
    """As it stands, and inside base64, at each of the three places where it may begin there."""
    coded = [base64.b64encode(b"." * start + planted.encode())[4:-4] for start in range(3)]
    return [planted.encode(), planted.upper().encode(), planted.capitalize().encode(), *coded]


def found_in(held: bytes) -> set[str]:
    return {planted for planted in PLANTED if any(spelt in held for spelt in spellings(planted))}


def database_files() -> list[Path]:
    return [Path(f"{connection.settings_dict['NAME']}{end}") for end in ("", "-wal", "-journal")]


def in_database() -> set[str]:
    """What the file holds, free pages and log included; on PostgreSQL, whose files are the server's, every row."""
    if connection.vendor == "sqlite":
        return found_in(b"".join(file.read_bytes() for file in database_files() if file.exists()))
    rows = []
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names():
            cursor.execute(f'SELECT * FROM "{table}"')
            for row in cursor.fetchall():
                rows += [bytes(value) if isinstance(value, memoryview) else str(value).encode() for value in row]
    return found_in(b"\n".join(rows))


def in_files(record_dir: Path) -> set[str]:
    held = [file for place in (record_dir, Path(settings.MEDIA_ROOT)) for file in place.rglob("*") if file.is_file()]
    return found_in(b"".join(file.read_bytes() for file in held))


def in_memory(caplog) -> set[str]:
    """Caches, the log, and what the mail queue would still send."""
    mail.outbox = []
    send_letters(now=Participant.objects.latest("date_joined").date_joined)
    letters = "".join(str(each.message()) for each in mail.outbox)
    return found_in(repr(vars(cache).get("_cache", "")).encode() + caplog.text.encode() + letters.encode())


@pytest.mark.django_db(transaction=True)
def test_of_twenty_planted_strings_none_is_left(cast, now, record_dir, caplog, tmp_path, client):
    person = Participant.objects.create_user(f"{PLANTED[0]}@example.org", None, pseudonym=PLANTED[1].capitalize())
    EmailAddress.objects.create(user=person, email=person.email, verified=True, primary=True)
    plant(person, cast, now)
    sequence(now=now)
    person.refresh_from_db()
    # The test would say nothing if the strings were not where it looks; the person's own export holds most of them.
    assert in_database() | {PUT_DOWN} == set(PLANTED)
    assert len(found_in(repr(export_of(person, now, "city")).encode())) >= 15
    for page in ("/consultations/wishes/", "/record/", "/moderation/log/"):
        client.get(page)
    backup = back_up(tmp_path / "backup")
    delete_account(actor=person, texts=True, now=now)
    sequence(now=now)
    assert (in_database(), in_files(record_dir), in_memory(caplog)) == (set(), set(), set())
    assert [str(problem) for problem in audit().problems] == []
    if backup is not None:
        restore(backup)
        assert in_database() | {PUT_DOWN} == set(PLANTED)
        replay_erasures(now=now)
        assert (in_database(), in_files(record_dir), in_memory(caplog)) == (set(), set(), set())
        # The backup is older than what was signed, so the city has to say so before the record goes on.
        open_epoch(reason="Restored from the backup of the day before.", now=now)
        assert [str(problem) for problem in audit().problems] == []


def back_up(place: Path) -> Path | None:
    """A copy of the file, as operators make one; on PostgreSQL none."""
    if connection.vendor != "sqlite":
        return None
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return Path(shutil.copy(database_files()[0], place))


def restore(backup: Path) -> None:
    connections.close_all()
    for file in database_files():
        file.unlink(missing_ok=True)
    shutil.copy(backup, database_files()[0])
