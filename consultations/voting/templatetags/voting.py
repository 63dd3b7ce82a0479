"""What the ballot's own script needs to know."""

from __future__ import annotations

from decimal import Decimal

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from consultations.voting.domain.wording import amount
from consultations.voting.enums import Bound, Method
from consultations.voting.web.forms import BallotForm

register = template.Library()


@register.filter
def unlocalized(value: Decimal) -> str:
    """An amount as programs write it."""
    return amount(value) or ""


@register.simple_tag
def ballot_sum(form: BallotForm) -> SafeString:
    """Attributes of ``<ballot-sum>``: what is added up (``cost``, ``number`` or ``points``), to how much at most."""
    terms = form.terms
    if terms.method in (Method.RANKING, Method.SCORE) or form.picks_one:
        return format_html('kind="{}"', "order" if terms.method == Method.RANKING else "none")
    if terms.method == Method.POINTS:
        kind, most = "points", str(terms.limit)
    elif terms.bound == Bound.COST and terms.total is not None:
        kind, most = "cost", amount(terms.total) or ""
    else:
        kind, most = "number", str(terms.most)
    return format_html(
        'kind="{}" max="{}" currency="{}" within="{}" over="{}"',
        kind,
        most,
        terms.currency if kind == "cost" else "",
        _("{sum} of {max}"),
        _("{sum} of {max}: {over} too much"),
    )
