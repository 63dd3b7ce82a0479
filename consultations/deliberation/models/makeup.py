"""Who takes part, as counters: voluntary answers about oneself that no row joins to a person.

The city's list (``Trait`` and its values) comes from its census table. An answer raises counters and is kept nowhere.
"""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import get_language

from consultations.deliberation.domain.words import in_language
from consultations.deliberation.models.consultation import Consultation


class Trait(models.Model):
    """Something that people may tell about themselves, such as their age group; ``words`` map a language to words."""

    key = models.CharField(max_length=120, unique=True)
    position = models.PositiveSmallIntegerField()
    words = models.JSONField(default=dict)

    class Meta:
        ordering = ["position", "pk"]

    def __str__(self) -> str:
        return self.key

    @property
    def label(self) -> str:
        return in_language(self.words, get_language() or "") or self.key


class TraitValue(models.Model):
    """One answer that a trait offers; ``people`` of the city have it, by its census."""

    trait = models.ForeignKey(Trait, on_delete=models.CASCADE, related_name="values")
    key = models.CharField(max_length=120)
    position = models.PositiveSmallIntegerField()
    words = models.JSONField(default=dict)
    people = models.PositiveIntegerField()

    class Meta:
        ordering = ["trait", "position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["trait", "key"], name="a_value_stands_once_in_its_trait"),
        ]

    def __str__(self) -> str:
        return self.key

    @property
    def label(self) -> str:
        return in_language(self.words, get_language() or "") or self.key


class TraitCount(models.Model):
    """How many in a consultation told a value; ``shown``: as it stood when the trait's figures were last brought up."""

    consultation = models.ForeignKey(Consultation, on_delete=models.CASCADE, related_name="trait_counts")
    value = models.ForeignKey(TraitValue, on_delete=models.CASCADE, related_name="counts")
    number = models.PositiveIntegerField(default=0)
    shown = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["consultation", "value"], name="one_counter_of_a_value_in_a_consultation"),
        ]

    def __str__(self) -> str:
        return f"counter of value {self.value_id}"


class ToldOnce(models.Model):
    """That a person told something about themselves in a consultation: neither what nor when."""

    consultation = models.ForeignKey(Consultation, on_delete=models.CASCADE, related_name="+")
    participant = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["consultation", "participant"], name="a_person_tells_about_themselves_once"
            ),
        ]

    def __str__(self) -> str:
        return f"told once in {self.consultation_id}"
