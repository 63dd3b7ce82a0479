"""The flow: every link once, as a whole and closely, at the size of a large consultation."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from consultations.decisions.domain.flow import COLUMNS, MOST, REST, Name, Stream, draw, folded
from consultations.decisions.enums import LinkKind
from consultations.decisions.models import Link
from consultations.decisions.operations import draft_decision, link_change, revise_decision
from consultations.decisions.queries.flow import Focus, Words, flow_of
from consultations.deliberation.models import Contribution
from consultations.deliberation.operations import set_themes
from tests.consultations.decisions.queries.test_reading import told

__all__ = ["told"]

WORDS = Words("No theme", "The city itself", "Beginning", "No reason yet")


def names_of(streams, names):
    return [(*(names[column, key].words for column, key in enumerate(one.path)), one.count) for one in streams]


def flow(decision, focus=None, language="en"):
    first, last = decision.revisions.order_by("number").first(), decision.revisions.order_by("number").last()
    rest = {"focus": focus} if focus else {}
    page_of = "/changes/#change-{}".format
    return flow_of(decision, first, last, language=language, words=WORDS, page_of=page_of, **rest)


def test_the_flow_leads_from_channel_to_heading(told, decision):
    found = flow(decision, language="ar")
    assert names_of(found.streams, found.names) == [
        ("On this site", "No theme", "Words changed", "Your data", 1),
        ("On this site", "بيانات", "Words changed", "Your data", 1),
        ("The city itself", "The city itself", "Added", "Your account", 1),
        ("The city itself", "The city itself", "Removed", "Your account", 1),
    ]
    assert (found.contributions, found.changes, found.by_people) == (2, 3, 1)


def test_a_theme_closely(told, decision):
    found = flow(decision, Focus(theme="data"))
    assert [(path[0], path[3]) for path in (stream.path for stream in found.streams)] == [(str(told[0].pk), "s2")]
    assert [found.names[0, str(told[0].pk)].url, found.names[2, "1"].url] == [
        f"/contributions/{told[0].pk}/",
        "/changes/#change-1",
    ]
    assert (found.contributions, found.changes, found.looked_at["theme"].words) == (1, 1, "Data")


def test_the_closer_pictures_hold_together_what_the_whole_holds(told, decision):
    whole = flow(decision)
    for column, field in ((1, "theme"), (3, "part")):
        keys = {stream.path[column] for stream in whole.streams}
        close = [flow(decision, Focus(**{field: key})) for key in keys]
        assert sum(one.count for each in close for one in each.streams) == sum(one.count for one in whole.streams)


def test_what_is_hidden_is_not_named_closely(told, decision):
    Contribution.objects.filter(pk=told[0].pk).update(state="hidden")
    found = flow(decision, Focus(part="1"))
    assert found.names[0, str(told[0].pk)] == Name("Hidden by moderation", f"/contributions/{told[0].pk}/")


def streams_of(themes: int) -> tuple[list[Stream], dict]:
    streams = [Stream(("web", f"theme-{n}", "added", f"part-{n % 3}"), n) for n in range(1, themes + 1)]
    names = {(column, key): Name(f"{key} with a long name that is cut everywhere") for s in streams
             for column, key in enumerate(s.path)}  # fmt: skip
    return streams, names


@pytest.mark.parametrize("right_to_left", [False, True])
def test_the_picture_stays_in_its_frame(right_to_left):
    streams, names = streams_of(8)
    drawing = draw(streams, names, right_to_left=right_to_left)
    assert all(0 <= box.x <= drawing.width and box.y + box.height <= drawing.height for box in drawing.boxes)
    assert all(0 <= box.text_x <= drawing.width for box in drawing.boxes)
    assert sum(box.count for box in drawing.boxes if box.column == 0) == 36
    assert [max(len(box.label) for box in drawing.boxes if box.column == n) for n in range(4)] == [26, 25, 16, 14]
    first = next(box for box in drawing.boxes if box.column == 0)
    assert (first.x > drawing.width / 2) is right_to_left


def test_the_smallest_boxes_are_drawn_as_one_and_nothing_is_lost():
    streams, names = streams_of(40)
    few, together = folded(streams)
    assert together == {1: 40 - (MOST - 1)}
    assert sum(one.count for one in few) == sum(one.count for one in streams)
    drawing = draw(few, {**names, (1, REST): Name("27 others")}, right_to_left=False)
    boxes = [box for box in drawing.boxes if box.column == 1]
    assert (len(boxes), boxes[-1].label) == (MOST, "27 others")


def test_boxes_do_not_touch_and_bands_end_inside_their_boxes():
    streams, names = streams_of(12)
    drawing = draw(streams, names, right_to_left=False)
    for column in range(COLUMNS):
        boxes = [box for box in drawing.boxes if box.column == column]
        assert all(one.y + one.height + 16 <= other.y for one, other in zip(boxes, boxes[1:], strict=False))
    for band in drawing.bands:
        numbers = [float(number) for number in re.findall(r"-?\d+\.?\d*", band.d)]
        assert all(0 <= number <= max(drawing.width, drawing.height) for number in numbers)


@pytest.fixture
def large(cast, mobility, now):
    """1,000 contributions in 30 themes behind 100 changes in 20 parts."""
    themes = set_themes(
        actor=cast.dana, consultation=mobility, now=now, themes={f"t{n}": {"en": f"Theme {n}"} for n in range(30)}
    )
    html = "".join(
        f"<h3>Part {part}</h3>"
        + "".join(f"<p>Rule number {part * 5 + n} says this much about trips.</p>" for n in range(5))
        for part in range(20)
    )
    decision = draft_decision(actor=cast.dana, consultation=mobility, slug="large", title="Large", html=html, now=now)
    newer = html.replace("says this much", "says a little more")
    revision = revise_decision(actor=cast.dana, decision=decision, html=newer, based_on=0, now=now)
    made = Contribution.objects.bulk_create(
        Contribution(consultation=mobility, kind="proposal", title=f"Wish {n}", body="So.", theme=themes[n % 30],
                     in_scope=True, created_at=now, changed_at=now)
        for n in range(1000)
    )  # fmt: skip
    changes = list(revision.changes.order_by("position"))
    assert len(changes) == 100
    for place, change in enumerate(changes):
        causes = made[place * 10 : place * 10 + 10]
        link_change(
            actor=cast.dana, change=change, contributions=causes, kind=LinkKind.CHANGED, reason="They asked.", now=now
        )
    return decision


def test_a_large_consultation_costs_no_more(large, client: Client, django_assert_max_num_queries):
    address = f"/consultations/mobility/decisions/{large.slug}/flow/"
    client.get(address)
    for end in ("", "?theme=t3", "?part=1", "?page=2"):
        with django_assert_max_num_queries(14):
            page = client.get(address + end)
        html = page.content.decode()
        assert html.count('<g class="flow__node">') <= COLUMNS * MOST
        assert len(html) < 400_000
    whole = client.get(address).context["flow"]
    assert (whole.contributions, whole.changes, whole.by_people) == (1000, 100, 100)
    assert sum(stream.count for stream in whole.streams) == Link.objects.count() == 1000
