"""Suggestions of other words on a proposal, with what each would change."""

from __future__ import annotations

from dataclasses import dataclass

from django.core.paginator import Page, Paginator
from django.db.models import Case, IntegerField, QuerySet, Value, When

from consultations.deliberation.domain.differences import Segment, differences
from consultations.deliberation.domain.passages import Passage, place_of
from consultations.deliberation.enums import ContributionState, SuggestionState
from consultations.deliberation.models import Contribution, Suggestion
from consultations.deliberation.queries.counting import counted

PAGE_SIZE = 20
SHOWN = 3
"""How many stand on the page of the proposal itself."""


@dataclass(frozen=True)
class Suggested:
    """``fits``: whether the passage still stands in the proposal; ``segments``: none where it may not be read."""

    suggestion: Suggestion
    contribution: Contribution
    segments: list[Segment]
    fits: bool


def _on(proposal: Contribution) -> QuerySet[Suggestion]:
    """Those that can be read, the open ones first, each group the oldest first."""
    rank = Case(When(state=SuggestionState.OPEN, then=Value(0)), default=Value(1), output_field=IntegerField())
    return (
        Suggestion.objects.filter(contribution__parent=proposal, contribution__state=ContributionState.PUBLISHED)
        .select_related("contribution__author", "answered_by")
        .annotate(rank=rank)
        .order_by("rank", "contribution__created_at", "pk")
    )


def suggested(suggestion: Suggestion, proposal: Contribution) -> Suggested:
    """``proposal`` as it stands now."""
    passage = Passage(suggestion.start, suggestion.passage)
    return Suggested(
        suggestion,
        suggestion.contribution,
        differences(suggestion.passage, suggestion.replacement) if proposal.is_public else [],
        suggestion.state != SuggestionState.OPEN or place_of(passage, proposal.body) is not None,
    )


def first_suggestions(proposal: Contribution) -> tuple[list[Suggested], int]:
    """The first few, and how many there are where that is more. One query."""
    found = _on(proposal)
    first = list(found.annotate(total=counted(found))[:SHOWN])
    total = first[0].total if first else 0
    return [suggested(each, proposal) for each in first], total if total > SHOWN else 0


def suggestions_page(proposal: Contribution, number: str) -> tuple[Page[Suggestion], list[Suggested]]:
    page = Paginator(_on(proposal), PAGE_SIZE).get_page(number)
    return page, [suggested(each, proposal) for each in page.object_list]


def suggestion_behind(contribution: Contribution) -> Suggested | None:
    """What a contribution would change in the one that it answers; None for any that is no suggestion."""
    found = Suggestion.objects.filter(contribution=contribution).select_related("answered_by").first()
    if found is None or contribution.parent is None:
        return None
    found.contribution = contribution
    return suggested(found, contribution.parent)
