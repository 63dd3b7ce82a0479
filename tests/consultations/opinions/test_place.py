"""Where one person stands: the group that the map puts them in, inside the drawing, and how many answers are alike."""

from __future__ import annotations

import pytest

from consultations.opinions.domain.map import Key, Map, opinion_map
from consultations.opinions.domain.picture import HEIGHT, WIDTH, Picture, picture_of
from consultations.opinions.domain.place import Likeness, Place, place_of
from tests.consultations.opinions.test_map import camps

TEXTS = {number: f"Statement number {number}" for number in range(12)}


def made_of(votes: dict[tuple[int, int], int], statements: int = 12) -> tuple[Map, Picture]:
    made = opinion_map(votes, range(statements))
    return made, picture_of(made, TEXTS)


def own(votes: dict[tuple[int, int], int], person: int) -> dict[Key, int]:
    return {item: vote for (each, item), vote in votes.items() if each == person}


def test_everybody_is_told_the_group_that_counts_them():
    votes = camps((38, 27, 21))
    made, picture = made_of(votes)
    places = {person: place_of(made, picture, person, own(votes, int(person))) for person in made.positions}
    groups = [place.group for place in places.values() if place]
    assert [groups.count(group.number) for group in picture.groups] == [38, 27, 21]
    assert {person: place and place.group for person, place in places.items()} == {
        person: int(label) + 1 for person, label in made.labels.items()
    }
    assert all(24 <= place.x <= WIDTH - 24 and 24 <= place.y <= HEIGHT - 24 for place in places.values() if place)


def halves(people: int) -> dict[tuple[int, int], int]:
    """Statement 3 is everybody's; in 0 to 2 the halves are against each other."""
    return {(person, item): 1 if item == 3 or person % 2 else -1 for person in range(people) for item in range(4)}


@pytest.mark.parametrize(
    ("person", "changed", "group", "likeness"),
    [
        (1, {}, 2, [(1, 1, 4), (2, 4, 4)]),
        (0, {}, 1, [(1, 4, 4), (2, 1, 4)]),
        (1, {3: 0}, 2, [(1, 0, 4), (2, 3, 4)]),
        (1, {0: None, 1: None, 2: None, 3: None}, None, None),
    ],
)
def test_how_close_is_counted_in_answers(person, changed, group, likeness):
    votes = halves(30) | {(person, item): vote for item, vote in changed.items()}
    votes = {key: vote for key, vote in votes.items() if vote is not None}
    place = place_of(*made_of(votes, 4), person, own(votes, person))
    told = None if place is None else (place.group, [(each.group, each.alike, each.answers) for each in place.likeness])
    assert told == (None if group is None else (group, likeness))


def test_without_groups_it_is_everybody():
    votes = {(person, item): 1 for person in range(12) for item in range(4)} | {(5, 0): -1}
    place = place_of(*made_of(votes, 4), 5, own(votes, 5))
    assert (place.group, place.likeness) == (0, (Likeness(0, 3, 4),))


def test_what_fewer_than_ten_answered_is_not_compared():
    votes = {(person, item): 1 for person in range(12) for item in range(3)}
    votes |= {(person, 3): -1 for person in range(9)}
    place = place_of(*made_of(votes, 4), 0, own(votes, 0))
    assert place.likeness == (Likeness(0, 3, 3),)


def test_of_fewer_than_ten_people_nobody_is_shown_where_they_stand():
    votes = halves(9)
    assert place_of(*made_of(votes, 4), 1, own(votes, 1)) is None


def test_who_stands_far_out_is_at_the_edge():
    votes = halves(30) | {(1, item): 1 for item in range(4)}
    made, picture = made_of(votes, 4)
    made.positions[1] = (1e6, -1e6)
    place = place_of(made, picture, 1, own(votes, 1))
    assert isinstance(place, Place)
    assert (place.x, place.y) == (WIDTH - 24, HEIGHT - 24)
