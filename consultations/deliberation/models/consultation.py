"""A consultation: one row that its pages in every language share."""

from __future__ import annotations

from datetime import datetime

from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from consultations.deliberation.domain.words import in_language
from consultations.deliberation.enums import Act, ConsultationState, Offer, PhaseKind
from consultations.deliberation.models.querysets import ConsultationQuerySet
from consultations.people.enums import Level

USUAL_OFFERS = (Offer.COAUTHORS.value, Offer.SUGGESTIONS.value, Offer.FILES.value)
"""What a phase offers that says nothing of it."""


class Consultation(models.Model):  # type: ignore[django-manager-missing]  # pages: Wagtail's models are not typed
    """``slug`` is its address in every language and its ``process`` on the record; words stand in ConsultationText.

    ``scheduled``: it opens by itself at ``opens_at``; a draft with a date but without this stays a draft.
    ``opens_at`` and ``closes_at`` follow from the phases (``set_phases``). ``asks_district``: people who propose may
    say which part of the city they speak of.
    """

    slug = models.SlugField(max_length=100, unique=True)
    language = models.CharField(max_length=10, default="en")
    state = models.CharField(max_length=20, choices=ConsultationState, default=ConsultationState.DRAFT)
    scheduled = models.BooleanField(default=False)
    opens_at = models.DateTimeField(null=True, blank=True)
    closes_at = models.DateTimeField(null=True, blank=True)
    opened_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField()
    supports_named = models.BooleanField(default=False)
    asks_district = models.BooleanField(default=False)
    attribution = models.TextField(blank=True)

    objects = ConsultationQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(state=ConsultationState.DRAFT) | models.Q(opened_at__isnull=False),
                name="an_open_consultation_says_when_it_opened",
            ),
            models.CheckConstraint(
                condition=models.Q(scheduled=False) | models.Q(opens_at__isnull=False),
                name="a_scheduled_consultation_has_an_opening_date",
            ),
            models.CheckConstraint(
                condition=models.Q(closes_at__isnull=True)
                | models.Q(opens_at__isnull=True)
                | models.Q(closes_at__gt=models.F("opens_at")),
                name="a_consultation_closes_after_it_opens",
                violation_error_message=_("The closing date must be after the opening date."),
            ),
        ]

    def __str__(self) -> str:
        return self.slug

    def get_absolute_url(self) -> str:
        return reverse("deliberation:consultation", args=[self.slug])

    @property
    def subject(self) -> str:
        """Its name on the record."""
        return f"consultation/{self.slug}"

    def is_due(self, now: datetime) -> bool:
        """Whether ``ConsultationQuerySet.due`` would find it; reads ``phases.all()``, which may be prefetched."""
        if self.state == ConsultationState.DRAFT:
            return self.scheduled and self.opens_at is not None and self.opens_at <= now
        if self.state != ConsultationState.OPEN:
            return False
        over = self.closes_at is not None and self.closes_at <= now
        return over or any(phase.is_due(now) for phase in self.phases.all())

    def text_in(self, language: str = "") -> ConsultationText | None:
        """Its words in ``language`` (default: the reader's), else in its own language, else in any; None without words.

        Reads ``texts.all()``, so that prefetched words cost no query.
        """
        texts = {text.language: text for text in self.texts.all()}
        wanted = language or get_language() or self.language
        return texts.get(wanted) or texts.get(self.language) or next(iter(texts.values()), None)

    @property
    def text(self) -> ConsultationText | None:
        """``text_in`` the reader's language, for templates."""
        return self.text_in()


class ConsultationText(models.Model):
    """The words of a consultation in one language; written when its page in that language is published."""

    consultation = models.ForeignKey(Consultation, on_delete=models.CASCADE, related_name="texts")
    language = models.CharField(max_length=10)
    title = models.CharField(max_length=200)
    question = models.CharField(max_length=400)
    summary = models.TextField(blank=True)
    plain_summary = models.TextField(blank=True)
    who_decides = models.TextField(blank=True)
    can_change = models.TextField(blank=True)
    cannot_change = models.TextField(blank=True)

    class Meta:
        ordering = ["language"]
        constraints = [
            models.UniqueConstraint(
                fields=["consultation", "language"], name="one_text_of_a_consultation_in_a_language"
            ),
        ]

    def __str__(self) -> str:
        return self.title


class Phase(models.Model):
    """A stretch of a consultation in which certain acts are open; what is open is data in ``settings``.

    ``settings`` keys: ``may`` (list of acts open in this phase: propose, comment, support, opine, answer,
    vote). Districts keep what else they need to know of a phase under their own label (``settings["voting"]`` …).
    ``title`` and ``outcome`` (what happens with what is said) map a language to words.
    ``opened_at`` and ``closed_at`` say when its opening and closing went on the record (``keep_time``), so that
    each goes there once; whether it is open now is a matter of its dates alone.
    """

    consultation = models.ForeignKey(Consultation, on_delete=models.CASCADE, related_name="phases")
    position = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=20, choices=PhaseKind)
    title = models.JSONField(default=dict, blank=True)
    outcome = models.JSONField(default=dict, blank=True)
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField(null=True, blank=True)
    settings = models.JSONField(default=dict, blank=True)
    opened_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["consultation_id", "position"]
        constraints = [
            models.UniqueConstraint(fields=["consultation", "position"], name="phases_of_a_consultation_have_an_order"),
            models.CheckConstraint(
                condition=models.Q(ends_at__isnull=True) | models.Q(ends_at__gt=models.F("starts_at")),
                name="a_phase_ends_after_it_starts",
                violation_error_message=_("A phase must end after it starts."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} of {self.consultation_id}"

    @property
    def subject(self) -> str:
        """Its name on the record."""
        return f"phase/{self.pk}"

    def is_due(self, now: datetime) -> bool:
        """Whether its opening or closing waits to be put on the record."""
        begun = self.opened_at is None and self.starts_at <= now
        return begun or (self.closed_at is None and self.ends_at is not None and self.ends_at <= now)

    def is_open(self, now: datetime) -> bool:
        return self.starts_at <= now and (self.ends_at is None or now < self.ends_at)

    def lets(self, act: Act) -> bool:
        """Whether ``act`` is open while this phase is."""
        return act.value in self.settings.get("may", [])

    def level_for(self, act: Act) -> Level:
        """The least that a person must have confirmed to do ``act`` in it (``settings["deliberation"]["levels"]``)."""
        return Level(self.settings.get("deliberation", {}).get("levels", {}).get(act.value, Level.ACCOUNT))

    def offers(self, offer: Offer) -> bool:
        """Whether those who write proposals in it are offered ``offer``."""
        chosen = self.settings.get("deliberation", {}).get("offers", USUAL_OFFERS)
        return offer.value in chosen

    @property
    def words(self) -> str:
        """Its title in the reader's language, else the word for its kind."""
        return in_language(self.title, get_language() or "") or str(PhaseKind(self.kind).label)

    @property
    def outcome_words(self) -> str:
        return in_language(self.outcome, get_language() or "")

    @property
    def time_state(self) -> str:
        """``past``, ``current`` or ``coming``, for the list of phases on a page."""
        now = timezone.now()
        if self.is_open(now):
            return "current"
        return "coming" if now < self.starts_at else "past"
