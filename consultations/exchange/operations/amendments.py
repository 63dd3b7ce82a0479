"""Importing a released text and the change requests to it: revisions, contributions, causes and answers."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from django.db import transaction
from django.utils import translation

from consultations.decisions.enums import Outcome, RevisionState
from consultations.decisions.models import Decision, DecisionRevision, Disposition
from consultations.decisions.operations import draft_decision, give_dispositions, publish_decision, revise_decision
from consultations.decisions.permissions import may_decide
from consultations.deliberation.domain.richtext import clean
from consultations.deliberation.models import Consultation, Contribution
from consultations.deliberation.operations.take_in import take_in_consultation
from consultations.exchange.domain import amendments as files
from consultations.exchange.domain.account import Account
from consultations.exchange.domain.amendments import Amendment
from consultations.exchange.domain.causes import Window, windows
from consultations.exchange.domain.items import Item
from consultations.exchange.domain.origin import Origin, read_origin
from consultations.exchange.domain.releases import Release, read_releases
from consultations.exchange.operations.amendment_links import link_step
from consultations.exchange.operations.items import Progress, Source, import_items, record_batch
from consultations.people.models import Participant

DECISION = "text"
OFFICE = "Maintainers of the text"
MISSING = (
    "This text was imported with its history. Changes without a reason were made without a change request that the "
    "imported files hold. Change requests that wait for an answer were merged after this release."
)


@transaction.atomic
def import_amendments(
    *, actor: Participant, folder: Path, slug: str, title: str, language: str, now: datetime, progress: Progress
) -> Account:
    """Reads the folder into consultation ``slug``; all of it or, on any error, none.

    ``actor`` answers for the texts, links and answers that are written. Raises NotAllowed, BrokenFileError.
    """
    may_decide(actor).require()
    files.check_folder(folder)
    account, origin = Account(), read_origin(folder)
    releases, rows = read_releases(folder, account), files.read_amendments(folder, account)
    consultation = take_in_consultation(
        slug=slug,
        language=language,
        title=title,
        question=title,
        summary="",
        attribution=" ".join(filter(None, (origin.repository, origin.licence))),
        now=now,
    )
    items = [_item(row, origin, releases) for row in rows]
    made = import_items(consultation=consultation, items=items, account=account, now=now, progress=progress)
    source = Source(format="amendments", name=folder.name, licence=origin.licence)
    with translation.override(consultation.language):
        _History(actor, consultation, releases, rows, now, account, progress).tell(title)
    record_batch(consultation=consultation, source=source, made=list(made.values()), account=account, now=now)
    return account


def _item(row: Amendment, origin: Origin, releases: Sequence[Release]) -> Item:
    names = {name: heading for release in releases for name, heading in release.titles.items()}
    about = [f"Change request {row.number} {origin.change_request(row.number)}"]
    about += [f"Asked for in issue {issue} {origin.issue(issue)}" for issue in row.issues]
    commits = "\n".join(dict.fromkeys(row.commits))
    return Item(
        key=row.key,
        file=files.AMENDMENTS,
        row=row.row,
        kind="amendment",
        title=row.title[:200],
        body="\n\n".join(filter(None, (*map(str.strip, about), commits))),
        at=row.at,
        author=row.authors,
        theme=names.get(row.files[0], "") if row.files else "",
        in_scope=True,
    )


class _History:
    """What was released, step by step."""

    def __init__(
        self,
        actor: Participant,
        consultation: Consultation,
        releases: Sequence[Release],
        rows: Sequence[Amendment],
        now: datetime,
        account: Account,
        progress: Progress,
    ) -> None:
        self.actor, self.consultation, self.now = actor, consultation, now
        self.releases, self.rows, self.account, self.progress = releases, rows, account, progress
        standing = Contribution.objects.filter(consultation=consultation, source_key__startswith="amendment/")
        self.given = {row.source_key: row for row in standing}

    def tell(self, title: str) -> None:
        decision = self.consultation.decisions.filter(slug=DECISION).first()
        standing = list(decision.revisions.order_by("number")) if decision else []
        spans = windows(self.releases, self.rows)
        for number, release in enumerate(self.releases):
            if number < len(standing):
                self._compare(release, standing[number])
                continue
            decision = self._next(decision, release, number, title)
            if number:
                self._explain(decision, number, spans[number])
            self._answer(release, spans[number])
            self.progress("releases", number + 1, len(self.releases))
            self._settle(release, imported=True)
        if decision is not None and len(self.releases) > len(standing):
            self._publish(decision)

    def _compare(self, release: Release, revision: DecisionRevision) -> None:
        if revision.body == clean(release.html):
            self._settle(release, imported=False)
            return
        ledger = self.account.of(f"versions/{release.name}")
        reason = "the text differs from the one imported before for this release; an import changes nothing"
        refused = {row for row, _reason in ledger.refused}
        for row in range(1, ledger.rows + 1):
            if row not in refused:
                ledger.refuse(row, reason)

    def _settle(self, release: Release, *, imported: bool) -> None:
        ledger = self.account.of(f"versions/{release.name}")
        count = ledger.rows - len(ledger.refused)
        if imported:
            ledger.imported += count
        else:
            ledger.unchanged += count

    def _next(self, decision: Decision | None, release: Release, number: int, title: str) -> Decision:
        note = f"Release {release.name}"
        if decision is None:
            return draft_decision(
                actor=self.actor,
                consultation=self.consultation,
                slug=DECISION,
                title=title[:200],
                html=release.html,
                now=self.now,
                note=note,
                role=OFFICE,
            )
        revise_decision(
            actor=self.actor,
            decision=decision,
            html=release.html,
            based_on=number - 1,
            now=self.now,
            note=note,
            role=OFFICE,
        )
        return decision

    def _explain(self, decision: Decision, number: int, span: Window) -> None:
        link_step(
            actor=self.actor,
            role=OFFICE,
            revision=decision.revisions.get(number=number),
            releases=(self.releases[number - 1], self.releases[number]),
            rows=self.rows[span.start : span.end],
            given=self.given,
            now=self.now,
            progress=self.progress,
        )

    def _answer(self, release: Release, span: Window) -> None:
        """Whatever was merged up to this release and has no answer yet was taken up with it."""
        keys = [row.key for row in self.rows[: span.end]]
        waiting = [self.given[key] for key in keys if key in self.given]
        answered = set(Disposition.objects.filter(contribution__in=waiting).values_list("contribution_id", flat=True))
        waiting = [row for row in waiting if row.pk not in answered]
        if waiting:
            give_dispositions(
                actor=self.actor,
                contributions=waiting,
                outcome=Outcome.ADOPTED,
                reason=f"Merged, and part of the work on release {release.name}.",
                now=self.now,
                role=OFFICE,
            )

    def _publish(self, decision: Decision) -> None:
        newest = decision.revisions.order_by("-number")[0]
        if newest.state != RevisionState.PUBLISHED:
            publish_decision(actor=self.actor, decision=decision, number=newest.number, now=self.now, missing=MISSING)
