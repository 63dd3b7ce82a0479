"""Linking each change between two releases to the amendments that brought it about."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from consultations.decisions.domain.passages import pieces
from consultations.decisions.enums import LinkKind
from consultations.decisions.models import Change, DecisionRevision, Passage
from consultations.decisions.operations import link_change
from consultations.deliberation.domain.richtext import clean
from consultations.deliberation.models import Contribution
from consultations.exchange.domain.amendments import Amendment
from consultations.exchange.domain.causes import causes
from consultations.exchange.domain.releases import Release
from consultations.exchange.operations.items import Progress
from consultations.people.models import Participant


def link_step(
    *,
    actor: Participant,
    role: str,
    revision: DecisionRevision,
    releases: tuple[Release, Release],
    rows: Sequence[Amendment],
    given: Mapping[str, Contribution],
    now: datetime,
    progress: Progress,
) -> None:
    """Links every change of ``revision`` to those of ``rows`` (oldest first) that made it, each with its reason."""
    older = DecisionRevision.objects.get(decision=revision.decision_id, number=revision.number - 1)
    before, after = _stand(older, releases[0]), _stand(revision, releases[1])
    known = frozenset(file for file, _text in (*before.values(), *after.values()))
    changes = list(revision.changes.select_related("revision__decision").order_by("position"))
    for done, change in enumerate(changes, start=1):
        for row in _causes(change, before, after, known, rows):
            if cause := given.get(row.key):
                link_change(
                    actor=actor,
                    change=change,
                    contributions=[cause],
                    kind=LinkKind.CHANGED,
                    reason=reason_of(row),
                    now=now,
                    role=role,
                )
        progress("changes", done, len(changes))


Stand = dict[int, tuple[str, str]]


def _stand(revision: DecisionRevision, release: Release) -> Stand:
    """Passage number → (file that it stands in, its text)."""
    where = [file for file, html in release.chapters for _piece in pieces(clean(html))]
    passages = Passage.objects.filter(revision=revision).order_by("position").values_list("sid", "text")
    return {sid: (file, text) for file, (sid, text) in zip(where, passages, strict=True)}


def _causes(
    change: Change, before: Stand, after: Stand, known: frozenset[str], rows: Sequence[Amendment]
) -> list[Amendment]:
    old = [before[sid] for sid in change.before_sids]
    new = [after[sid] for sid in change.after_sids]
    return causes(
        frozenset(text for _file, text in old),
        frozenset(text for _file, text in new),
        frozenset(file for file, _text in (*old, *new)),
        known,
        rows,
    )


def reason_of(row: Amendment) -> str:
    """One sentence: what was merged, when, and which issue had asked for it."""
    asked = f", asked for in issue {' and '.join(map(str, row.issues))}" if row.issues else ""
    return f"Change request {row.number} of {row.at.date().isoformat()}{asked}: {row.title}"[:1000]
