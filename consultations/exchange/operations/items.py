"""Bringing the items of a source into a consultation, each row accounted for, one batch on the record."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils import translation

from consultations.deliberation.domain import richtext, typed_text
from consultations.deliberation.enums import ContributionState
from consultations.deliberation.events import publication_facts, words_of
from consultations.deliberation.models import Consultation, Contribution, Theme
from consultations.deliberation.operations.take_in import Incoming, take_in_contributions, take_in_themes
from consultations.exchange.domain.account import Account
from consultations.exchange.domain.items import Item, parents_first
from consultations.exchange.models import ImportBatch, ImportedFigure, ImportedPart
from consultations.record.operations import append, store_blob
from consultations.record.operations.import_disclosures import disclose_field, keep_import_disclosures
from consultations.record.tlog import import_lines

BODY_LIMIT = 200_000
BATCH = 1000
Progress = Callable[[str, int, int], None]


@dataclass(frozen=True)
class Source:
    """Where the files came from; ``format`` is one that event_types lists, ``name`` the folder's."""

    format: str
    name: str
    licence: str = ""


def import_items(
    *, consultation: Consultation, items: Sequence[Item], account: Account, now: datetime, progress: Progress
) -> dict[str, Contribution]:
    """Stores what is new, checks what stands, refuses what cannot stand; returns the new contributions by key.

    Runs inside the caller's transaction, together with whatever else its import brings.
    """
    rows = Contribution.objects.filter(consultation=consultation).exclude(source_key="")
    standing = {row.source_key: row for row in rows}
    fresh, missing = _sort_out(items, standing, account)
    themes = take_in_themes(consultation=consultation, names=[item.theme for item in fresh])
    incoming = [_incoming(item, item.key in missing, themes.get(item.theme)) for item in fresh]
    made = take_in_contributions(
        consultation=consultation,
        incoming=incoming,
        now=now,
        progress=lambda done: progress("contributions", done, len(incoming)),
    )
    for item in fresh:
        account.of(item.file).imported += 1
        for part in item.parts:
            account.of(part.file).imported += 1
    _keep_figures(fresh, missing, made)
    return made


def _incoming(item: Item, lost: bool, theme: Theme | None) -> Incoming:
    """``lost``: what it replies to is nowhere."""
    return Incoming(
        key=item.key,
        kind=item.kind,
        title=item.title,
        body=item.body,
        at=item.at,
        author_label=author_label(item.author),
        parent=item.fallback_key if lost else item.parent_key,
        stance=item.stance,
        theme=theme,
        hidden=item.rejected,
        in_scope=item.in_scope,
        language=item.language,
        particulars=item.particulars,
        supports=item.figures.get("supports", item.figures.get("ok", 0)),
    )


def author_label(author: str) -> str:
    """How an imported person is named: the number that the source gives them, and no more."""
    return f"#{author}"[:80] if author else ""


def _sort_out(
    items: Sequence[Item], standing: dict[str, Contribution], account: Account
) -> tuple[list[Item], set[str]]:
    """The items to store, parents first, and the keys of those whose parent the files do not hold."""
    fresh: list[Item] = []
    missing: set[str] = set()
    with translation.override("en"):
        for item, present in parents_first(_that_can_stand(items, account), set(standing)):
            stored = standing.get(item.key)
            if stored is None:
                fresh.append(item)
                if not present:
                    missing.add(item.key)
            elif _same(stored, item):
                account.of(item.file).unchanged += 1
                for part in item.parts:
                    account.of(part.file).unchanged += 1
            else:
                reason = f"it differs from the {item.kind} imported before under this id; an import changes nothing"
                _refuse(item, reason, account)
    return fresh, missing


def _that_can_stand(items: Sequence[Item], account: Account) -> list[Item]:
    fit = []
    for item in items:
        problem = typed_text.fault(item.body, limit=BODY_LIMIT, required=False)
        problem = problem or typed_text.fault(item.title, limit=typed_text.TITLE_LIMIT, required=False)
        if problem:
            _refuse(item, problem, account)
        else:
            fit.append(item)
    return fit


def _refuse(item: Item, reason: str, account: Account) -> None:
    account.of(item.file).refuse(item.row, reason)
    for part in item.parts:
        account.of(part.file).refuse(part.row, f"its contribution (row {item.row} of {item.file}) was refused")


def _same(stored: Contribution, item: Item) -> bool:
    if stored.state == ContributionState.ERASED:
        return True
    return (stored.title, stored.body, stored.created_at) == (item.title, item.body, item.at)


def _keep_figures(fresh: Sequence[Item], missing: set[str], made: dict[str, Contribution]) -> None:
    figures = []
    parts = []
    for item in fresh:
        stated = dict(item.figures)
        number = item.parent_key.rpartition("/")[2]
        if item.key in missing and number.isdigit():
            stated["reply_to_missing"] = int(number)
        figures += [ImportedFigure(contribution=made[item.key], name=n, value=v) for n, v in stated.items()]
        parts += [
            ImportedPart(
                contribution=made[item.key],
                position=position,
                kind=part.kind,
                title=part.title[:400],
                body_html=richtext.render(part.body),
                link=part.link[:2000],
            )
            for position, part in enumerate(item.parts)
        ]
    ImportedFigure.objects.bulk_create(figures, batch_size=BATCH)
    ImportedPart.objects.bulk_create(parts, batch_size=BATCH)


def record_batch(
    *, consultation: Consultation, source: Source, made: Sequence[Contribution], account: Account, now: datetime
) -> ImportBatch | None:
    """Puts the import on the record as one event with its blob; nothing when nothing new came."""
    if not account.imported:
        return None
    batch = ImportBatch.objects.create(
        consultation=consultation, format=source.format, source=source.name, at=now, account=account.as_json()
    )
    lines = []
    disclosures: dict[tuple[str, str], str] = {}
    for contribution in made:
        digests = {}
        for field, value in words_of(contribution).items():
            encoded, digests[field] = disclose_field(field, value)
            disclosures[contribution.subject, field] = encoded
        facts = publication_facts(contribution)
        lines.append(import_lines.write(subject=contribution.subject, facts=facts, sd=digests))
    blob = b"".join(lines)
    facts = {
        "source": source.name,
        "format": source.format,
        "sha256": store_blob(blob),
        "bytes": len(blob),
        "contributions": len(made),
        "rows": sum(ledger.rows for ledger in account.files.values()),
        **({"licence": source.licence[:400]} if source.licence else {}),
    }
    event = append(type="import.batch", subject=f"import/{batch.pk}", process=consultation.slug, now=now, data=facts)
    keep_import_disclosures(event=event, encoded=disclosures)
    return batch
