"""A consultation's words in one language; the consultation itself is one row that all its languages share."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models, transaction
from django.http import HttpRequest, HttpResponse
from django.urls import resolve
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.fields import StreamField
from wagtail.models import Page, Revision

from cms.blocks import TEXT_BLOCKS
from consultations.deliberation.models import Consultation, ConsultationText
from consultations.deliberation.operations import describe_consultation
from consultations.people.models import Participant

WORDS = ("title", "question", "summary", "plain_summary", "who_decides", "can_change", "cannot_change")


class ConsultationIndexPage(Page):
    """The folder that gives consultations their address; `/consultations/` itself is the deliberation list."""

    is_creatable = False
    preview_modes: ClassVar[list[Any]] = []
    parent_page_types: ClassVar[list[str]] = ["cms.HomePage"]
    subpage_types: ClassVar[list[str]] = ["cms.ConsultationPage"]
    content_panels: ClassVar[list[Any]] = [FieldPanel("title")]
    promote_panels: ClassVar[list[Any]] = []

    class Meta:
        verbose_name = _("list of consultations")
        verbose_name_plural = _("lists of consultations")


class ConsultationPage(Page):
    """Made with its consultation (cms/admin); other languages come from 'Translate'.

    Publishing it hands its words to the consultation (``describe_consultation``) in the same transaction. Its address
    is the consultation's in every language and cannot be edited here. ``language`` repeats the locale's code so that
    the database can hold one page of a consultation in a language.
    """

    consultation = models.ForeignKey(Consultation, on_delete=models.PROTECT, related_name="pages")
    language = models.CharField(max_length=10, editable=False)
    question = models.CharField(
        _("question"), max_length=400, help_text=_("What you ask people, in one sentence. It is the page's heading.")
    )
    summary = models.TextField(
        _("summary"), blank=True, help_text=_("Two or three sentences for lists and for the top of the page.")
    )
    plain_summary = models.TextField(
        _("in plain language"),
        blank=True,
        help_text=_("The same for somebody who reads with difficulty: short sentences, no jargon."),
    )
    who_decides = models.TextField(_("who decides"), blank=True, help_text=_("Who takes the decision, and when."))
    can_change = models.TextField(_("what can change"), blank=True)
    cannot_change = models.TextField(_("what cannot change"), blank=True, help_text=_("And why not."))
    body = StreamField(TEXT_BLOCKS, blank=True, verbose_name=_("story"))

    is_creatable = False
    parent_page_types: ClassVar[list[str]] = ["cms.ConsultationIndexPage"]
    subpage_types: ClassVar[list[str]] = ["cms.OutcomePage"]
    content_panels: ClassVar[list[Any]] = [
        FieldPanel("title"),
        FieldPanel("question"),
        FieldPanel("summary"),
        FieldPanel("plain_summary"),
        MultiFieldPanel(
            [FieldPanel("who_decides"), FieldPanel("can_change"), FieldPanel("cannot_change")], heading=_("Our promise")
        ),
        FieldPanel("body"),
    ]
    promote_panels: ClassVar[list[Any]] = [FieldPanel("search_description")]

    class Meta:
        verbose_name = _("consultation page")
        verbose_name_plural = _("consultation pages")
        constraints = [
            models.UniqueConstraint(
                fields=["consultation", "language"],
                name="one_page_of_a_consultation_in_a_language",
                violation_error_message=_("This consultation has a page in this language already."),
            )
        ]

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Hands the words over in the same transaction whenever what is live is written: every way of publishing ends
        here, the editor's button and a publication set for later too. Saving a draft names its fields and does not.

        Raises NotAllowed or Unfit, and nothing is published.
        """
        self.language = self.locale.language_code
        with transaction.atomic():
            super().save(*args, **kwargs)
            if self.live and self.live_revision is not None and kwargs.get("update_fields") is None:
                describe_consultation(
                    actor=self.live_revision.user,
                    consultation=self.consultation,
                    language=self.language,
                    now=timezone.now(),
                    **self.words(),
                )

    def publish(self, revision: Revision, user: Participant | None = None, **kwargs: Any) -> None:
        """A revision that nobody signed is signed by whoever publishes it."""
        with transaction.atomic():
            if revision.user is None and user is not None:
                revision.user = user
                revision.save(update_fields=["user"])
            super().publish(revision, user=user, **kwargs)

    def serve(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """What the site itself answers at the consultation's address, which comes before Wagtail's."""
        found = resolve(self.consultation.get_absolute_url())
        return found.func(request, *found.args, **found.kwargs)

    def serve_preview(self, request: HttpRequest, mode_name: str) -> HttpResponse:
        """The very page that residents will read, made with the draft's words, which are then taken back."""
        request.previewed_page = self  # type: ignore[attr-defined]
        with transaction.atomic():
            ConsultationText.objects.update_or_create(
                consultation=self.consultation, language=self.language, defaults=self.words()
            )
            response = self.serve(request)
            transaction.set_rollback(True)
        return response

    def words(self) -> dict[str, str]:
        """What the consultation takes over from this page."""
        return {name: getattr(self, name) for name in WORDS}
