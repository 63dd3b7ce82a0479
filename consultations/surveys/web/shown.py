"""Answers in words, and results made ready for templates and tables."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.formats import date_format, number_format
from django.utils.translation import gettext as _

from consultations.surveys.domain.questions import OTHER, Item
from consultations.surveys.domain.results import NOTHING, Cell, Result
from consultations.surveys.domain.tally import BELOW, CUTS
from consultations.surveys.enums import Kind
from consultations.surveys.models import Question
from consultations.surveys.web.filling import Filling
from consultations.surveys.web.forms import option_words, value_words, words_in


@dataclass(frozen=True)
class Row:
    """A question on the page where answers are checked. ``lines``: the answer in words; ``fault``: why it cannot
    stand; ``address``: where it is changed; ``published``: the person wants it published."""

    words: str
    lines: Sequence[str]
    fault: str
    address: str
    published: bool


def review(filled: Filling) -> list[Row]:
    """Every question that the person is asked, with their answer."""
    answers = filled.read[0]
    return [
        Row(
            words=words_in(filled.questions[item.id].words),
            lines=answer_lines(filled.questions[item.id], item, answers.get(item.id)),
            fault=filled.faults.get(item.id, ""),
            address=f"{filled.address(filled.page_of(item.id))}#q{item.id}",
            published=bool(answers.get(item.id, {}).get("share")),
        )
        for item in filled.items
        if item.asks and item.id in filled.asked
    ]


def answer_lines(question: Question, item: Item, answer: Mapping[str, Any] | None) -> list[str]:
    """An answer in words; no line without one."""
    if not answer:
        return []
    if "chosen" in answer:
        words = value_words(question, item)
        return [
            f"{words[value]}: {answer[OTHER]}" if value == OTHER and OTHER in answer else words[value]
            for value in answer["chosen"]
        ]
    if "rows" in answer:
        words = option_words(question, "rows")
        return [f"{words[row]}: {step}" for row, step in answer["rows"].items()]
    if "order" in answer:
        words = option_words(question)
        return [f"{place}. {words[option]}" for place, option in enumerate(answer["order"], start=1)]
    if "date" in answer:
        return [date_format(date.fromisoformat(answer["date"]), "DATE_FORMAT")]
    if "number" in answer:
        return [number_words(Decimal(answer["number"]))]
    return [str(answer["text"])]


def number_words(number: Decimal) -> str:
    """In the reader's way of writing numbers, without zeros at its end."""
    plain = f"{number:f}"
    return number_format(Decimal(plain.rstrip("0").rstrip(".")) if "." in plain else number, force_grouping=True)


@dataclass(frozen=True)
class Bar:
    """``number`` of people and ``share`` of those asked in percent; both None where they are not shown."""

    words: str
    number: int | None
    share: int | None
    mean: str = ""

    @property
    def width(self) -> int:
        """Of the bar, in a drawing 100 wide."""
        return self.share or 0


@dataclass(frozen=True)
class Figure:
    """One picture with its table. ``words``: of which statement, for a matrix."""

    words: str
    bars: Sequence[Bar]
    mean: str = ""
    median: str = ""

    @property
    def is_partial(self) -> bool:
        return any(bar.number is None for bar in self.bars)


@dataclass(frozen=True)
class Shown:
    """The result of a question. ``published``: how many open answers were published."""

    question: Question
    result: Result
    words: str
    figures: Sequence[Figure]
    places: Sequence[Bar] = ()
    published: int = 0


def shown_of(question: Question, result: Result, published: int = 0) -> Shown:
    item = result.item
    figures = [] if result.asked is None or item.is_text else list(_figures(question, result))
    places = [
        Bar(option_words(question)[cell.name], cell.number, None, number_words(cell.mean) if cell.mean else "")
        for cell in result.places
    ]
    places.sort(key=lambda bar: (not bar.mean, bar.mean))
    return Shown(question, result, words_in(question.words), figures, places, published)


def _figures(question: Question, result: Result) -> Iterator[Figure]:
    item, asked = result.item, result.asked or 0
    if item.kind == Kind.MATRIX:
        for row, words in option_words(question, "rows").items():
            cells = [cell for cell in result.cells if cell.row == row]
            own = result.means.get(row)
            yield Figure(words, _bars(question, item, cells, asked), number_words(own) if own is not None else "")
        return
    mean = "" if result.mean is None else number_words(result.mean)
    middle = "" if result.median is None else number_words(result.median)
    words = _("First places") if item.kind == Kind.RANKING else ""
    yield Figure(words, _bars(question, item, result.cells, asked), mean, middle)


def _bars(question: Question, item: Item, cells: Sequence[Cell], asked: int) -> list[Bar]:
    words = cell_words(question, item)
    return [
        Bar(
            words(cell.name),
            cell.number,
            None if cell.number is None or not asked else round(100 * cell.number / asked),
        )
        for cell in cells
    ]


def cell_words(question: Question, item: Item) -> Any:
    """A function from the name of a cell to words."""
    values = value_words(question, item) if item.kind != Kind.RANKING else option_words(question)
    ends = dict(
        zip(map(str, item.ends), (question.settings.get("low", {}), question.settings.get("high", {})), strict=True)
    )

    def words(name: str) -> str:
        if name == NOTHING:
            return _("No answer")
        if item.kind == Kind.NUMBER:
            return stretch_words(name)
        if item.kind == Kind.DATE:
            return date_format(date.fromisoformat(f"{name}-01"), "YEAR_MONTH_FORMAT")
        if item.kind in (Kind.SCALE, Kind.MATRIX) and words_in(ends.get(name, {})):
            return f"{name} – {words_in(ends[name])}"
        return values.get(name, name)

    return words


def stretch_words(name: str) -> str:
    """``10 to 19`` for ``10``: stretches of numbers begin at 0, 1, 2, 5, 10, 20, 50 …"""
    if name == BELOW:
        return _("Below 0")
    start = Decimal(name)
    nexts = [cut for cut in CUTS if cut > start]
    if not nexts:
        return _("%(n)s and more") % {"n": number_words(start)}
    return _("%(start)s to below %(end)s") % {"start": number_words(start), "end": number_words(nexts[0])}
