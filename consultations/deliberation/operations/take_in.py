"""Taking in what people gave on another platform: many contributions at once, with authors who have no account here.

Called by the operator's import commands only: whoever may run them on the server may do this.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Count, Q
from django.utils.text import slugify

from consultations.deliberation import events
from consultations.deliberation.domain import richtext
from consultations.deliberation.domain.particulars import NONE, Particulars
from consultations.deliberation.domain.search_words import normalise
from consultations.deliberation.enums import (
    Act,
    Channel,
    ConsultationState,
    ContributionKind,
    ContributionState,
    PhaseKind,
)
from consultations.deliberation.models import (
    Consultation,
    ConsultationText,
    Contribution,
    ContributionRevision,
    Phase,
    Theme,
)

BATCH = 500


@dataclass(frozen=True)
class Incoming:
    """A contribution of the source; ``key`` is unique in its consultation, ``parent`` the key of what it answers.

    Without a ``language`` it is in the consultation's.
    """

    key: str
    kind: str
    body: str
    at: datetime
    title: str = ""
    author_label: str = ""
    parent: str = ""
    stance: str = ""
    theme: Theme | None = None
    hidden: bool = False
    in_scope: bool = False
    supports: int = 0
    language: str = ""
    particulars: Particulars = NONE


@transaction.atomic
def take_in_consultation(
    *, slug: str, language: str, title: str, question: str, summary: str, attribution: str, now: datetime
) -> Consultation:
    """The consultation with this slug; made, closed and on the record, where there is none.

    Its page names whose words they are from then on, also where it was held here before.
    """
    if found := Consultation.objects.select_for_update().filter(slug=slug).first():
        if not found.attribution:
            found.attribution = attribution
            found.save(update_fields=["attribution"])
        return found
    consultation = Consultation.objects.create(
        slug=slug,
        language=language,
        state=ConsultationState.CLOSED,
        created_at=now,
        opened_at=now,
        attribution=attribution,
    )
    text = ConsultationText.objects.create(
        consultation=consultation, language=language, title=title[:200], question=question[:400], summary=summary
    )
    events.consultation_opened(consultation, text, now=now)
    return consultation


def take_in_phase(
    *,
    consultation: Consultation,
    kind: PhaseKind,
    may: Sequence[Act],
    starts_at: datetime,
    ends_at: datetime,
    now: datetime,
) -> Phase:
    """A phase of the source that is over, after those that stand; its opening and closing go on the record."""
    last = consultation.phases.order_by("-position").first()
    phase = Phase.objects.create(
        consultation=consultation,
        position=last.position + 1 if last else 0,
        kind=kind,
        starts_at=starts_at,
        ends_at=ends_at,
        settings={"may": [act.value for act in may]},
        opened_at=now,
        closed_at=now,
    )
    events.phase_changed(phase, "opened", now=now)
    events.phase_changed(phase, "closed", now=now)
    return phase


def take_in_themes(*, consultation: Consultation, names: Sequence[str]) -> dict[str, Theme]:
    """The themes with these names in the consultation's language, made where missing."""
    themes: dict[str, Theme] = {}
    for name in dict.fromkeys(filter(None, names)):
        slug = slugify(name)[:80] or f"theme-{len(themes) + 1}"
        row = {"name": {consultation.language: name}, "position": consultation.themes.count()}
        theme, _new = Theme.objects.get_or_create(consultation=consultation, slug=slug, defaults=row)
        now: Any = theme.merged_into or theme
        themes[name] = now
    return themes


@transaction.atomic
def take_in_contributions(
    *,
    consultation: Consultation,
    incoming: Sequence[Incoming],
    now: datetime,
    progress: Callable[[int], None] = lambda done: None,
) -> dict[str, Contribution]:
    """Stores ``incoming``, given with every parent before its replies; returns the new rows by key.

    A ``parent`` may stand already. Raises KeyError for a parent that is nowhere.
    """
    standing = Contribution.objects.filter(consultation=consultation).exclude(source_key="").select_related("root")
    stored = {row.source_key: row for row in standing}
    made: dict[str, Contribution] = {}
    for wave in _waves(incoming):
        for start in range(0, len(wave), BATCH):
            rows = [_row(consultation, item, _above(item, stored, made)) for item in wave[start : start + BATCH]]
            Contribution.objects.bulk_create(rows)
            made.update((row.source_key, row) for row in rows)
            progress(len(made))
    _keep_first_revisions(list(made.values()))
    _count_comments(list(made.values()))
    return made


def _waves(incoming: Sequence[Incoming]) -> list[list[Incoming]]:
    """By depth among the new ones, so that each wave's parents have their primary keys."""
    depth: dict[str, int] = {}
    waves: list[list[Incoming]] = []
    for item in incoming:
        depth[item.key] = depth.get(item.parent, -1) + 1
        if depth[item.key] == len(waves):
            waves.append([])
        waves[depth[item.key]].append(item)
    return waves


def _above(
    item: Incoming, stored: Mapping[str, Contribution], made: Mapping[str, Contribution]
) -> dict[str, Contribution | None]:
    if not item.parent:
        return {"parent": None, "root": None}
    parent = made[item.parent] if item.parent in made else stored[item.parent]
    return {"parent": parent, "root": parent.root or parent}


def _row(consultation: Consultation, item: Incoming, above: Mapping[str, Contribution | None]) -> Contribution:
    return Contribution(
        consultation=consultation,
        kind=item.kind,
        author_label=item.author_label,
        channel=Channel.IMPORT,
        language=item.language or consultation.language,
        title=item.title,
        body=item.body,
        body_html=richtext.render(item.body),
        search_text=normalise("\n".join(filter(None, (item.title, item.body, item.particulars.address)))),
        address=item.particulars.address,
        latitude=item.particulars.latitude,
        longitude=item.particulars.longitude,
        estimated_cost=item.particulars.cost,
        stance=item.stance,
        theme=item.theme,
        state=ContributionState.HIDDEN if item.hidden else ContributionState.PUBLISHED,
        in_scope=item.in_scope,
        imported_support_count=item.supports,
        created_at=item.at,
        changed_at=item.at,
        source_key=item.key,
        **above,
    )


def _keep_first_revisions(made: Sequence[Contribution]) -> None:
    ContributionRevision.objects.bulk_create(
        (
            ContributionRevision(
                contribution=row,
                number=0,
                title=row.title,
                body=row.body,
                body_html=row.body_html,
                address=row.address,
                latitude=row.latitude,
                longitude=row.longitude,
                estimated_cost=row.estimated_cost,
                at=row.created_at,
            )
            for row in made
        ),
        batch_size=BATCH,
    )


def _count_comments(made: Sequence[Contribution]) -> None:
    """Counts anew what stands below each top and each comment that got something."""
    visible = Q(state=ContributionState.PUBLISHED)
    tops = {row.root_id for row in made if row.root_id}
    answered = {row.parent_id for row in made if row.parent_id} - tops
    for field, keys in (("root_id", tops), ("parent_id", answered)):
        comments = Contribution.objects.filter(kind=ContributionKind.COMMENT).order_by()
        for start in range(0, len(keys), BATCH):
            some = sorted(keys)[start : start + BATCH]
            counts = comments.filter(**{f"{field}__in": some}).values(field).annotate(n=Count("pk", filter=visible))
            found = {row[field]: row["n"] for row in counts}
            rows = list(Contribution.objects.filter(pk__in=found))
            for row in rows:
                row.comment_count = found[row.pk]
            Contribution.objects.bulk_update(rows, ["comment_count"])
