"""Where a person is in a survey: what they typed so far, which pages they come to see, what is at fault."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.http import HttpRequest
from django.urls import reverse

from consultations.surveys.domain.answers import Typed, fields_of
from consultations.surveys.domain.conditions import asked
from consultations.surveys.domain.questions import Item, Page, pages_of
from consultations.surveys.models import Question, Survey
from consultations.surveys.operations.answering import read_some
from consultations.surveys.queries.surveys import items_of

PREFIX = "survey:"


@dataclass(frozen=True)
class Filling:
    """A survey with what was typed into it."""

    survey: Survey
    typed: Typed

    @cached_property
    def questions(self) -> dict[int, Question]:
        return {question.pk: question for question in self.survey.questions.all()}

    @cached_property
    def items(self) -> list[Item]:
        return items_of(self.questions.values())

    @cached_property
    def read(self) -> tuple[dict[int, Mapping[str, Any]], dict[int, str]]:
        return read_some(self.items, self.typed)

    @cached_property
    def asked(self) -> frozenset[int]:
        return asked(self.items, self.read[0])

    @cached_property
    def faults(self) -> dict[int, str]:
        """Why what is asked cannot be sent yet, by the number of the question."""
        return {id: reason for id, reason in self.read[1].items() if id in self.asked}

    @cached_property
    def all_pages(self) -> list[Page]:
        return pages_of(self.items)

    @cached_property
    def pages(self) -> list[Page]:
        """Those that the person comes to see: whose own condition holds, with something on them."""
        return [page for page in self.all_pages if self._is_seen(page)]

    def _is_seen(self, page: Page) -> bool:
        if page.head is not None and page.head.id not in self.asked:
            return False
        return any(item.id in self.asked for item in page.items)

    def page(self, number: int) -> Page | None:
        return next((page for page in self.pages if page.number == number), None)

    def after(self, number: int) -> Page | None:
        return next((page for page in self.pages if page.number > number), None)

    def before(self, number: int) -> Page | None:
        return next((page for page in reversed(self.pages) if page.number < number), None)

    def address(self, page: Page | None) -> str:
        """Of a page; without one, of the page on which the answers are checked and sent."""
        key = [self.survey.consultation.slug, self.survey.pk]
        return reverse("surveys:page", args=[*key, page.number]) if page else reverse("surveys:check", args=key)

    def pairs(self, items: Sequence[Item]) -> list[tuple[Question, Item]]:
        return [(self.questions[item.id], item) for item in items]

    def page_of(self, id: int) -> Page:
        """The page on which a question stands."""
        return next(page for page in self.all_pages if any(item.id == id for item in page.items))


def posted(request: HttpRequest, items: Sequence[Item]) -> dict[str, list[str]]:
    """What a form sent for these questions."""
    names = [name for item in items for name in fields_of(item)]
    return {name: request.POST.getlist(name) for name in names if request.POST.getlist(name)}


def keep(request: HttpRequest, survey: Survey, typed: Typed) -> None:
    """Keeps what somebody typed who is not signed in, until they are; in their session and nowhere else."""
    request.session[f"{PREFIX}{survey.pk}"] = dict(typed)


def kept(request: HttpRequest, survey: Survey) -> dict[str, list[str]]:
    """Makes no session."""
    if not request.session.session_key:
        return {}
    return dict(request.session.get(f"{PREFIX}{survey.pk}", {}))


def forget(request: HttpRequest, survey: Survey) -> None:
    request.session.pop(f"{PREFIX}{survey.pk}", None)
