"""Making the opinion map of a consultation, and keeping it."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.db.models import Max

from consultations.deliberation.models import Consultation
from consultations.opinions.domain.kept import as_json, kept
from consultations.opinions.domain.map import Key, Map
from consultations.opinions.models import Opinion, Statement, StoredMap
from consultations.opinions.operations.statements import show_due
from consultations.opinions.queries.maps import is_due, is_small, statements_digest

BATCH = 500


def make_map(*, consultation: Consultation, now: datetime) -> StoredMap:
    """Makes it from the answers that stand, and keeps it; the same answers give the same map.

    Outside a transaction, so that nobody waits for it: answers given meanwhile are counted the next time.
    """
    # Loaded here: numpy is 25 MB in every process that never makes a map.
    from consultations.opinions.domain.analysis import analyse
    from consultations.opinions.queries.votes import votes_of_consultation

    answered = Opinion.objects.filter(person__consultation=consultation)
    newest = answered.aggregate(newest=Max("pk"))["newest"] or 0
    digest = statements_digest(consultation)
    votes, rejected, meta = votes_of_consultation(consultation)
    made = analyse(votes, rejected=rejected, meta=meta)
    told = {
        "made_at": now,
        "votes": made.votes,
        "people": made.people,
        "newest": newest,
        "digest": digest,
        "content": as_json(kept(made)),
    }
    with transaction.atomic():
        stored, _new = StoredMap.objects.update_or_create(consultation=consultation, defaults=told)
        _keep_extremity(consultation, made)
    return stored


def bring_up_to_date(*, consultation: Consultation, now: datetime) -> bool:
    """For a page: makes the map where it is due and small; whether it did."""
    if not (is_due(consultation, now) and is_small(consultation)):
        return False
    make_map(consultation=consultation, now=now)
    return True


def keep_rounds(*, now: datetime) -> int:
    """For the clock: shows what was taken up before opinions opened, and makes the maps that are due."""
    done = 0
    for consultation in Consultation.objects.filter(statements__isnull=False).distinct().order_by("pk"):
        done += show_due(consultation=consultation, now=now)
        if is_due(consultation, now):
            make_map(consultation=consultation, now=now)
            done += 1
    return done


def _keep_extremity(consultation: Consultation, made: Map) -> None:
    rows = list(Statement.objects.filter(consultation=consultation, contribution__isnull=False))
    changed = []
    for row in rows:
        key: Key | None = row.contribution_id
        found = made.extremity.get(key, 0.0) if key is not None else 0.0
        if row.extremity != found:
            row.extremity = found
            changed.append(row)
    Statement.objects.bulk_update(changed, ["extremity"], batch_size=BATCH)
