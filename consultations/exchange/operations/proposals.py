"""Importing proposals and comments of other platforms."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from django.db import transaction

from consultations.deliberation.operations.take_in import take_in_consultation
from consultations.exchange.domain import decide_madrid, republique_numerique
from consultations.exchange.domain.account import Account
from consultations.exchange.domain.items import Item
from consultations.exchange.operations.items import Progress, Source, import_items, record_batch


@dataclass(frozen=True)
class Format:
    """How a platform's files are checked and read, and what is said of them where nothing else is given."""

    check_folder: Callable[[Path], None]
    read_items: Callable[[Path, Account], Iterator[Item]]
    language: str
    title: str
    attribution: str


FORMATS = {
    "decide-madrid": Format(
        decide_madrid.check_folder,
        decide_madrid.read_items,
        "es",
        "Decide Madrid",
        "Proposals and comments of decide.madrid.es, published by argrecsys (Apache-2.0).",
    ),
    "republique-numerique": Format(
        republique_numerique.check_folder,
        republique_numerique.read_items,
        "fr",
        "République numérique",
        "Consultation République numérique, 2015 (Licence Ouverte).",
    ),
}


@transaction.atomic
def import_proposals(
    *, folder: Path, slug: str, format: str, title: str, language: str, now: datetime, progress: Progress
) -> Account:
    """Reads the folder into consultation ``slug``; all of it or, on any error, none. Raises BrokenFileError."""
    way = FORMATS[format]
    way.check_folder(folder)
    account = Account()
    items = list(way.read_items(folder, account))
    consultation = take_in_consultation(
        slug=slug,
        language=language or way.language,
        title=title or way.title,
        question=title or way.title,
        summary="",
        attribution=way.attribution,
        now=now,
    )
    made = import_items(consultation=consultation, items=items, account=account, now=now, progress=progress)
    source = Source(format=format, name=folder.name)
    record_batch(consultation=consultation, source=source, made=list(made.values()), account=account, now=now)
    return account
