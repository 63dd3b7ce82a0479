"""The votes of a consultation on this site, as the opinion map takes them; never published.

Apart from the package's other queries because it loads numpy.
"""

from __future__ import annotations

import numpy as np

from consultations.deliberation.enums import ContributionKind, ContributionState
from consultations.deliberation.models import Consultation, Contribution
from consultations.opinions.domain.map import Key
from consultations.opinions.domain.votes import Votes, arranged
from consultations.opinions.models import Opinion, Respondent, Statement

CHUNK = 10_000
ROW = np.dtype([("person", np.int64), ("statement", np.int64), ("choice", np.int8)])


def votes_of_consultation(consultation: Consultation) -> tuple[Votes, set[Key], set[Key]]:
    """(current votes on all statements, by primary keys; those that do not stand in public; those about itself)."""
    statements = dict(
        Contribution.objects.filter(consultation=consultation, kind=ContributionKind.STATEMENT)
        .order_by("pk")
        .values_list("pk", "state")
    )
    rows = (
        Opinion.objects.filter(person__consultation=consultation, current=True, statement__in=list(statements))
        .order_by()
        .values_list("person_id", "statement_id", "choice")
    )
    table = np.fromiter(rows.iterator(chunk_size=CHUNK), dtype=ROW)
    people, person = np.unique(table["person"], return_inverse=True)
    place = np.searchsorted(np.array(list(statements), dtype=np.int64), table["statement"])
    votes = arranged(tuple(people.tolist()), tuple(statements), person, place, table["choice"])
    rejected: set[Key] = {key for key, state in statements.items() if state != ContributionState.PUBLISHED}
    meta = Statement.objects.filter(consultation=consultation, meta=True, contribution__isnull=False)
    return votes, rejected, set(meta.values_list("contribution_id", flat=True))


def names_of(consultation: Consultation) -> tuple[dict[Key, str], dict[Key, str]]:
    """(people, statements) by primary key, as their source names them.

    People of this site have none: they are called by a number that means nothing elsewhere. Statements have their
    numbers here where not all of them come from one import.
    """
    known = Respondent.objects.filter(consultation=consultation).values_list("pk", "key")
    people: dict[Key, str] = {pk: key or f"here-{pk}" for pk, key in known}
    rows = Contribution.objects.filter(consultation=consultation, kind=ContributionKind.STATEMENT)
    keys = dict(rows.values_list("pk", "source_key"))
    imported = all(key.startswith("statement/") for key in keys.values())
    return people, {pk: key.partition("/")[2] if imported else str(pk) for pk, key in keys.items()}
