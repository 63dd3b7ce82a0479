"""Any order of writing, sequencing, stopping between two steps, changing the key and beginning anew: the record holds.

A state machine (Hypothesis) walks through the sequencer; after each step the invariants of record.md, section 2, stand.
"""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path
from unittest.mock import patch

import pytest
from django.conf import settings as site
from django.db import transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule, run_state_machine_as_test

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


class Sequencer(RuleBasedStateMachine):
    """``roots``: what was ever signed, by epoch and size; ``lost``: the lock store is gone, signing is refused."""

    def __init__(self) -> None:
        super().__init__()
        self.place = Path(tempfile.mkdtemp(prefix="participate-path-"))
        site.RECORD_DIR = str(self.place / "record")
        self.savepoint = transaction.savepoint()
        self.roots: dict[tuple[int, int], bytes] = {}
        self.first: dict[int, str] = {}
        self.written: list[Event] = []
        self.lost = False

    def teardown(self) -> None:
        if not self.lost:
            sequence(now=NOW)
            assert (Pending.objects.count(), audit().problems) == (0, [])
            for published in Checkpoint.objects.all():
                report = Report("log")
                check_log(DatabaseSource(published.epoch_id), parse_vkey(self.first[published.epoch_id]), report)
                assert report.problems == []
        transaction.savepoint_rollback(self.savepoint)
        shutil.rmtree(self.place)

    @rule(count=st.integers(1, 3))
    def somebody_writes(self, count: int) -> None:
        self.written += [propose(len(self.written) + number) for number in range(count)]

    @rule(count=st.integers(200, 300))
    def many_support(self, count: int) -> None:
        for number in range(count):
            support(number)

    @precondition(lambda self: self.written)
    @rule(data=st.data())
    def somebody_replies(self, data: st.DataObject) -> None:
        to = data.draw(st.sampled_from(self.written))
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
    @rule(steps=st.lists(st.sampled_from(["write_batch", "sign", "publish"]), max_size=4))
    def it_stops_after(self, steps: list[str]) -> None:
        """In the order in which the sequencer takes them, each as often as it likes."""
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
            patch("consultations.record.operations.epochs.append", side_effect=RuntimeError),
            pytest.raises(RuntimeError),
        ):
            rotate_key(reason="Each spring.", now=NOW)

    @precondition(lambda self: not self.lost and Epoch.objects.exists())
    @rule()
    def the_lock_store_is_lost(self) -> None:
        shutil.rmtree(self.place / "record")
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
        self.first.setdefault(locked.epoch, locked.first_vkey)
        assert self.roots.setdefault((locked.epoch, locked.size), locked.root) == locked.root
        assert edge_at(locked.epoch, locked.size).root() == locked.root

    @invariant()
    def nothing_is_published_before_it_is_signed(self) -> None:
        for row in Checkpoint.objects.all():
            signed = [size for epoch, size in self.roots if epoch == row.epoch_id]
            assert row.size <= max(signed, default=row.size)
            assert edge_at(row.epoch_id, row.size).root() == bytes(row.root)

    @invariant()
    def every_event_waits_or_has_one_place(self) -> None:
        newest = Epoch.objects.order_by("-number").values_list("number", flat=True).first() or 0
        placed = list(Leaf.objects.filter(epoch=newest).order_by("index").values_list("index", "event_id"))
        waiting = set(Pending.objects.values_list("event_id", flat=True))
        assert [index for index, _ in placed] == list(range(len(placed)))
        assert sorted({event for _, event in placed} | waiting) == sorted(Event.objects.values_list("pk", flat=True))
        assert len(placed) + len(waiting) == Event.objects.count()


@pytest.mark.parametrize("walks", [6, pytest.param(150, marks=pytest.mark.nightly)])
def test_every_path_of_the_sequencer(db, monkeypatch, record_dir, walks):
    monkeypatch.setattr(registry, "_checks", {})
    run_state_machine_as_test(
        Sequencer,
        settings=settings(
            max_examples=walks,
            stateful_step_count=12,
            deadline=None,
            derandomize=walks == 6,
            suppress_health_check=list(HealthCheck),
        ),
    )
