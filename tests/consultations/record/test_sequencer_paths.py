"""Any order of writing, sequencing, stopping between two steps, changing the key and beginning anew: the record holds.

A state machine (Hypothesis) walks through the sequencer; after each step the invariants of record.md, section 2, stand.
Each walk has a database and a RECORD_DIR of its own, and its transactions are committed: what a stop leaves behind is
what a crash would leave.
"""

from __future__ import annotations

import shutil
import tempfile
from contextlib import ExitStack
from functools import partial
from pathlib import Path
from unittest.mock import patch

import pytest
from django.db import connection, transaction
from django.test import override_settings
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from consultations.record import registry
from consultations.record.audit.audit import audit
from consultations.record.audit.source import DatabaseSource
from consultations.record.models import Checkpoint, Epoch, Event, Leaf, Pending
from consultations.record.operations import Ref, append, open_epoch, rotate_key, sequence
from consultations.record.operations.sequence import opened_log
from consultations.record.sequencer.guard import Refused, lock_store
from consultations.record.sequencer.lock import only_one
from consultations.record.sequencer.storage import edge_at
from consultations.record.tlog.note import parse_vkey
from consultations.record.verify.findings import Report
from consultations.record.verify.log_check import check_log
from tests.consultations.record.story import FACTS, NOW, propose, support
from tests.database import Copies, copies, going_back

WALKS = {"sqlite": 12, "postgresql": 8}
"""In every run: a database for each walk costs PostgreSQL five times as much."""
STEPS = st.lists(st.sampled_from(["write_batch", "sign", "publish"]), max_size=4)


class Sequencer(RuleBasedStateMachine):
    """``roots``: what was ever signed, by epoch and size; ``first``: the key that each epoch was opened with; ``lost``:
    the lock store is gone, signing is refused."""

    def __init__(self, way: Copies) -> None:
        super().__init__()
        self.ending = ExitStack()
        place = self.ending.enter_context(tempfile.TemporaryDirectory(prefix="participate-path-"))
        self.record = Path(place) / "record"
        self.ending.enter_context(override_settings(RECORD_DIR=str(self.record)))
        self.ending.callback(way.remove)
        way.fresh()
        self.roots: dict[tuple[int, int], bytes] = {}
        self.first: dict[int, str] = {}
        self.written: list[Event] = []
        self.lost = False

    def teardown(self) -> None:
        """Whatever happened before: once the sequencer runs to its end, nothing waits and everything is proved."""
        with self.ending:
            if self.lost:
                self.a_new_epoch_opens()
            sequence(now=NOW)
            assert (Pending.objects.count(), audit().problems) == (0, [])
            for published in Checkpoint.objects.all():
                report = Report("log")
                first = parse_vkey(Epoch.objects.get(pk=published.epoch_id).first_vkey)
                check_log(DatabaseSource(published.epoch_id), first, report)
                assert report.problems == []

    @initialize(crowd=st.sampled_from([0, 0, 253]))
    def a_crowd_was_there(self, crowd: int) -> None:
        """The walks that begin near the edge of a tile (256 hashes) and of a batch cross it."""
        for number in range(crowd):
            support(number)

    @rule(count=st.integers(1, 3))
    def somebody_writes(self, count: int) -> None:
        self.written += [propose(len(self.written) + number) for number in range(count)]

    @precondition(lambda self: self.written)
    @rule(which=st.integers(0, 40))
    def somebody_replies(self, which: int) -> None:
        to = self.written[which % len(self.written)]
        with transaction.atomic():
            reply = append(
                type="contribution.published",
                subject=f"contribution/{len(self.written) + 1}",
                process="mobility",
                now=NOW,
                data={**FACTS, "kind": "comment"},
                refs=[Ref(to.public_id, "reply_to")],
            )
        self.written.append(reply)

    @rule()
    def it_runs(self) -> None:
        if self.lost:
            with pytest.raises(Refused):
                sequence(now=NOW)
        else:
            sequence(now=NOW)

    @precondition(lambda self: not self.lost)
    @rule(steps=STEPS)
    def it_stops_after(self, steps: list[str]) -> None:
        """Between any two of its steps, even where it took them in another order or twice."""
        with only_one(), opened_log(NOW) as log:
            for step in steps:
                getattr(log, step)()

    @precondition(lambda self: not self.lost and Epoch.objects.exists())
    @rule(stops=st.booleans())
    def the_key_changes(self, stops: bool) -> None:
        if not stops:
            rotate_key(reason="Each spring.", now=NOW)
            return
        with (
            patch("consultations.record.operations.epochs.append", side_effect=KeyboardInterrupt),
            pytest.raises(KeyboardInterrupt),
        ):
            rotate_key(reason="Each spring.", now=NOW)

    @precondition(lambda self: not self.lost and Epoch.objects.exists())
    @rule()
    def the_lock_store_is_lost(self) -> None:
        shutil.rmtree(self.record)
        self.lost = True

    @precondition(lambda self: self.lost)
    @rule()
    def a_new_epoch_opens(self) -> None:
        open_epoch(reason="The lock store was lost.", now=NOW)
        self.lost = False

    @invariant()
    def no_size_has_two_roots(self) -> None:
        locked = lock_store().newest()
        if locked is None or not locked.note:
            return
        assert self.first.setdefault(locked.epoch, locked.first_vkey) == locked.first_vkey
        assert self.roots.setdefault((locked.epoch, locked.size), locked.root) == locked.root
        assert edge_at(locked.epoch, locked.size).root() == locked.root

    @invariant()
    def nothing_is_published_before_it_is_signed(self) -> None:
        for row in Checkpoint.objects.all():
            assert row.size <= max(size for epoch, size in self.roots if epoch == row.epoch_id)
            assert edge_at(row.epoch_id, row.size).root() == bytes(row.root)

    @invariant()
    def every_event_waits_or_has_one_place(self) -> None:
        newest = Epoch.objects.order_by("-number").values_list("number", flat=True).first() or 0
        placed = list(Leaf.objects.filter(epoch=newest).order_by("index").values_list("index", "event_id"))
        waiting = list(Pending.objects.values_list("event_id", flat=True))
        assert [index for index, _ in placed] == list(range(len(placed)))
        assert sorted([event for _, event in placed] + waiting) == sorted(Event.objects.values_list("pk", flat=True))


@pytest.mark.parametrize("walks", [WALKS[connection.vendor], pytest.param(300, marks=pytest.mark.nightly)])
def test_every_path_of_the_sequencer(django_db_setup, django_db_blocker, monkeypatch, walks):
    monkeypatch.setattr(registry, "_checks", {})
    with django_db_blocker.unblock(), going_back():
        run_state_machine_as_test(
            partial(Sequencer, copies("paths")),
            settings=settings(
                max_examples=walks,
                stateful_step_count=12,
                deadline=None,
                derandomize=walks < 300,
                database=None,
                suppress_health_check=list(HealthCheck),
            ),
        )
