"""Every operation: refused to a stranger, on the record, all or nothing.

What is broken here is the database, at each writing statement in turn: an operation that is cut off anywhere leaves no
row behind. An operation that nobody performs for themselves stands in BY_THE_PROGRAM with whoever calls it.
"""

from __future__ import annotations

import importlib
import inspect
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.apps import apps
from django.db import connection

from consultations.people.domain.verdict import NotAllowed
from consultations.record.models import Event
from tests.conventions.project_files import ROOT
from tests.conventions.scenarios import (
    agendas,
    courses,
    decisions,
    deliberation,
    drafting,
    moderation,
    numbers,
    opinions,
    others,
    particulars,
    previews,
    surveys,
    verification,
    voting,
)
from tests.conventions.scenarios.scenario import Scenario, Town, settle

SCENARIOS: dict[Callable[..., Any], Scenario] = {
    **agendas.SCENARIOS,
    **courses.SCENARIOS,
    **deliberation.SCENARIOS,
    **decisions.SCENARIOS,
    **moderation.SCENARIOS,
    **numbers.SCENARIOS,
    **opinions.SCENARIOS,
    **drafting.SCENARIOS,
    **others.SCENARIOS,
    **previews.SCENARIOS,
    **particulars.SCENARIOS,
    **surveys.SCENARIOS,
    **verification.SCENARIOS,
    **voting.SCENARIOS,
}

BY_THE_PROGRAM = {
    "cms.operations.planned.publish_planned": "the clock",
    "consultations.decisions.operations.planning.publish_due": "the clock; in the name of whoever planned it",
    "consultations.deliberation.operations.clock.keep_time": "the clock, and pages that find something due",
    "consultations.deliberation.operations.coauthors.join_authors": "publishing of drafts, whose writers agreed",
    "consultations.deliberation.operations.take_in.take_in_consultation": "import commands",
    "consultations.deliberation.operations.take_in.take_in_contributions": "import commands",
    "consultations.deliberation.operations.take_in.take_in_themes": "import commands",
    "consultations.deliberation.operations.visibility.hide": "decisions of moderation, which have asked",
    "consultations.deliberation.operations.visibility.restore": "decisions of moderation, which have asked",
    "consultations.drafting.operations.drafts.forget_drafts": "the clock",
    "consultations.files.operations.keeping.forget_unheld": "the clock: deliberation/test_attachments.py",
    "consultations.files.operations.keeping.keep_file": "operations on drafts and contributions, which have asked",
    "consultations.exchange.operations.items.import_items": "import commands",
    "consultations.exchange.operations.items.record_batch": "import commands",
    "consultations.exchange.operations.pabulib.import_pabulib": "the operator at the command line",
    "consultations.deliberation.operations.take_in.take_in_phase": "import commands",
    "consultations.voting.operations.take_in.take_in_question": "import commands",
    "consultations.exchange.operations.polis.import_polis": "the operator at the command line",
    "consultations.exchange.operations.proposals.import_proposals": "the operator at the command line",
    "consultations.following.operations.announce.announce": "the clock",
    "consultations.deliberation.operations.statements.publish_statement": "rounds of opinions, which have asked",
    "consultations.opinions.operations.mapping.bring_up_to_date": "pages of small rounds: test_round_maps.py",
    "consultations.opinions.operations.mapping.keep_rounds": "the clock",
    "consultations.opinions.operations.mapping.make_map": "the clock, and pages of small rounds",
    "consultations.opinions.operations.statements.show_due": "the clock, and pages that find something due",
    "consultations.opinions.operations.take_in.count_anew": "import commands",
    "consultations.opinions.operations.take_in.people_without_opinions": "import commands",
    "consultations.opinions.operations.take_in.take_in_opinions": "import commands",
    "consultations.opinions.operations.take_in.take_in_statements": "import commands",
    "consultations.people.operations.code_letters.forget_addresses": "the clock",
    "consultations.people.operations.desk.forget_numbers": "the clock",
    "consultations.people.operations.letters.send_letters": "the clock",
    "consultations.people.operations.verifying.verify_by_provider": "the sign-in of an identity provider",
    "consultations.people.operations.notices.notify": "operations that tell people what they did",
    "consultations.people.operations.notices.tell": "operations that tell people what they did",
    "consultations.record.operations.append.append": "operations, in their own transaction",
    "consultations.record.operations.ask_witnesses.ask_witnesses": "the clock",
    "consultations.record.operations.codes.add_to_code": "operations that give receipts",
    "consultations.record.operations.codes.add_to_codes": "results of live sessions that are handed over",
    "consultations.record.operations.codes.give_code": "operations that give receipts",
    "consultations.record.operations.epochs.open_epoch": "the operator at the command line",
    "consultations.record.operations.epochs.rotate_key": "the operator at the command line",
    "consultations.record.operations.erase.remove": "the deletion of an account",
    "consultations.record.operations.erase.erase": "erasers of the districts",
    "consultations.record.operations.erase.replay_erasures": "the start of a process",
    "consultations.record.operations.export_record.export_record": "the operator at the command line",
    "consultations.record.operations.import_disclosures.keep_import_disclosures": "import commands",
    "consultations.record.operations.sequence.sequence": "the sequencer",
    "consultations.voting.operations.closing.close_due": "the clock",
    "consultations.voting.operations.secret.audit_sealed": "whoever holds a code: tests/consultations/voting",
    "consultations.voting.operations.secret.cast_sealed": "whoever holds a code: tests/consultations/voting",
    "consultations.voting.operations.secret.seal": "whoever holds a code: tests/consultations/voting",
    "realtime.operations.rehearse.forget_rehearsals": "the clock",
    "realtime.operations.act.act": "whoever holds the seat: tests/realtime/test_commit.py",
    "realtime.operations.correct.propose_correction": "whoever holds the seat: tests/realtime/test_corrections.py",
    "realtime.operations.enter.enter_note": "whoever holds the seat: tests/realtime/test_entries.py",
    "realtime.operations.enter.renew_code": "whoever holds the seat: tests/realtime/test_entries.py",
    "realtime.operations.enter.take_back_entry": "whoever holds the seat: tests/realtime/test_entries.py",
    "realtime.operations.listen.ask_to_hear": "whoever holds the seat: tests/realtime/test_hearing.py",
    "realtime.operations.listen.confirm_hearing": "whoever holds the link in the letter",
    "realtime.operations.listen.stop_hearing": "whoever holds the link in a letter",
    "realtime.operations.tell.send_guest_letters": "the clock",
    "realtime.operations.join.rename": "whoever holds the seat: tests/realtime/test_place_pages.py",
    "realtime.operations.guests.forget_guests": "the clock",
    "realtime.operations.join.leave": "whoever holds the seat: tests/realtime/test_seats.py",
    "realtime.operations.people.give_role": "whoever holds the seat: tests/realtime/test_order.py",
    "realtime.operations.people.let_in": "whoever holds the seat: tests/realtime/test_order.py",
    "realtime.operations.people.mute": "whoever holds the seat: tests/realtime/test_order.py",
    "realtime.operations.people.remove": "whoever holds the seat: tests/realtime/test_order.py",
    "realtime.operations.people.set_door": "whoever holds the seat: tests/realtime/test_order.py",
    "realtime.operations.people.unmute": "whoever holds the seat: tests/realtime/test_order.py",
}
# Made again by a command (rebuild_references_index, update_index); Wagtail logs their failure and goes on.
INDEXES = ("wagtailsearch_", "wagtailcore_referenceindex")
IMPORTING = "consultations/exchange/test_import_amendments.py"
SHOWN_ELSEWHERE = {
    "consultations.exchange.operations.amendments.import_amendments": IMPORTING,
    "consultations.exchange.operations.amendment_links.link_step": IMPORTING,
    "consultations.exchange.operations.decidim.import_decidim": "consultations/exchange/test_import_decidim.py",
}
DISTRICTS = ("consultations", "realtime", "cms")
TABLES = sorted(
    model._meta.db_table
    for model in apps.get_models()
    if model.__module__.split(".")[0] in (*DISTRICTS, "wagtail") and model._meta.managed
)


def name_of(operation: Callable[..., Any]) -> str:
    return f"{operation.__module__}.{operation.__name__}"


def operations() -> Iterator[Callable[..., Any]]:
    """Public functions of operations/ that take everything by name: the shape of an operation."""
    for folder in DISTRICTS:
        for file in sorted((ROOT / folder).glob("**/operations/*.py")):
            module = importlib.import_module(".".join(file.relative_to(ROOT).with_suffix("").parts))
            for _name, found in inspect.getmembers(module, inspect.isfunction):
                kinds = {parameter.kind for parameter in inspect.signature(found).parameters.values()}
                own = found.__module__ == module.__name__ and not found.__name__.startswith("_")
                if own and kinds == {inspect.Parameter.KEYWORD_ONLY}:
                    yield found


def test_every_operation_has_its_scenario():
    found = {name_of(operation): "actor" in inspect.signature(operation).parameters for operation in operations()}
    assert {name for name, by_a_person in found.items() if by_a_person} == {
        *map(name_of, SCENARIOS),
        *SHOWN_ELSEWHERE,
    }
    assert all((ROOT / "tests" / file).is_file() for file in SHOWN_ELSEWHERE.values())
    assert {name for name, by_a_person in found.items() if not by_a_person} == set(BY_THE_PROGRAM)
    assert [name_of(one) for one, row in SCENARIOS.items() if bool(row.stranger) == bool(row.open_to)] == []


@pytest.fixture
def town(cast) -> Town:
    return settle(cast)


def rows() -> dict[str, list[str]]:
    """Everything that is stored, by table."""
    with connection.cursor() as cursor:
        return {table: _stored(cursor, table) for table in TABLES}


def _stored(cursor: Any, table: str) -> list[str]:
    cursor.execute(f'SELECT * FROM "{table}"')
    plain = [[bytes(cell) if isinstance(cell, memoryview) else cell for cell in row] for row in cursor.fetchall()]
    return sorted(map(repr, plain))


class Cut(Exception):
    """The database went away."""


@contextmanager
def cut_at(write: int) -> Iterator[list[str]]:
    """The writing statement with this number, counted from 1, is not carried out. Yields the statements seen."""
    seen: list[str] = []

    def guard(execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any) -> Any:
        if sql.lstrip().upper().startswith(("INSERT", "UPDATE", "DELETE")) and not any(map(sql.count, INDEXES)):
            seen.append(sql)
            if len(seen) == write:
                raise Cut(sql)
        return execute(sql, params, many, context)

    with connection.execute_wrapper(guard):
        yield seen


@pytest.mark.parametrize("operation", SCENARIOS, ids=name_of)
def test_refused_to_a_stranger_on_the_record_all_or_nothing(town: Town, operation):
    row = SCENARIOS[operation]
    row.given(town)
    who = getattr(town.cast, row.who)
    before, last = rows(), Event.objects.order_by("position").last()
    if row.stranger:
        with pytest.raises(NotAllowed):
            row.do(town, getattr(town.cast, row.stranger))
        assert rows() == before
    broken = 0
    while True:
        try:
            with cut_at(broken + 1) as seen:
                row.do(town, who)
        except Cut:
            broken += 1
            assert rows() == before, f"cut off at {seen[-1]}"
        else:
            break
    after = Event.objects.filter(position__gt=last.position if last else 0).order_by("position")
    assert tuple(event.type for event in after) == row.record
    assert broken >= len(row.record)
