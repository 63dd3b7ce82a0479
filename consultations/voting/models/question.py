"""A question put to the vote in a phase of a consultation, and its options."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from consultations.deliberation.domain.words import in_language
from consultations.deliberation.models import Consultation, Contribution, Phase
from consultations.voting.enums import Bound, Method, Paper, QuestionState, Rule, Secrecy, Shown, Voters

BUDGET_RULES = (Rule.GREEDY, Rule.EQUAL_SHARES)
RANKING_RULES = (Rule.RUNOFF, Rule.SCHULZE)
# What domain/pairing.py says in words: only sums are opened, and each ballot is of somebody on a roll.
MAY_BE_SECRET = Q(voters=Voters.ROLL) & (
    Q(rule=Rule.SUM, method__in=[Method.APPROVAL, Method.SCORE])
    | Q(rule=Rule.GREEDY, method=Method.APPROVAL, bound=Bound.NUMBER)
)


class Question(models.Model):
    """``title`` and ``text`` map a language to words; ``phase`` gives the dates between which ballots are taken.

    ``limit``: how many options a ballot may choose (approval), the highest score, the points to share out, or the
    number of places in an order; none: as many as there are. A budget has a ``total`` in ``currency``; its approval
    ballots are bound by number or by cost; ``threshold``: fewest votes or points with which the greedy rule funds a
    project (equal shares know none). ``sha256`` is that of the question's text on the record (domain/wording.py),
    set when it opens: from then on nothing of it changes.
    """

    consultation = models.ForeignKey(Consultation, on_delete=models.CASCADE, related_name="questions")
    phase = models.ForeignKey(Phase, on_delete=models.SET_NULL, null=True, blank=True, related_name="questions")
    language = models.CharField(max_length=10, default="en")
    title = models.JSONField(default=dict)
    text = models.JSONField(default=dict, blank=True)
    method = models.CharField(max_length=20, choices=Method)
    rule = models.CharField(max_length=20, choices=Rule)
    limit = models.PositiveIntegerField(null=True, blank=True)
    bound = models.CharField(max_length=10, choices=Bound, default=Bound.NUMBER)
    total = models.DecimalField(max_digits=16, decimal_places=2, null=True, blank=True)
    currency = models.CharField(max_length=10, blank=True)
    threshold = models.PositiveIntegerField(null=True, blank=True)
    secrecy = models.CharField(max_length=20, choices=Secrecy, default=Secrecy.CONFIDENTIAL)
    voters = models.CharField(max_length=20, choices=Voters, default=Voters.ACCOUNT)
    shown = models.CharField(max_length=20, choices=Shown, default=Shown.AT_CLOSING)
    paper = models.CharField(max_length=20, choices=Paper, default=Paper.NONE)
    state = models.CharField(max_length=20, choices=QuestionState, default=QuestionState.DRAFT)
    sha256 = models.CharField(max_length=64, blank=True)
    created_at = models.DateTimeField()
    opened_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["consultation_id", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state=QuestionState.DRAFT, opened_at=None, sha256="")
                | (~Q(state=QuestionState.DRAFT) & Q(opened_at__isnull=False) & ~Q(sha256="")),
                name="an_open_question_says_when_and_binds_its_text",
            ),
            models.CheckConstraint(
                condition=Q(state=QuestionState.CLOSED, closed_at__isnull=False)
                | (~Q(state=QuestionState.CLOSED) & Q(closed_at=None)),
                name="a_closed_question_says_when",
            ),
            models.CheckConstraint(
                condition=Q(rule__in=BUDGET_RULES, total__gt=0) | (~Q(rule__in=BUDGET_RULES) & Q(total=None)),
                name="a_budget_has_a_total_and_nothing_else_has",
            ),
            models.CheckConstraint(
                condition=Q(threshold=None) | Q(threshold__gt=0, total__isnull=False),
                name="only_a_budget_asks_for_fewest_votes",
            ),
            models.CheckConstraint(
                condition=~Q(rule__in=RANKING_RULES) | Q(method=Method.RANKING),
                name="only_orders_are_counted_by_rules_for_orders",
            ),
            models.CheckConstraint(condition=~Q(rule=Rule.SUM) | ~Q(method=Method.RANKING), name="orders_have_no_sum"),
            models.CheckConstraint(
                condition=Q(secrecy=Secrecy.CONFIDENTIAL) | MAY_BE_SECRET,
                name="a_secret_question_opens_only_sums_and_has_a_roll",
                violation_error_message=_("A question counted in this way cannot be secret."),
            ),
        ]

    def __str__(self) -> str:
        return self.words or self.subject

    def get_absolute_url(self) -> str:
        return reverse("voting:vote", args=[self.consultation.slug, self.pk])

    @property
    def subject(self) -> str:
        """Its name on the record."""
        return f"question/{self.pk}"

    @property
    def words(self) -> str:
        """What is asked, in the reader's language."""
        return in_language(self.title, get_language() or "")

    @property
    def text_words(self) -> str:
        return in_language(self.text, get_language() or "")

    @property
    def words_language(self) -> str:
        """The language in which ``words`` are."""
        wanted = get_language() or self.language
        return wanted if self.title.get(wanted) else self.language

    @property
    def is_budget(self) -> bool:
        return self.total is not None

    @property
    def is_secret(self) -> bool:
        return self.secrecy == Secrecy.SECRET


class Option(models.Model):
    """One thing that can be chosen. ``key`` names it on ballots and in files; ``position`` is its place on the page."""

    question = models.ForeignKey(Question, on_delete=models.CASCADE, related_name="options")
    position = models.PositiveSmallIntegerField()
    key = models.CharField(max_length=80)
    title = models.JSONField(default=dict)
    text = models.JSONField(default=dict, blank=True)
    cost = models.DecimalField(max_digits=16, decimal_places=2, null=True, blank=True)
    contribution = models.ForeignKey(
        Contribution, on_delete=models.SET_NULL, null=True, blank=True, related_name="options"
    )

    class Meta:
        ordering = ["question_id", "position"]
        constraints = [
            models.UniqueConstraint(fields=["question", "position"], name="options_of_a_question_have_an_order"),
            models.UniqueConstraint(fields=["question", "key"], name="options_of_a_question_have_keys_of_their_own"),
            models.CheckConstraint(condition=Q(cost=None) | Q(cost__gt=0), name="an_option_costs_something_or_nothing"),
        ]

    def __str__(self) -> str:
        return self.words or self.key

    @property
    def words(self) -> str:
        return in_language(self.title, get_language() or "")

    @property
    def text_words(self) -> str:
        return in_language(self.text, get_language() or "")
