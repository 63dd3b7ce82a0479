"""The fields for where something is and what it might cost, where a phase asks for them."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from consultations.deliberation.domain import particulars as told
from consultations.deliberation.domain import typed_text
from consultations.deliberation.domain.particulars import Particulars, Unreadable
from consultations.deliberation.enums import Offer
from consultations.deliberation.models import Consultation
from consultations.deliberation.operations.fitting import particulars_of
from consultations.deliberation.permissions import offers


class _Number(forms.CharField):
    """Reads what was typed by ``read``, whose refusal is shown."""

    def __init__(self, *, numeric: str = "decimal", **options: Any) -> None:
        widget = forms.TextInput(attrs={"inputmode": numeric, "dir": "ltr", "autocomplete": "off"})
        super().__init__(widget=widget, required=False, max_length=60, **options)

    def read(self, typed: str) -> Any:
        raise NotImplementedError

    def clean(self, value: Any) -> Any:
        try:
            return self.read(super().clean(value).replace("\x00", ""))
        except Unreadable as wrong:
            raise forms.ValidationError(str(wrong)) from wrong


class PointField(_Number):
    """Cleans to (latitude, longitude), or (None, None)."""

    def read(self, typed: str) -> Any:
        return told.point_in(typed)


class CostField(_Number):
    """Cleans to whole units of the site's currency, or None."""

    def __init__(self, **options: Any) -> None:
        super().__init__(numeric="numeric", **options)

    def read(self, typed: str) -> Any:
        return told.whole_cost(typed)


def ask_particulars(form: forms.Form, consultation: Consultation) -> None:
    """Adds what the phases of ``consultation`` ask for."""
    if offers(consultation, Offer.PLACE):
        form.fields["address"] = forms.CharField(
            label=_("Where is it?"),
            help_text=_("An address or words, such as: corner of Mill Street and the canal. Everybody can read it."),
            required=False,
            strip=False,
            widget=forms.TextInput(attrs={"dir": "auto"}),
            validators=[_fits],
        )
        form.fields["point"] = PointField(
            label=_("Point on the map"),
            help_text=_(
                "Latitude and longitude, such as 52.0705, 4.3007. Everybody can see it: think before it is your home."
            ),
        )
    if offers(consultation, Offer.COST):
        form.fields["cost"] = CostField(
            label=_("What might it cost?"),
            help_text=_("Your estimate in %(currency)s, without cents. The city checks it.")
            % {"currency": settings.CURRENCY},
        )


def _fits(typed: str) -> None:
    fault = typed_text.fault(typed_text.one_line(typed_text.tidy(typed)), limit=told.ADDRESS_LIMIT, required=False)
    if fault:
        raise forms.ValidationError(fault)


def given_particulars(cleaned: dict[str, Any]) -> Particulars:
    """What a valid form holds; of fields that are not asked for, nothing."""
    latitude, longitude = cleaned.get("point") or (None, None)
    return Particulars(cleaned.get("address", ""), latitude, longitude, cleaned.get("cost"))


def typed_particulars(row: Any) -> dict[str, str]:
    """What stands, as it would be typed."""
    stands = particulars_of(row)
    cost = "" if stands.cost is None else str(stands.cost)
    return {"address": stands.address, "point": stands.point.replace(",", ", "), "cost": cost}


def with_standing(form: forms.Form, row: Any, given: Particulars) -> Particulars:
    """``given``, and what stands on ``row`` where the form did not ask: a phase may have stopped asking."""
    stands = particulars_of(row)
    asked = form.fields
    return Particulars(
        given.address if "address" in asked else stands.address,
        given.latitude if "point" in asked else stands.latitude,
        given.longitude if "point" in asked else stands.longitude,
        given.cost if "cost" in asked else stands.cost,
    )
