"""How many took part, when and by which way: of a whole consultation, never of a person.

What happened when is counted from the record, so that every district above is in it and anybody can count again
(docs/decisions/0025-numbers-from-the-record.md). What stands now by channel, theme and district is counted from rows.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Count, Q
from django.db.models.fields.json import KT
from django.db.models.functions import TruncDate
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from consultations.deliberation.domain.small_cells import protect
from consultations.deliberation.domain.words import in_language
from consultations.deliberation.enums import Channel
from consultations.deliberation.models import Consultation, Contribution, Support
from consultations.people.enums import Level
from consultations.record.models import Event

# What counts as taking part: the type of an entry, the kind where it says one, and words.
ACTS: dict[tuple[str, str], str | Promise] = {
    ("contribution.published", "proposal"): gettext_lazy("Proposals"),
    ("contribution.published", "comment"): gettext_lazy("Comments"),
    ("contribution.published", "statement"): gettext_lazy("Statements"),
    ("support.given", ""): gettext_lazy("Supports"),
    ("opinion.given", ""): gettext_lazy("Opinions on statements"),
    ("survey.answered", ""): gettext_lazy("Answered surveys"),
    ("ballot.cast", ""): gettext_lazy("Votes"),
}
# Above so many weeks they are told by month.
MOST_WEEKS = 20


@dataclass(frozen=True)
class Bar:
    label: str
    value: int


@dataclass(frozen=True)
class Chart:
    """``id`` names it in the address of its table; ``column`` heads what its bars are."""

    id: str
    title: str
    column: str
    bars: Sequence[Bar]

    @property
    def largest(self) -> Bar:
        return max(self.bars, key=lambda bar: bar.value)


def charts_of(consultation: Consultation) -> list[Chart]:
    """Those with something in them. Four queries, and one where supports are given."""
    by_act, by_day = _from_the_record(consultation)
    given = Contribution.objects.public().filter(consultation=consultation).order_by()
    acts = [Bar(str(words), by_act[key]) for key, words in ACTS.items() if by_act[key]]
    charts = [
        Chart("acts", _("What people did"), _("What they did"), acts),
        Chart("time", _("When people took part"), _("When"), _stretches(by_day)),
        Chart("channel", _("Contributions by channel"), _("Channel"), _by_channel(given)),
        Chart("theme", _("Contributions by theme"), _("Theme"), _by_name(given, "theme")),
        Chart("district", _("Contributions by district"), _("District"), _by_name(given, "district")),
    ]
    if any(by_act[key] for key in ACTS if key[0] == "support.given"):
        charts.append(
            Chart("level", _("Supports by what people had confirmed"), _("Confirmed"), _by_level(consultation))
        )
    return [chart for chart in charts if chart.bars]


def _from_the_record(consultation: Consultation) -> tuple[Counter[tuple[str, str]], Counter[date]]:
    """Entries by act and by day; a survey answered anew is not counted again."""
    entries = Event.objects.filter(process=consultation.slug, type__in={type for type, _kind in ACTS})
    entries = entries.filter(~Q(type="survey.answered") | Q(refs=[])).order_by()
    rows = entries.annotate(kind=KT("data__kind"), day=TruncDate("time", tzinfo=timezone.get_current_timezone()))
    acts: Counter[tuple[str, str]] = Counter()
    days: Counter[date] = Counter()
    for type, kind, day, number in rows.values_list("type", "kind", "day").annotate(number=Count("pk")):
        key = (type, kind or "")
        if key in ACTS:
            acts[key] += number
            days[day] += number
    return acts, days


def _stretches(days: Counter[date]) -> list[Bar]:
    """Weeks from the first to the last, quiet ones too; months where there are many."""
    if not days:
        return []
    first, last = min(days), max(days)
    monday = first - timedelta(days=first.weekday())
    if (last - monday).days < 7 * MOST_WEEKS:
        weeks = [monday + timedelta(days=7 * n) for n in range((last - monday).days // 7 + 1)]
        return [
            Bar(
                _("Week from %(date)s") % {"date": date_format(week, "DATE_FORMAT")},
                sum(days[week + timedelta(days=n)] for n in range(7)),
            )
            for week in weeks
        ]
    months: Counter[date] = Counter()
    for day, number in days.items():
        months[day.replace(day=1)] += number
    return [Bar(date_format(month, "YEAR_MONTH_FORMAT"), months[month]) for month in _months(first, last)]


def _months(first: date, last: date) -> list[date]:
    count = (last.year - first.year) * 12 + last.month - first.month + 1
    places = [first.year * 12 + first.month - 1 + n for n in range(count)]
    return [date(place // 12, place % 12 + 1, 1) for place in places]


def _by_channel(given: object) -> list[Bar]:
    counts = dict(given.values_list("channel").annotate(number=Count("pk")))  # type: ignore[attr-defined]
    return [Bar(str(label), counts[value]) for value, label in Channel.choices if counts.get(value)]


def _by_level(consultation: Consultation) -> list[Bar]:
    """Supports that stand, by the level that their givers had reached; groups too small to be told are left out.

    Cells are persons, each in the highest level that they gave a support with: that one person gives many hides nobody.
    Nothing is told where all have the same level.
    """
    rows = Support.objects.filter(contribution__consultation=consultation).exclude(level="").order_by()
    supports: Counter[Level] = Counter()
    people: dict[int, Level] = {}
    for person, level, number in rows.values_list("participant", "level").annotate(number=Count("pk")):
        supports[Level(level)] += number
        people[person] = max(people.get(person, Level.ACCOUNT), Level(level), key=lambda each: each.rank)
    cells = Counter(people.values())
    shown = protect({level: cells[level] for level in Level})
    if len(supports) < 2:
        return []
    return [Bar(str(level.label), supports[level]) for level in Level if supports[level] and shown[level] is not None]


def _by_name(given: object, of: str) -> list[Bar]:
    """By theme or district, the most first; those without one at the end."""
    rows = given.values_list(f"{of}__slug", f"{of}__name").annotate(number=Count("pk"))  # type: ignore[attr-defined]
    named = sorted((row for row in rows if row[0]), key=lambda row: (-row[2], row[0]))
    if not named:
        return []
    bars = [Bar(in_language(name, get_language() or "") or slug, number) for slug, name, number in named]
    without = sum(number for slug, _name, number in rows if not slug)
    return [*bars, Bar(_("None named"), without)] if without else bars
