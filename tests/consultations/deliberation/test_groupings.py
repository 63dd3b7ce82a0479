"""Themes and districts: order, names, those no longer asked for, two put together."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest

from consultations.deliberation.domain.outline import OutlineUnreadable, read_outline
from consultations.deliberation.errors import Unfit
from consultations.deliberation.models import Consultation, Contribution, District, Theme
from consultations.deliberation.operations import (
    DistrictPlan,
    contribute,
    merge_districts,
    merge_themes,
    set_districts,
    set_themes,
)
from consultations.drafting.operations.entering import read_entries
from consultations.people.domain.verdict import NotAllowed
from consultations.record.models import Event
from tests.consultations.deliberation.conftest import OPENS, make_consultation

NOW = OPENS + timedelta(days=1)
TREES, PATHS, BENCHES = {"en": "Trees", "ar": "أشجار"}, {"en": "Paths"}, {"en": "Benches"}


def themes_of(parks) -> list[tuple[str, bool]]:
    return [(theme.slug, theme.retired) for theme in parks.themes.all()]


def given(cast, parks, **under) -> Contribution:
    return contribute(
        actor=cast.amina, consultation=parks, kind="proposal", title="More trees", body="Shade.", now=NOW, **under
    )


@pytest.fixture
def parks(cast) -> Consultation:
    return make_consultation(cast.dana, "parks")


@pytest.fixture
def themes(parks, cast) -> dict[str, Theme]:
    made = set_themes(
        actor=cast.dana, consultation=parks, themes={"trees": TREES, "paths": PATHS, "benches": BENCHES}, now=OPENS
    )
    return {theme.slug: theme for theme in made}


@pytest.fixture
def districts(db, cast) -> dict[str, District]:
    plans = {"harbour": DistrictPlan({"en": "Harbour"}), "old-town": DistrictPlan({"en": "Old Town"})}
    return {district.slug: district for district in set_districts(actor=cast.dana, districts=plans, now=OPENS)}


def test_they_stand_in_the_order_given(parks, themes, cast):
    assert [slug for slug, _gone in themes_of(parks)] == ["trees", "paths", "benches"]
    set_themes(actor=cast.dana, consultation=parks, themes={"paths": PATHS, "trees": TREES}, now=OPENS)
    assert themes_of(parks) == [("paths", False), ("trees", False)]


def test_one_in_use_is_asked_for_no_more_and_keeps_what_was_given(parks, themes, cast):
    one = given(cast, parks, theme=themes["trees"])
    set_themes(actor=cast.dana, consultation=parks, themes={"paths": PATHS}, now=OPENS)
    one.refresh_from_db()
    assert (themes_of(parks), one.theme) == ([("paths", False), ("trees", True)], themes["trees"])
    with pytest.raises(Unfit, match="Choose one of the themes"):
        given(cast, parks, theme=one.theme)
    set_themes(actor=cast.dana, consultation=parks, themes={"paths": PATHS, "trees": TREES}, now=OPENS)
    assert themes_of(parks) == [("paths", False), ("trees", False)]


def test_what_was_given_under_one_stands_under_the_other_and_its_address_leads_there(parks, themes, cast, client):
    one, other = given(cast, parks, theme=themes["trees"]), given(cast, parks, theme=themes["paths"])
    merge_themes(actor=cast.dana, theme=themes["trees"], into=themes["paths"], now=NOW)
    merge_themes(actor=cast.dana, theme=themes["paths"], into=themes["benches"], now=NOW)
    assert {row.theme.slug for row in Contribution.objects.all()} == {"benches"}
    for slug in ("trees", "paths", "benches"):
        page = client.get(f"/consultations/parks/?theme={slug}").context["page"]
        assert {row.pk for row in page.object_list} == {one.pk, other.pk}, slug
    chosen = Event.objects.filter(type="contribution.published").values_list("data__theme", flat=True)
    assert set(chosen) == {"trees", "paths"}
    assert [choice.words for choice in client.get("/consultations/parks/").context["filters"].themes] == ["Benches"]


def test_only_two_that_can_be_chosen_are_put_together(parks, themes, cast):
    elsewhere = Theme.objects.create(consultation=type(parks).objects.create(slug="else", created_at=NOW), slug="x")
    for into in (themes["trees"], elsewhere):
        with pytest.raises(Unfit):
            merge_themes(actor=cast.dana, theme=themes["trees"], into=into, now=NOW)
    merge_themes(actor=cast.dana, theme=themes["trees"], into=themes["paths"], now=NOW)
    for theme, into in (("trees", "benches"), ("benches", "trees")):
        with pytest.raises(Unfit):
            merge_themes(actor=cast.dana, theme=themes[theme], into=themes[into], now=NOW)


@pytest.mark.parametrize("who", [None, "amina", "chidi", "edon"])
def test_only_communicators_arrange_them(parks, themes, districts, cast, who):
    actor = getattr(cast, who) if who else None
    two = {"district": districts["harbour"], "into": districts["old-town"]}
    acts = [
        lambda: set_themes(actor=actor, consultation=parks, themes={}, now=OPENS),
        lambda: set_districts(actor=actor, districts={}, now=OPENS),
        lambda: merge_themes(actor=actor, theme=themes["trees"], into=themes["paths"], now=OPENS),
        lambda: merge_districts(actor=actor, **two, now=OPENS),
    ]
    for act in acts:
        with pytest.raises(NotAllowed):
            act()
    assert (parks.themes.filter(retired=False).count(), District.objects.filter(retired=False).count()) == (3, 2)


def test_people_say_a_district_only_where_it_is_asked(parks, districts, cast, client):
    client.force_login(cast.amina)
    sent = {"title": "A bench at the quay", "body": "For waiting.", "district": "harbour"}
    assert "district" not in client.get("/consultations/parks/propose/").context["form"].fields
    set_themes(actor=cast.dana, consultation=parks, themes={}, asks_district=True, now=OPENS)
    assert [
        slug for slug, _words in client.get("/consultations/parks/propose/").context["form"].fields["district"].choices
    ] == [
        "",
        "harbour",
        "old-town",
    ]
    client.post("/consultations/parks/propose/", sent)
    assert Contribution.objects.get().district == districts["harbour"]
    filters = client.get("/consultations/parks/?district=harbour").context["filters"]
    assert [(choice.words, choice.current) for choice in filters.districts] == [("Harbour", True)]
    assert not client.get("/consultations/parks/?district=old-town").context["page"].object_list


def test_a_table_names_a_merged_district_by_its_old_name(parks, districts, cast):
    merge_districts(actor=cast.dana, district=districts["harbour"], into=districts["old-town"], now=NOW)
    [entry], faults = read_entries(parks, "title,body,district\nA bench,For waiting.,Harbour\n")
    assert (entry.district, faults) == (districts["old-town"], [])


RING = [[19.8, 41.3], [19.9, 41.3], [19.9, 41.4], [19.8, 41.3]]
SQUARE = {"type": "Polygon", "coordinates": [RING]}


@pytest.mark.parametrize(
    "given_",
    [
        SQUARE,
        {"type": "Feature", "geometry": SQUARE},
        {"type": "FeatureCollection", "features": [{"type": "Feature", "geometry": SQUARE}]},
    ],
)
def test_an_outline_is_read_from_whatever_a_map_office_sends(given_):
    assert read_outline(json.dumps(given_)) == SQUARE


def test_several_parts_and_no_outline():
    parts = {"type": "MultiPolygon", "coordinates": [[RING], [RING]]}
    assert (read_outline(json.dumps(parts)), read_outline(" ")) == (parts, None)


@pytest.mark.parametrize(
    "text",
    [
        "no",
        "[]",
        "{}",
        '{"type": "Point", "coordinates": [1, 2]}',
        '{"type": "Polygon", "coordinates": []}',
        '{"type": "Polygon", "coordinates": [[]]}',
        '{"type": "Polygon", "coordinates": [[[1, 2], [3, 4], [1, 2]]]}',
        '{"type": "Polygon", "coordinates": [[[1, 2], [3, 4], [5, 6], [7, 8]]]}',
        '{"type": "Polygon", "coordinates": [[[1, 200], [3, 4], [5, 6], [1, 200]]]}',
        '{"type": "Polygon", "coordinates": [[[NaN, 1], [3, 4], [5, 6], [NaN, 1]]]}',
        "[" * 100_000,
    ],
)
def test_anything_else_is_refused(text):
    with pytest.raises(OutlineUnreadable):
        read_outline(text)
