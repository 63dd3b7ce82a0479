"""What came of a consultation, told by the city, with figures that are counted when the page is read."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models
from django.http import HttpRequest
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.fields import StreamField
from wagtail.models import Page

from cms.addresses import AddressForm
from cms.blocks import LIVE_BLOCKS, TEXT_BLOCKS
from cms.languages import reading
from consultations.decisions.models import Decision
from consultations.deliberation.models import Consultation


class OutcomeForm(AddressForm):
    """Offers the decisions of the consultation under whose page the outcome stands."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        above = self.parent_page.specific
        self.fields["decision"].queryset = Decision.objects.filter(consultation=above.consultation)


class OutcomePage(Page):
    """Stands under a consultation's page; its live blocks draw on ``decision`` and the consultation."""

    lead = models.TextField(_("introduction"), blank=True, max_length=600)
    decision = models.ForeignKey(
        Decision,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("decision"),
        help_text=_("The live blocks below read their changes and promises from it."),
    )
    body = StreamField([*TEXT_BLOCKS, *LIVE_BLOCKS], blank=True, verbose_name=_("story"))

    template = "cms/pages/outcome.html"
    base_form_class = OutcomeForm
    parent_page_types: ClassVar[list[str]] = ["cms.ConsultationPage"]
    subpage_types: ClassVar[list[str]] = []
    content_panels: ClassVar[list[Any]] = [
        *Page.content_panels,
        FieldPanel("lead"),
        FieldPanel("decision"),
        FieldPanel("body"),
    ]

    class Meta:
        verbose_name = _("outcome page")
        verbose_name_plural = _("outcome pages")

    @cached_property
    def consultation(self) -> Consultation:
        return Consultation.objects.get(pages=self.get_parent().pk)

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        return {**super().get_context(request, *args, **kwargs), "reading": reading(self, request)}
