"""The shape of a row, and the town in which it happens."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any, TypeVar

from django.db.models import Model

from consultations.deliberation.enums import Channel, ContributionKind
from consultations.deliberation.models import Consultation, Contribution
from consultations.deliberation.operations import contribute
from consultations.people.models import Participant
from tests.cast import Cast
from tests.consultations.deliberation.conftest import make_consultation

M = TypeVar("M", bound=Model)
NOW = datetime(2026, 11, 2, 9, 30, tzinfo=UTC)
DAY = timedelta(days=1)


def fresh(thing: M) -> M:
    """Read again: an attempt that failed may have changed the instance in memory."""
    return type(thing)._default_manager.get(pk=thing.pk)


@dataclass
class Town:
    """An open consultation with a proposal of Amina's (``mine``) and one of Besnik's; ``held``: what a row prepared."""

    cast: Cast
    consultation: Consultation
    mine: Contribution
    theirs: Contribution
    held: dict[str, Any] = field(default_factory=dict)

    def again(self, name: str) -> Any:
        return fresh(self.held[name])


def settle(cast: Cast) -> Town:
    consultation = make_consultation(cast.dana, "mobility")
    mine, theirs = (
        contribute(
            actor=who,
            consultation=consultation,
            kind=ContributionKind.PROPOSAL,
            title="Let buses wait",
            body="Buses should wait for trains.",
            channel=Channel.WEB,
            now=NOW,
        )
        for who in (cast.amina, cast.besnik)
    )
    return Town(cast, consultation, mine, theirs)


def nothing(town: Town) -> None:
    """Nothing has to happen before."""


def strangers_account_is_closed(town: Town) -> None:
    """Where everybody with an account may, the stranger is somebody whose account is closed."""
    town.cast.gezim.is_active = False
    town.cast.gezim.save(update_fields=["is_active"])


@dataclass(frozen=True)
class Scenario:
    """``do(town, actor)`` performs the operation once, as the cast's ``who``, after ``given``.

    ``record``: the types of the entries that it writes, in order. ``stranger``: who of the cast is refused; empty where
    ``open_to`` says why nobody is.
    """

    do: Callable[[Town, Participant], object]
    who: str
    record: tuple[str, ...] = ()
    given: Callable[[Town], None] = nothing
    stranger: str = "gezim"
    open_to: str = ""
