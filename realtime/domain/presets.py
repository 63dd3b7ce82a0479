"""Ready-made agendas. The words are the facilitator's own; the form offers these to begin with."""

from __future__ import annotations

from realtime.domain.agenda import Activity


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
