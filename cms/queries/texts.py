"""Two texts that were written at the same time, and what differs."""

from __future__ import annotations

from dataclasses import dataclass

from consultations.decisions.domain.passages import pieces
from consultations.decisions.models import Decision, DecisionRevision
from consultations.deliberation.domain.differences import Segment, differences
from consultations.deliberation.domain.richtext import RichTextRefused, clean


@dataclass(frozen=True)
class Conflict:
    """``theirs``: what the other person changed since both began; ``mine``: from theirs to the one not saved yet."""

    theirs: list[Segment]
    mine: list[Segment]


def conflict_of(decision: Decision, html: str, based_on: int, newest: DecisionRevision) -> Conflict | None:
    """None where ``html``, the text not saved yet, cannot be read."""
    try:
        mine = _plain(clean(html))
    except RichTextRefused:
        return None
    base = decision.revisions.filter(number=based_on).first() or newest
    theirs = _plain(newest.body)
    return Conflict(differences(_plain(base.body), theirs), differences(theirs, mine))


def _plain(body: str) -> str:
    """One paragraph a line."""
    lines: dict[int, list[str]] = {}
    for piece in pieces(body):
        lines.setdefault(piece.block, []).append(piece.text)
    return "\n".join(" ".join(line) for line in lines.values())
