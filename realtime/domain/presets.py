"""Ready-made agendas. The words are the facilitator's own; the form offers these to begin with."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from realtime.domain.activity import Activity


def ideas_and_priorities(
    *,
    question: str,
    collect_title: str,
    group_title: str,
    rank_title: str,
    group_purpose: str,
    rank_purpose: str,
    minutes: int,
    dots: int,
    seen_at_once: bool,
) -> tuple[Activity, ...]:
    """Collect notes on ``question``, group them into themes, put ``dots`` per person on what matters most."""
    visible = "at_once" if seen_at_once else "after"
    return (
        Activity("ideas", "collect", collect_title, question, minutes * 60, {"notes": 0}),
        Activity("themes", "group", group_title, group_purpose),
        Activity("dots", "prioritise", rank_title, rank_purpose, minutes * 60, {"dots": dots, "visible": visible}),
    )


@dataclass(frozen=True, slots=True)
class Question:
    """``kind`` as in an agenda; a scale's ``options`` are what its ends mean, the lowest first."""

    text: str
    kind: str
    options: tuple[str, ...]

    @property
    def steps(self) -> list[str]:
        """What is put before people."""
        if self.kind != "scale":
            return list(self.options)
        low, high = self.options
        return [f"1 · {low}", "2", "3", "4", f"5 · {high}"]


def questions_with_answers(questions: Sequence[Question], *, title: str, seen_at_once: bool) -> tuple[Activity, ...]:
    """A poll for each of ``questions``, one after the other, without a timer. ``title`` has a place for ``number``."""
    visible = "at_once" if seen_at_once else "after"
    return tuple(
        Activity(
            f"poll-{number}",
            "poll",
            title % {"number": number},
            question.text,
            settings={
                "kind": question.kind,
                "options": question.steps,
                "visible": visible,
            },
        )
        for number, question in enumerate(questions, 1)
    )
