"""Words of residents, with their consent, as they stand now: the page keeps the number, never a copy of the words."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail import blocks

from cms.blocks.live import facts_of
from cms.queries.outcome import quoted
from consultations.deliberation.models import Contribution
from consultations.deliberation.queries.quoting import quotable


class NumberBlock(blocks.IntegerBlock):
    """The number of a contribution that may be quoted: its author says so on its page, no editor does."""

    def clean(self, value: int | None) -> int | None:
        number: int | None = super().clean(value)
        if number is None or quotable().filter(pk=number).exists():
            return number
        if Contribution.objects.public().filter(pk=number).exists():
            raise ValidationError(
                _("Its author has not agreed to be quoted. Ask them: they can agree on the contribution’s page.")
            )
        raise ValidationError(_("There is no public contribution with this number."))


class QuoteBlock(blocks.StructBlock):
    number = NumberBlock(
        label=gettext_lazy("Number of the contribution"),
        help_text=gettext_lazy(
            "It stands in its address. Only what its author agreed to have quoted can be shown, and only as long as "
            "they agree."
        ),
    )


class QuotesBlock(blocks.StructBlock):
    quotes = blocks.ListBlock(QuoteBlock(), label=gettext_lazy("Quotes"))

    def get_context(self, value: Any, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:
        facts = facts_of(parent_context)
        numbers = [quote["number"] for quote in value["quotes"] if quote["number"]]
        found = quoted(numbers, facts.consultation) if facts else {}
        shown = [found[number] for number in numbers if number in found]
        return {**super().get_context(value, parent_context), "shown": shown, "gone": len(numbers) - len(shown)}

    class Meta:
        icon = "openquote"
        label = gettext_lazy("Quotes")
        template = "cms/blocks/quotes.html"
