"""Who counts as answered."""

from __future__ import annotations

import pytest

from consultations.record.domain.coverage import Ledger, Waiting

ADOPTED = ("disposition.given", "disposition/1", {"contribution": "contribution/1", "outcome": "adopted"})
PENDING = ("disposition.changed", "disposition/1", {"contribution": "contribution/1", "outcome": "pending"})
MERGED = ("contribution.merged", "contribution/1", {"into": "contribution/2", "reason": "Alike"})
BACK = ("contribution.merged", "contribution/2", {"into": "contribution/1", "reason": "Alike"})
SPLIT = ("contribution.split", "contribution/1", {"from": "contribution/2", "reason": "Objection"})
WITHDRAWN = ("contribution.withdrawn", "contribution/1", {})
RESTORED = ("contribution.restored", "contribution/1", {"reason": "Asked for"})
OTHER_ADOPTED = ("disposition.given", "disposition/2", {"contribution": "contribution/2", "outcome": "adopted"})
SAID_MERGED = (
    "disposition.given",
    "disposition/1",
    {"contribution": "contribution/1", "outcome": "merged", "into": "contribution/2"},
)
NOT_ADOPTED = ("disposition.given", "disposition/1", {"contribution": "contribution/1", "outcome": "not_adopted"})


def ledger(*events):
    book = Ledger("mobility")
    for number in (1, 2):
        facts = {"kind": "proposal", "channel": "web", "in_scope": True, "theme": f"theme-{number}"}
        book.published(
            subject=f"contribution/{number}", process="mobility", time=f"2026-11-0{number}T09:00:00Z", facts=facts
        )
    for type_, subject, data in events:
        book.event(type=type_, subject=subject, process="mobility", time="2026-11-09T09:00:00Z", data=data)
    return book


@pytest.mark.parametrize(
    ("events", "answered"),
    [
        ([], False),
        ([ADOPTED], True),
        ([NOT_ADOPTED], True),
        ([ADOPTED, PENDING], False),
        ([PENDING, ADOPTED], True),
        ([WITHDRAWN], True),
        ([WITHDRAWN, RESTORED], False),
        ([WITHDRAWN, PENDING], True),
        ([MERGED], False),
        ([MERGED, OTHER_ADOPTED], True),
        ([OTHER_ADOPTED, SAID_MERGED], True),
        ([SAID_MERGED], False),
        ([MERGED, OTHER_ADOPTED, SPLIT], False),
        ([ADOPTED, SPLIT], True),
        ([ADOPTED, MERGED], False),
        ([ADOPTED, MERGED, SPLIT], True),
        ([ADOPTED, PENDING, MERGED, OTHER_ADOPTED, SPLIT], False),
        ([SAID_MERGED, MERGED, SPLIT, OTHER_ADOPTED], True),
        ([ADOPTED, MERGED, SPLIT, MERGED, SPLIT], True),
        ([MERGED, BACK], False),
        ([MERGED, NOT_ADOPTED], True),
    ],
)
def test_when_the_first_contribution_is_answered(events, answered):
    assert ledger(*events).is_answered("contribution/1") is answered


def test_the_count_with_groups_and_the_longest_waiting_first():
    book = ledger(OTHER_ADOPTED)
    book.published(
        subject="contribution/3",
        process="mobility",
        time="2026-10-01T09:00:00Z",
        facts={"kind": "comment", "channel": "import", "in_scope": True},
    )
    book.published(
        subject="contribution/4",
        process="mobility",
        time="2026-10-01T09:00:00Z",
        facts={"kind": "comment", "channel": "web", "in_scope": False},
    )
    book.published(
        subject="contribution/5",
        process="housing",
        time="2026-10-01T09:00:00Z",
        facts={"kind": "comment", "channel": "web", "in_scope": True},
    )
    coverage = book.result()
    assert (coverage.answered, coverage.in_scope) == (1, 3)
    assert coverage.waiting == (
        Waiting("contribution/3", "2026-10-01T09:00:00Z"),
        Waiting("contribution/1", "2026-11-01T09:00:00Z"),
    )
    assert coverage.groups == {
        "theme": {"": (0, 1), "theme-1": (0, 1), "theme-2": (1, 1)},
        "channel": {"import": (0, 1), "web": (1, 2)},
        "district": {"": (1, 3)},
    }
