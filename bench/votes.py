"""Votes: one voter's burst counts once, and how many people can vote in a second. ``python -m bench.votes [--json F]``

The burst: 200 casts by one person, 60 at a time, with different choices, into a new question each run. The load:
different people at a set pace from processes of their own, on PostgreSQL as in production (synchronous commits).
Ballots and entries of the record are counted afterwards; one that is missing ends the bench. The reference is one
statement that changes nothing.
"""

from __future__ import annotations

import os
import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from contextlib import ExitStack
from datetime import UTC, datetime, timedelta
from multiprocessing import get_context
from pathlib import Path
from random import Random
from typing import Any

from bench.harness import Figure, Sample, against, arguments, emit, sample

BURST, AT_ONCE = 200, 60
OPTIONS = 12


def set_up() -> None:
    os.environ["DJANGO_SETTINGS_MODULE"] = "participate.settings.dev"
    os.environ["RECORD_SEQUENCER"] = "manual"
    import django

    django.setup()


def asked() -> Any:
    """An open question of a new consultation, asked by an administrator."""
    from consultations.deliberation.enums import Act, PhaseKind
    from consultations.deliberation.models import Consultation
    from consultations.deliberation.operations import PhasePlan, set_phases
    from consultations.people.models import Participant
    from consultations.voting.enums import Method
    from consultations.voting.operations import OptionPlan, QuestionPlan, open_question, prepare_question

    now = datetime.now(UTC)
    dana = Participant.objects.filter(is_superuser=True).first() or Participant.objects.create_superuser(
        "d@example.org"
    )
    number = Consultation.objects.count()
    consultation = Consultation.objects.create(slug=f"vote-{number}", state="open", created_at=now, opened_at=now)
    phase = PhasePlan(PhaseKind.VOTE, now - timedelta(hours=1), now + timedelta(hours=9), may=(Act.VOTE,))
    phases = set_phases(actor=dana, consultation=consultation, phases=[phase], now=now)
    plan = QuestionPlan(
        phase=phases[0],
        title={"en": "Which?"},
        options=[OptionPlan({"en": f"Option {each}"}) for each in range(OPTIONS)],
        method=Method.APPROVAL,
    )
    made = prepare_question(actor=dana, consultation=consultation, plan=plan, now=now)
    return open_question(actor=dana, question=made, now=now)


def burst(runs: int) -> None:
    """Raises SystemExit unless every run leaves one ballot, with all others replaced by it."""
    from django.db import connection

    from consultations.people.models import Participant
    from consultations.record.models import Event
    from consultations.voting.models import Ballot
    from consultations.voting.operations import cast

    person = Participant.objects.create_user(f"burst{time.time()}@example.org")

    def once(number: int) -> None:
        try:
            cast(actor=person, question=question, choice=[1 + number % OPTIONS], now=datetime.now(UTC))
        finally:
            connection.close()

    with ThreadPoolExecutor(AT_ONCE) as pool:
        for _run in range(runs):
            question = asked()
            list(pool.map(once, range(BURST)))
            states = sorted(Ballot.objects.filter(question=question).values_list("state", flat=True))
            types = sorted(Event.objects.filter(subject=question.subject).values_list("type", flat=True))
            again = len(states) - 1
            if states != ["replaced"] * again + ["standing"] or types != [
                "ballot.cast", *["ballot.replaced"] * again, "question.opened"
            ]:  # fmt: skip
                raise SystemExit(f"one person's burst left {states} and {types}")


def voters(question: Any, number: int) -> list[int]:
    from consultations.people.models import Participant

    people = [Participant(email=f"v{question.pk}-{each}@example.org", password="!") for each in range(number)]
    Participant.objects.bulk_create(people, batch_size=5000)
    return list(Participant.objects.filter(email__startswith=f"v{question.pk}-").values_list("pk", flat=True))


def paced(question: int, people: list[int], starts: float, pace: float) -> list[float]:
    """One process's share of the load; how long each cast took."""
    set_up()
    from consultations.people.models import Participant
    from consultations.voting.models import Question
    from consultations.voting.operations import cast

    asked_one, chance, took = Question.objects.get(pk=question), Random(people[0]), []
    for number, pk in enumerate(people):
        time.sleep(max(0.0, starts + number / pace - time.time()))
        begun = time.perf_counter()
        choice = sorted(chance.sample(range(1, OPTIONS + 1), 3))
        cast(actor=Participant(pk=pk), question=asked_one, choice=choice, now=datetime.now(UTC))
        took.append(time.perf_counter() - begun)
    return took


def load(pace: int, seconds: int, processes: int) -> Iterator[Figure]:
    from django.db import connections

    from consultations.record.models import Event
    from consultations.voting.models import Ballot

    question = asked()
    people = voters(question, pace * seconds)
    commit = sample(lambda: Event.objects.none().count() or Ballot.objects.filter(pk=0).update(size=0))
    connections.close_all()
    shares = [people[each::processes] for each in range(processes)]
    starts = time.time() + 5
    with ProcessPoolExecutor(processes, mp_context=get_context("spawn")) as pool:
        work = [pool.submit(paced, question.pk, share, starts, pace / processes) for share in shares]
        took = Sample(tuple(sorted(each for one in work for each in one.result())))
    lasted = time.time() - starts
    counted = Ballot.objects.filter(question=question, state="standing").count()
    entries = Event.objects.filter(subject=question.subject, type="ballot.cast").count()
    if not counted == entries == len(people):
        raise SystemExit(f"{len(people)} votes, {counted} ballots, {entries} entries")
    yield Figure(f"votes on PostgreSQL for {lasted:.0f} s, none lost", len(people) / lasted, "votes/s")
    yield against("one vote, median", took, commit, "one UPDATE of nothing")
    yield Figure("one vote, 95 of 100 within", took.p95 * 1000, "ms")


def measured(backend: str, options: Any) -> list[Figure]:
    """In a process of its own: settings are read once."""
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="bench-votes-")))
        os.environ |= {"DATABASE_URL": f"sqlite:///{folder}/bench.sqlite3", "RECORD_DIR": f"{folder}/record"}
        if backend == "PostgreSQL":
            import psycopg

            from tests.services import LASTING, postgres

            url: str = stack.enter_context(postgres(LASTING))
            with psycopg.connect(url.rpartition("/")[0] + "/postgres", autocommit=True) as admin:
                admin.execute("CREATE DATABASE participate")
            os.environ["DATABASE_URL"] = url
        set_up()
        from django.core.management import call_command
        from django.db import connections

        for label in ("people", "record", "deliberation", "voting"):
            call_command("migrate", label, verbosity=0)
        begun = time.perf_counter()
        burst(options.runs)
        figures = [Figure(f"{BURST} casts by one person on {backend}, counted 1", float(options.runs), "runs")]
        figures.append(
            Figure(f"such casts on {backend}", options.runs * BURST / (time.perf_counter() - begun), "casts/s")
        )
        if backend == "PostgreSQL":
            figures += load(options.pace, options.seconds, options.processes)
        connections.close_all()
        return figures


def main() -> None:
    parser = arguments(__doc__ or "")
    parser.add_argument("--runs", type=int, default=50)
    parser.add_argument("--pace", type=int, default=300, help="votes a second")
    parser.add_argument("--seconds", type=int, default=60)
    parser.add_argument("--processes", type=int, default=4)
    parser.add_argument("--only", choices=["SQLite", "PostgreSQL"], default=None)
    options = parser.parse_args()
    figures: list[Figure] = []
    for backend in [options.only] if options.only else ["SQLite", "PostgreSQL"]:
        with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
            figures += pool.submit(measured, backend, options).result()
    emit(figures, options.json)


if __name__ == "__main__":
    main()
