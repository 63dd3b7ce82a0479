"""Who takes part and who is missing: counters that no row joins to a person, never about fewer than ten."""

from __future__ import annotations

import pytest

from consultations.deliberation.domain.census import CensusLine, CensusUnreadable, read_census
from consultations.deliberation.errors import Unfit
from consultations.deliberation.models import ToldOnce, TraitCount, TraitValue
from consultations.deliberation.operations.makeup import set_census, tell_about_oneself
from consultations.deliberation.queries.makeup import make_up_of, told_by
from consultations.people.domain.verdict import NotAllowed
from consultations.people.models import Participant
from consultations.people.operations.account import delete_account

TABLE = """trait,value,people,trait_ar
Age,Under 30,400,العمر
Age,30 to 60,400,
Age,Over 60,200,
Home,North,500,
Home,South,500,
"""


@pytest.fixture
def census(cast, now):
    return set_census(actor=cast.dana, lines=read_census(TABLE), now=now)


def tell(person: Participant, consultation, now, *keys: str) -> None:
    values = [TraitValue.objects.get(key=key) for key in keys]
    tell_about_oneself(actor=person, consultation=consultation, values=values, now=now)


def crowd(consultation, now, **told: int) -> None:
    names = {"young": "Under 30", "middle": "30 to 60", "old": "Over 60"}
    for name, number in told.items():
        for _each in range(number):
            place = Participant.objects.count()
            tell(
                Participant.objects.create_user(f"n{place}@example.org", pseudonym=f"N{place}"),
                consultation,
                now,
                names[name],
            )


def shown(consultation) -> dict[str, list[int | None]]:
    return {trait.words: [row.here for row in trait.rows] for trait in make_up_of(consultation)}


def test_nobody_is_shown_before_ten_have_told(cast, census, mobility, now):
    crowd(mobility, now, young=9)
    assert shown(mobility) == {"Age": [], "Home": []}
    crowd(mobility, now, young=1)
    assert shown(mobility) == {"Age": [10, 0, 0], "Home": []}


def test_figures_change_ten_people_at_a_time(cast, census, mobility, now):
    crowd(mobility, now, young=10, middle=9)
    assert shown(mobility)["Age"] == [10, 0, 0]


def test_a_small_group_takes_another_with_it_and_who_is_missing_is_said(cast, census, mobility, now):
    crowd(mobility, now, young=25, middle=11, old=4)
    assert shown(mobility)["Age"] == [25, None, None]
    crowd(mobility, now, young=30, middle=0, old=10)
    (age, _home) = make_up_of(mobility)
    assert [(row.share, row.city, row.is_missing) for row in age.rows] == [
        (69, 40, False),
        (14, 40, True),
        (18, 20, False),
    ]


def test_a_person_tells_once_and_no_row_says_what(cast, census, mobility, now):
    tell(cast.amina, mobility, now, "Under 30", "North")
    with pytest.raises(NotAllowed):
        tell(cast.amina, mobility, now, "Over 60")
    assert [field.name for field in ToldOnce._meta.fields] == ["id", "consultation", "participant"]
    assert [field.name for field in TraitCount._meta.fields] == ["id", "consultation", "value", "number", "shown"]
    assert told_by(cast.amina) == [{"consultation": "mobility"}]
    delete_account(actor=cast.amina, texts=True, now=now)
    assert (ToldOnce.objects.count(), sum(TraitCount.objects.values_list("number", flat=True))) == (0, 2)


def test_two_answers_to_one_question_are_refused(cast, census, mobility, now):
    with pytest.raises(Unfit):
        tell(cast.amina, mobility, now, "Under 30", "Over 60")
    assert not ToldOnce.objects.exists()


def test_what_was_told_stays_in_the_table(cast, census, mobility, now):
    tell(cast.amina, mobility, now, "Under 30")
    set_census(actor=cast.dana, lines=[CensusLine("Age", "Under 30", 450)], now=now)
    assert list(TraitValue.objects.values_list("key", "people")) == [("Under 30", 450)]
    with pytest.raises(Unfit, match="Under 30"):
        set_census(actor=cast.dana, lines=[CensusLine("Home", "North", 1)], now=now)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "a,b\n1,2\n",
        "trait,value,people\n",
        "trait,value,people\nAge,Old,many\n",
        "trait,value,people\nAge,,3\n",
        "trait,value,people\nAge,Old,3\nAge,Old,4\n",
        "trait,value,people\nAge,Old\n",
    ],
)
def test_a_table_that_cannot_be_read_says_why(text):
    with pytest.raises(CensusUnreadable):
        read_census(text)


def test_semicolons_do_too():
    assert read_census("\ufefftrait;value;people\nAge;Old;1 200\n") == [CensusLine("Age", "Old", 1200)]


def test_the_pages(client, cast, census, mobility, now):
    crowd(mobility, now, young=12)
    address = f"{mobility.get_absolute_url()}numbers/"
    assert "Who takes part, and who is missing" in client.get(address).content.decode()
    client.force_login(cast.amina)
    form = client.get(f"{address}about-you/").content.decode()
    assert "العمر" not in form.split("<main", 1)[1]
    value = TraitValue.objects.get(key="North")
    assert client.post(f"{address}about-you/", {f"trait-{value.trait_id}": value.pk}).status_code == 302
    assert "You have told already." in client.get(f"{address}about-you/").content.decode()
