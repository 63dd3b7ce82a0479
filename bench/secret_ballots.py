"""What a secret ballot costs to cast and to check: ``python -m bench.secret_ballots [--json FILE]``.

Cast: making one of five options, its row, the entry on the record and the commit, on SQLite as the site runs it.
Checked: what ``participate-verify tally`` does, all of it, over a record of so many ballots of ten options, of which
each may choose three, on one core. The reference is libsodium's bare ``crypto_scalarmult`` (X25519).
"""

from __future__ import annotations

import os
import random
import tempfile
from pathlib import Path

from nacl import bindings as sodium

from bench.harness import Figure, arguments, emit, sample
from consultations.record.ballots import ballot as ballots
from consultations.record.ballots import roll

OPTIONS, BALLOTS, CASTS = 10, 10_000, 300
REFERENCE = "one bare crypto_scalarmult"


def scalarmult() -> float:
    """Seconds of one crypto_scalarmult."""
    scalar, point = bytes(range(32)), sodium.crypto_scalarmult_base(bytes(range(1, 33)))

    def thousand() -> None:
        for _ in range(1000):
            sodium.crypto_scalarmult(scalar, point)

    return sample(thousand, rounds=5).median / 1000


def cast_figures(casts: int) -> list[Figure]:
    """On a database file of its own."""
    with tempfile.TemporaryDirectory() as folder:
        os.environ["DATABASE_URL"] = f"sqlite:///{folder}/bench.sqlite3"
        os.environ["RECORD_DIR"] = f"{folder}/record"
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "participate.settings.dev")
        import django

        django.setup()
        return _cast(casts)


def _cast(casts: int) -> list[Figure]:
    from django.core.management import call_command
    from django.db import connection

    from consultations.voting.operations import cast_sealed, seal
    from tests.cast import make
    from tests.consultations.voting.conftest import NOW, make_vote
    from tests.consultations.voting.polls import make_poll

    call_command("migrate", verbosity=0)
    people = make()
    vote = make_vote(people.dana)
    poll = make_poll(people, vote, codes=casts + 10, names="Trees Benches Lamps Swings Wells", limit=3)
    entries = iter([poll.entry(number) for number in range(casts + 10)])
    chance = random.Random(1)

    def one() -> None:
        entry = next(entries)
        choice = sorted(chance.sample(range(1, 6), chance.randint(1, 3)))
        sealed = seal(entry=entry, question=poll.question, choice=choice, now=NOW)
        cast_sealed(entry=entry, question=poll.question, sha256=sealed.sha256, now=NOW)

    taken, bare = sample(one, rounds=casts, warm_up=5), scalarmult()
    connection.close()
    name = "secret ballot of 5 options, made and cast"
    return [
        Figure(f"{name}: median", taken.median * 1000, "ms", REFERENCE, taken.median / bare),
        Figure(f"{name}: 95 of 100", taken.p95 * 1000, "ms", REFERENCE, taken.p95 / bare),
    ]


def _record(number: int, place: Path) -> str:
    """Writes a record of a vote with so many ballots; returns its key."""
    from consultations.record.ballots import opening
    from tests.consultations.record.verify.polling import Poll

    options = [{"key": str(n), "title": {"en": f"Option {n}"}, "cost": None} for n in range(1, OPTIONS + 1)]
    poll, chance, held = Poll(change={"options": options, "limit": 3}), random.Random(1), []
    entries = [roll.entry(poll.subject, chance.randbytes(16)) for _ in range(number)]
    poll.names("roll.published", roll.write(entries), entries=number)
    poll.open()
    for position in range(number):
        chosen = [str(option) for option in chance.sample(range(1, OPTIONS + 1), chance.randint(1, 3))]
        ballot, openings = ballots.make(poll.terms, dict.fromkeys(chosen, 1))
        poll.names("ballot.cast", ballot.encode(), channel="web", position=position)
        held.append(openings)
    poll.says("question.closed", ballots=number)
    totals = opening.add_up(OPTIONS, held)
    most = max(each.value for each in totals)
    winners = [str(place) for place, each in enumerate(totals, 1) if each.value == most]
    poll.count(totals=totals, ballots=number, winners=winners)
    poll.record.write(place)
    return str(poll.record.key.verifier)


def check_figures(number: int) -> list[Figure]:
    from consultations.record.tlog.note import parse_vkey
    from consultations.record.verify.findings import Report
    from consultations.record.verify.sources import Folder
    from consultations.record.verify.tally import check_tally

    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        key = _record(number, place)

        def check() -> None:
            report = Report("tally")
            check_tally(Folder(folder), parse_vkey(key), "5", report)
            assert report.code == 0, report.as_text()

        taken, bare = sample(check, rounds=1, warm_up=0), scalarmult()
    each = taken.median / (number * OPTIONS)
    return [
        Figure(f"{number:,} secret ballots of {OPTIONS} options checked", taken.median, "s"),
        Figure("of it for each option", each * 1000, "ms", REFERENCE, each / bare),
    ]


if __name__ == "__main__":
    parser = arguments(__doc__.splitlines()[0])
    parser.add_argument("--ballots", type=int, default=BALLOTS)
    parser.add_argument("--casts", type=int, default=CASTS)
    given = parser.parse_args()
    emit([*cast_figures(given.casts), *check_figures(given.ballots)], given.json)
