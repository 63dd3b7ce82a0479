"""Decidim's open data: proposals with their official answers, and comments.

Decidim writes nested values with slashes (``title/ca``, ``component/id``), lists with commas, and cuts cells at
semicolons. Its versions name columns differently: all names below are of one version or another (decidim-proposals
``proposal_serializer.rb``, decidim-comments ``comment_serializer.rb``).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from consultations.deliberation.domain import typed_text
from consultations.deliberation.domain.particulars import (
    ADDRESS_LIMIT,
    HIGHEST_COST,
    Particulars,
    Unreadable,
    degrees,
)
from consultations.exchange.domain.account import Account, BrokenFileError
from consultations.exchange.domain.decidim_cells import in_languages, moment, plain_text, whole
from consultations.exchange.domain.items import Item, Part
from consultations.exchange.domain.tables import read_columns, read_table

FIGURES = {
    "supports": ("votes", "supports"),
    "comments": ("comments",),
    "endorsements": ("endorsements/total_count", "likes/total_count", "endorsements"),
    "followers": ("follows_count", "followers"),
}
"""Figure → the columns that may hold it."""
ANSWERED = ("accepted", "rejected", "evaluating")
COMMENT_TYPE, PROPOSAL_TYPE = "Decidim::Comments::Comment", "Decidim::Proposals::Proposal"
STANCES = {"1": "for", "-1": "against"}


@dataclass(frozen=True)
class Files:
    """What a folder holds, told by the files' columns; ``others`` are of kinds that are not imported."""

    proposals: tuple[Path, ...]
    comments: tuple[Path, ...]
    others: tuple[Path, ...]


@dataclass(frozen=True)
class Answer:
    """The official answer to a proposal: ``state`` is Decidim's; ``file`` and ``row`` account for it."""

    proposal: str
    state: str
    text: str
    at: datetime | None
    file: str
    row: int


@dataclass
class Source:
    """What was read. ``places``: address of a proposal in the source → its key."""

    items: list[Item]
    answers: list[Answer]
    places: dict[str, str]


def sort_files(folder: Path) -> Files:
    """Raises BrokenFileError where there is no folder, or none of its CSV files holds proposals."""
    if not folder.is_dir():
        raise BrokenFileError(f"{folder} is not a folder.")
    proposals, comments, others = [], [], []
    for path in sorted(folder.glob("*.csv")):
        columns = set(read_columns(path))
        heads = {name.partition("/")[0] for name in columns}
        if "commentable_id" in columns:
            comments.append(path)
        elif {"id", "title", "body", "state"} <= heads:
            proposals.append(path)
        else:
            others.append(path)
    if not proposals:
        raise BrokenFileError(f"{folder} holds no CSV file with the columns id, title, body and state.")
    return Files(tuple(proposals), tuple(comments), tuple(others))


def read_source(files: Files, account: Account, *, language: str, component: str) -> Source:
    """Proposals in ``language`` where they have it, then comments; rows that cannot stand are refused in ``account``.

    ``component``: only proposals of this one, where given.
    """
    source = Source([], [], {})
    for path in files.proposals:
        for item in _proposals(path, account, source, language, component):
            source.items.append(item)
    keys = {item.key for item in source.items}
    for path in files.comments:
        source.items += _comments(path, account, source, keys, language)
    return source


def _proposals(path: Path, account: Account, source: Source, language: str, component: str) -> Iterator[Item]:
    ledger = account.of(path.name)
    seen = {item.key for item in source.items}
    for row, cells in read_table(path, ("id", "state")):
        ledger.rows += 1
        number = cells["id"].strip()
        titles, bodies = in_languages(cells, "title"), in_languages(cells, "body")
        at = moment(cells.get("published_at", "")) or moment(cells.get("created_at", ""))
        problem = _problem(cells, number, f"proposal/{number}" in seen, component, any(bodies.values()))
        if problem or at is None:
            ledger.refuse(row, problem or "it has no time of publication")
            continue
        seen.add(f"proposal/{number}")
        spoken = next((each for each in (language, *bodies) if bodies.get(each)), "")
        address = _address(cells.get("url", ""))
        source.places[address] = f"proposal/{number}"
        parts = [*_translations(path.name, row, titles, bodies, spoken), *_around(path.name, row, cells)]
        answers = _answers(path.name, row, cells, spoken)
        source.answers += answers
        for file in (*(part.file for part in parts), *(answer.file for answer in answers)):
            account.of(file).rows += 1
        yield Item(
            key=f"proposal/{number}",
            file=path.name,
            row=row,
            kind="amendment" if cells.get("is_amend", "").strip() == "true" else "proposal",
            title=titles.get(spoken) or next(filter(None, titles.values()), ""),
            body=bodies.get(spoken, ""),
            at=at,
            author=cells.get("author/id", "").strip(),
            theme=_theme(cells, language),
            in_scope=True,
            language=spoken,
            figures=_figures(cells),
            parts=tuple(parts),
            particulars=_particulars(cells),
        )


def _particulars(cells: dict[str, str]) -> Particulars:
    """Its place and cost as far as they can be kept; what cannot stays an appendix (``_around``)."""
    address = typed_text.one_line(plain_text(cells.get("address", "")))
    if typed_text.fault(address, limit=ADDRESS_LIMIT, required=False):
        address = ""
    try:
        point = (degrees(cells.get("latitude", ""), most=90), degrees(cells.get("longitude", ""), most=180))
    except Unreadable:
        point = (None, None)
    cost = whole(cells.get("cost", ""))
    fit = cost if cost is not None and cost <= HIGHEST_COST else None
    return Particulars(address, cost=fit) if None in point else Particulars(address, *point, fit)


def _answers(file: str, row: int, cells: dict[str, str], spoken: str) -> list[Answer]:
    """The official answer, if there is one, in the proposal's language where it has that."""
    state, words = cells["state"].strip(), in_languages(cells, "answer")
    if state not in ANSWERED and not any(words.values()):
        return []
    text = words.get(spoken) or next(filter(None, words.values()), "")
    at = moment(cells.get("answered_at", ""))
    return [Answer(f"proposal/{cells['id'].strip()}", state, text, at, f"{file}#answers", row)]


def _problem(cells: dict[str, str], number: str, known: bool, component: str, has_text: bool) -> str:
    if not number:
        return "it has no id"
    if known:
        return f"proposal {number} stands in an earlier row"
    if component and cells.get("component/id", "").strip() != component:
        return f"it belongs to component {cells.get('component/id', '').strip() or '(none)'}"
    if cells["state"].strip() == "withdrawn" or cells.get("withdrawn", "").strip() == "true":
        return "its author withdrew it"
    return "" if has_text else "its text is empty"


def _translations(file: str, row: int, titles: dict[str, str], bodies: dict[str, str], spoken: str) -> Iterator[Part]:
    """The words in further languages, each as an appendix named after its language."""
    for language, body in bodies.items():
        if body and language != spoken:
            yield Part(
                f"{file}#translations", row, "appendix", f"{titles.get(language, '')} ({language})".strip(), body
            )


def _around(file: str, row: int, cells: dict[str, str]) -> Iterator[Part]:
    """Where it stood in the source, its place, what it is related to, and what does not fit a figure."""
    about = f"{file}#about"
    if address := cells.get("url", "").strip():
        yield Part(about, row, "source", cells.get("reference", "").strip() or address, link=address)
    known = _particulars(cells)
    place = cells.get("address", "").strip()
    position = ", ".join(filter(None, (cells.get("latitude", "").strip(), cells.get("longitude", "").strip())))
    if (place and not known.address) or (position and not known.point):
        yield Part(about, row, "appendix", place or position, position if place else "")
    related = [each.strip() for each in cells.get("related_proposals", "").split(",")]
    for address in filter(None, [*related, cells.get("original_proposal/url", "").strip()]):
        yield Part(f"{file}#related", row, "source", address, link=address)
    cost = cells.get("cost", "").strip()
    if cost and known.cost is None:
        yield Part(about, row, "appendix", cost, cells.get("cost_report", "").strip())


def _theme(cells: dict[str, str], language: str) -> str:
    for column in ("category/name", "taxonomies/name", "scope/name"):
        names = in_languages(cells, column)
        if name := names.get(language) or next(filter(None, names.values()), ""):
            return name[:80]
    return ""


def _figures(cells: dict[str, str]) -> dict[str, int]:
    found = {}
    for name, columns in FIGURES.items():
        stated = next((cells[column] for column in columns if cells.get(column, "").strip()), "")
        value = whole(stated)
        if value is not None:
            found[name] = value
    return found


def _comments(path: Path, account: Account, source: Source, keys: set[str], language: str) -> Iterator[Item]:
    ledger = account.of(path.name)
    for row, cells in read_table(path, ("id", "commentable_id", "commentable_type")):
        ledger.rows += 1
        number, bodies = cells["id"].strip(), in_languages(cells, "body")
        spoken = next((each for each in (language, *bodies) if bodies.get(each)), "")
        kind, parent = cells["commentable_type"].strip(), cells["commentable_id"].strip()
        root = source.places.get(_address(cells.get("root_commentable_url", "")), "")
        at = moment(cells.get("created_at", ""))
        above = f"{'proposal' if kind == PROPOSAL_TYPE else 'comment'}/{parent}"
        problem = _comment_problem(number, f"comment/{number}" in keys, kind, bodies.get(spoken, ""))
        if not problem and (above if kind == PROPOSAL_TYPE else root or above) not in keys:
            problem = "what it belongs to is not among the imported proposals"
        if problem or at is None:
            ledger.refuse(row, problem or f"created_at {cells.get('created_at', '')[:40]!r} is no time")
            continue
        keys.add(f"comment/{number}")
        yield Item(
            key=f"comment/{number}",
            file=path.name,
            row=row,
            kind="comment",
            body=bodies[spoken],
            at=at,
            author=cells.get("author/id", "").strip(),
            parent_key=above,
            fallback_key=root or above,
            stance=STANCES.get(cells.get("alignment", "").strip(), ""),
            language=spoken or cells.get("locale", "").strip(),
        )


def _comment_problem(number: str, known: bool, kind: str, body: str) -> str:
    if not number:
        return "it has no id"
    if known:
        return f"comment {number} stands in an earlier row"
    if kind not in (COMMENT_TYPE, PROPOSAL_TYPE):
        return f"it is about a {kind.rpartition('::')[2] or 'thing without a kind'}, which is not imported"
    return "" if body else "its text is empty"


def _address(url: str) -> str:
    return plain_text(url).partition("?")[0].partition("#")[0].rstrip("/")
