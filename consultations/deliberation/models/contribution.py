"""Everything a person gives: proposal, comment, statement or session result (docs/decisions/0002-one-table.md)."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from taggit.managers import TaggableManager
from taggit.models import ItemBase, TagBase

from consultations.deliberation.domain.ordering import draw_place
from consultations.deliberation.enums import Channel, ContributionKind, ContributionState, Stance
from consultations.deliberation.models.consultation import Consultation
from consultations.deliberation.models.grouping import District, Theme
from consultations.deliberation.models.querysets import ContributionQuerySet
from consultations.people.enums import Level
from consultations.record.models import Event

# What answers no contribution and is about no place stands in a list of its consultation.
LISTED = models.Q(parent__isnull=True, about="")
ADDRESS_LIMIT = 200
A_POINT = models.Q(latitude=None, longitude=None) | models.Q(
    latitude__range=(-90, 90), longitude__range=(-180, 180), latitude__isnull=False, longitude__isnull=False
)


class Tag(TagBase):
    """A word that people put on contributions."""

    class Meta:
        verbose_name = _("tag")
        verbose_name_plural = _("tags")


class Contribution(models.Model):  # type: ignore[django-manager-missing]  # tagged: taggit's models are not typed
    """What someone gave, in its current revision.

    ``body`` is the source as typed; ``body_html`` its sanitised rendering. ``root`` is the top of the thread (the
    contribution itself has none when it is a top). ``author_label`` names imported persons, who have no account.

    Counters are kept by the operations that change what they count: ``support_count`` the supports given here;
    ``comment_count`` the visible comments in the thread of a top, the visible direct replies of a comment.
    ``imported_support_count`` is a total that an import brought without persons; it is shown as imported and never
    mixed with what was given here, except in ``total_support`` and ``attention``, by which lists are ordered.
    ``shuffle`` is its place in random orders.

    ``address`` and the point (degrees, WGS 84) say where it is. ``estimated_cost`` is its author's, ``checked_cost``
    the city's newest (CostCheck), both in whole units of settings.CURRENCY. ``endorsement_count``: by organisations,
    never mixed with supports. ``part_of``: the splitting that it came from; ``was_split``: it has parts.

    ``about``: for a comment that answers no contribution, the record's name of the place that it is about, such as a
    passage of a draft (``passage/3.0.12``; consultations/deliberation/places.py).
    """

    consultation = models.ForeignKey(Consultation, on_delete=models.PROTECT, related_name="contributions")
    kind = models.CharField(max_length=20, choices=ContributionKind)
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="contributions"
    )
    author_label = models.CharField(max_length=80, blank=True)
    channel = models.CharField(max_length=10, choices=Channel, default=Channel.WEB)
    language = models.CharField(max_length=10, blank=True)
    title = models.CharField(max_length=200, blank=True)
    body = models.TextField(blank=True)
    body_html = models.TextField(blank=True)
    search_text = models.TextField(blank=True)
    parent = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="replies")
    root = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="thread")
    about = models.CharField(max_length=120, blank=True)
    stance = models.CharField(max_length=10, choices=Stance, blank=True)
    state = models.CharField(max_length=12, choices=ContributionState, default=ContributionState.PUBLISHED)
    merged_into = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="merged")
    theme = models.ForeignKey(Theme, on_delete=models.SET_NULL, null=True, blank=True, related_name="contributions")
    district = models.ForeignKey(
        District, on_delete=models.SET_NULL, null=True, blank=True, related_name="contributions"
    )
    address = models.CharField(max_length=ADDRESS_LIMIT, blank=True)
    latitude = models.DecimalField(max_digits=7, decimal_places=5, null=True, blank=True)
    longitude = models.DecimalField(max_digits=8, decimal_places=5, null=True, blank=True)
    estimated_cost = models.PositiveBigIntegerField(null=True, blank=True)
    checked_cost = models.PositiveBigIntegerField(null=True, blank=True)
    part_of = models.ForeignKey(
        "deliberation.Split", on_delete=models.PROTECT, null=True, blank=True, related_name="parts"
    )
    was_split = models.BooleanField(default=False)
    in_scope = models.BooleanField(default=False)
    revision = models.PositiveIntegerField(default=0)
    created_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    support_count = models.PositiveIntegerField(default=0)
    comment_count = models.PositiveIntegerField(default=0)
    imported_support_count = models.PositiveIntegerField(default=0)
    endorsement_count = models.PositiveIntegerField(default=0)
    total_support = models.GeneratedField(
        expression=F("support_count") + F("imported_support_count"),
        output_field=models.PositiveIntegerField(),
        db_persist=True,
    )
    attention = models.GeneratedField(
        expression=F("support_count") + F("imported_support_count") + F("comment_count"),
        output_field=models.PositiveIntegerField(),
        db_persist=True,
    )
    shuffle = models.BigIntegerField(default=draw_place, editable=False)
    source_key = models.CharField(max_length=120, blank=True)
    submission = models.UUIDField(null=True, blank=True)

    tags = TaggableManager(through="deliberation.TaggedContribution", blank=True)

    objects = ContributionQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["author", "submission"],
                condition=models.Q(submission__isnull=False),
                name="a_form_sent_twice_counts_once",
            ),
            models.UniqueConstraint(
                fields=["consultation", "source_key"],
                condition=~models.Q(source_key=""),
                name="an_imported_row_stands_once_in_a_consultation",
            ),
            models.CheckConstraint(
                condition=models.Q(state=ContributionState.PUBLISHED, merged_into__isnull=True)
                | models.Q(state=ContributionState.MERGED, merged_into__isnull=False)
                | ~models.Q(state__in=[ContributionState.PUBLISHED, ContributionState.MERGED]),
                name="merged_says_into_what",
            ),
            models.CheckConstraint(
                condition=models.Q(about="") | models.Q(parent__isnull=True, kind=ContributionKind.COMMENT),
                name="only_a_comment_that_answers_none_is_about_a_place",
            ),
            models.CheckConstraint(condition=A_POINT, name="a_contribution_stands_at_a_whole_point_or_none"),
            models.CheckConstraint(
                condition=~models.Q(parent=models.F("pk")), name="a_contribution_does_not_reply_to_itself"
            ),
        ]
        indexes = [
            models.Index(
                fields=["consultation", "state", "-created_at", "-id"],
                condition=LISTED,
                name="newest_first",
            ),
            models.Index(
                fields=["consultation", "state", "-total_support", "shuffle", "id"],
                condition=LISTED,
                name="most_supported",
            ),
            models.Index(
                fields=["consultation", "state", "attention", "shuffle", "id"],
                condition=LISTED,
                name="least_heard",
            ),
            models.Index(
                fields=["consultation", "state", "-comment_count", "shuffle", "id"],
                condition=LISTED,
                name="most_discussed",
            ),
            models.Index(
                fields=["consultation", "state", "shuffle", "id"],
                condition=LISTED,
                name="in_random_order",
            ),
            models.Index(fields=["parent", "state", "created_at"], name="replies_of_a_contribution"),
            models.Index(fields=["root", "created_at"], name="contributions_of_a_thread"),
            models.Index(fields=["author", "-created_at"], name="contributions_of_a_person"),
            models.Index(fields=["about", "created_at"], condition=~models.Q(about=""), name="comments_about_a_place"),
        ]

    def __str__(self) -> str:
        return f"contribution/{self.pk}"

    def get_absolute_url(self) -> str:
        return reverse("deliberation:contribution", args=[self.pk])

    @property
    def subject(self) -> str:
        """Its name on the record."""
        return f"contribution/{self.pk}"

    @property
    def is_public(self) -> bool:
        """Whether its words may be shown to anybody; where not, a page shows a tombstone."""
        return self.state in (ContributionState.PUBLISHED, ContributionState.MERGED)

    def is_by(self, person: object) -> bool:
        """Whether ``person`` is its author or wrote it together with them; reads ``coauthors.all()``."""
        key = getattr(person, "pk", None)
        if key is None or self.author_id is None:
            return False
        return key == self.author_id or any(one.participant_id == key for one in self.coauthors.all())

    @property
    def author_words(self) -> str:
        """The public name of who gave it; empty for a result of a room, an erased account or an unnamed import."""
        return self.author.pseudonym if self.author else self.author_label


class TaggedContribution(ItemBase):
    tag = models.ForeignKey(Tag, on_delete=models.CASCADE, related_name="tagged")
    content_object = models.ForeignKey(Contribution, on_delete=models.CASCADE, related_name="tagged")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["tag", "content_object"], name="a_tag_stands_once_on_a_contribution"),
        ]


class ContributionRevision(models.Model):
    """The words as they stood from ``at`` on; revision 0 is what was first published.

    ``suggestion``: the amendment whose words were taken over in it.
    """

    contribution = models.ForeignKey(Contribution, on_delete=models.CASCADE, related_name="revisions")
    number = models.PositiveIntegerField()
    title = models.CharField(max_length=200, blank=True)
    body = models.TextField(blank=True)
    body_html = models.TextField(blank=True)
    address = models.CharField(max_length=ADDRESS_LIMIT, blank=True)
    latitude = models.DecimalField(max_digits=7, decimal_places=5, null=True, blank=True)
    longitude = models.DecimalField(max_digits=8, decimal_places=5, null=True, blank=True)
    estimated_cost = models.PositiveBigIntegerField(null=True, blank=True)
    at = models.DateTimeField()
    suggestion = models.ForeignKey(Contribution, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["contribution_id", "number"]
        constraints = [
            models.UniqueConstraint(fields=["contribution", "number"], name="revisions_of_a_contribution_are_numbered"),
        ]

    def __str__(self) -> str:
        return f"revision {self.number} of contribution/{self.contribution_id}"


class Support(models.Model):
    """One person's endorsement of one contribution. ``event``: its entry on the record, whose receipt is theirs.

    ``level``: what the person had confirmed when they gave it; empty where it was imported.
    """

    contribution = models.ForeignKey(Contribution, on_delete=models.CASCADE, related_name="supports")
    participant = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="supports")
    given_at = models.DateTimeField()
    level = models.CharField(max_length=10, choices=Level, blank=True)
    event = models.OneToOneField(Event, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["contribution", "participant"],
                name="one_support_of_a_person_for_a_contribution",
                violation_error_message=_("You already support this."),
            ),
        ]

    def __str__(self) -> str:
        return f"support of contribution/{self.contribution_id}"


class MergeObjection(models.Model):
    """Why the author of one of two merged contributions thinks that they are not the same."""

    contribution = models.ForeignKey(Contribution, on_delete=models.CASCADE, related_name="merge_objections")
    into = models.ForeignKey(Contribution, on_delete=models.CASCADE, related_name="+")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="merge_objections")
    reason = models.TextField(blank=True)
    at = models.DateTimeField()

    class Meta:
        ordering = ["at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["contribution", "into", "by"],
                name="one_objection_of_a_person_to_a_merge",
                violation_error_message=_("You have already objected to this merge."),
            ),
        ]

    def __str__(self) -> str:
        return f"objection to merging contribution/{self.contribution_id}"
