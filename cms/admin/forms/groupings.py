"""Themes or districts as rows of one form: a name in each language, their order, and which is asked no more."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django import forms
from django.conf import settings
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cms.admin.forms.fields import line, words
from consultations.deliberation.domain.outline import OutlineUnreadable, read_outline
from consultations.deliberation.models import District, Theme
from consultations.deliberation.operations.groupings import LONGEST

NAMES = {f"name_{code}": code for code, _words in settings.LANGUAGES}


def fresh_slug(name: str, taken: Iterable[str], start: str = "theme") -> str:
    """A short name made of ``name`` that none of ``taken`` has; numbered where ``name`` has no Latin letters."""
    held = set(taken)
    base = slugify(name)[: LONGEST - 5].strip("-") or start
    number, slug = 2, base
    while slug in held:
        slug, number = f"{base}-{number}", number + 1
    return slug


def theme_plan(lines: str, language: str, taken_over: Mapping[str, Mapping[str, str]]) -> dict[str, dict[str, str]]:
    """Slug → language → name for one name a line; one ``taken_over`` keeps its slug and its names elsewhere."""
    by_name = {names.get(language, ""): (slug, names) for slug, names in taken_over.items()}
    plan: dict[str, dict[str, str]] = {}
    for name in dict.fromkeys(filter(None, (row.strip() for row in lines.splitlines()))):
        slug, names = by_name.get(name, ("", {}))
        plan[slug or fresh_slug(name, {*plan, *taken_over})] = {**names, language: name}
    return plan


class ThemeRow(forms.Form):
    slug = forms.SlugField(required=False, widget=forms.HiddenInput)
    place = forms.IntegerField(label=gettext_lazy("Place in the list"), min_value=1, max_value=999, required=False)
    gone = forms.BooleanField(
        label=gettext_lazy("Not to be chosen any more"),
        required=False,
        help_text=gettext_lazy("What was given under it stays there. It is deleted if nothing was."),
    )

    def __init__(self, *args: Any, first: str = "en", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        codes = sorted(settings.LANGUAGES, key=lambda language: language[0] != first)
        named = {f"name_{code}": self._name(code, str(label), code == first) for code, label in codes}
        self.fields = {**named, **self.fields}
        self.first = f"name_{first}"

    def _name(self, code: str, label: str, first: bool) -> forms.CharField:
        asked = _("Name in %(language)s") % {"language": _(label)}
        field = forms.CharField(label=asked, max_length=LONGEST, required=False, widget=line())
        field.widget.attrs["lang"] = code
        field.widget.attrs["data-first"] = "1" if first else ""
        return field

    @property
    def names(self) -> dict[str, str]:
        return {code: self.cleaned_data[name] for name, code in NAMES.items() if self.cleaned_data.get(name)}

    @property
    def is_new(self) -> bool:
        return not self["slug"].value()

    @property
    def name_fields(self) -> list[Any]:
        return [self[name] for name in self.fields if name in NAMES]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        filled = any(cleaned.get(name) for name in NAMES)
        if (filled or cleaned.get("slug")) and not cleaned.get(self.first) and self.first not in self.errors:
            self.add_error(self.first, _("Give it a name in this language."))
        return cleaned


class DistrictRow(ThemeRow):
    outline = forms.CharField(
        label=gettext_lazy("Outline (GeoJSON)"),
        required=False,
        widget=words(2),
        help_text=gettext_lazy("For maps; can stay empty. Your map office can give you the text."),
    )

    def clean_outline(self) -> dict[str, Any] | None:
        try:
            return read_outline(self.cleaned_data["outline"])
        except OutlineUnreadable as fault:
            raise forms.ValidationError(str(fault)) from fault


class AskForm(forms.Form):
    asks_district = forms.BooleanField(
        label=gettext_lazy("People can say which district their proposal is about"),
        required=False,
        help_text=gettext_lazy("The districts are the same for all consultations of the city."),
    )


class MergeForm(forms.Form):
    """Which one goes into which; ``things`` are those that can be chosen."""

    which = forms.ChoiceField(label=gettext_lazy("This one"))
    into = forms.ChoiceField(label=gettext_lazy("goes into"))

    def __init__(self, sent: Any = None, *, things: Sequence[Theme | District]) -> None:
        super().__init__(sent, prefix="merge")
        for name in ("which", "into"):
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)
            field.choices = [("", ""), *((thing.slug, thing.words) for thing in things)]


def rows_of(things: Sequence[Theme | District]) -> list[dict[str, Any]]:
    """Initial values of the rows."""
    rows = []
    for place, thing in enumerate(things, start=1):
        names = {f"name_{code}": text for code, text in thing.name.items()}
        outline = getattr(thing, "outline", None)
        row = {"slug": thing.slug, "place": place, "gone": thing.retired, **names}
        rows.append({**row, "outline": json.dumps(outline, separators=(",", ":")) if outline else ""})
    return rows


def plan_of(rows: Any, standing: Mapping[str, Theme | District], start: str) -> list[tuple[str, ThemeRow]]:
    """Slug and row of those that are to stand, in the order asked for; new rows at the end unless placed."""
    filled = [row for row in rows if row.names]
    asked = [row for row in filled if not row.cleaned_data["gone"]]
    asked.sort(key=lambda row: row.cleaned_data["place"] or 1000)
    taken, plan = set(standing), []
    for row in asked:
        slug = row.cleaned_data["slug"]
        if slug not in standing:
            slug = fresh_slug(next(iter(row.names.values())), taken, start)
            taken.add(slug)
        plan.append((slug, row))
    return plan


ThemeRows = forms.formset_factory(ThemeRow, extra=0, max_num=60)
DistrictRows = forms.formset_factory(DistrictRow, extra=0, max_num=60)
