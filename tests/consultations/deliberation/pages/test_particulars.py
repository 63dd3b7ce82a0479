"""The pages of places, costs, organisations, splitting and authors who join later."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.conf import settings as site
from django.utils import timezone

from consultations.deliberation.domain.particulars import Particulars
from consultations.deliberation.enums import Offer, OrganisationKind
from consultations.deliberation.models import Contribution, District
from consultations.deliberation.operations import (
    PartPlan,
    check_cost,
    confirm_contact,
    endorse,
    invite_author,
    join_authors,
    register_organisation,
    split,
    support,
)
from tests.consultations.deliberation.offering import offer
from tests.consultations.deliberation.pages.meeting import MEETING, give, text

HERE = Particulars("Corner of Mill Street", Decimal("0.05"), Decimal("0.06"), 12_000)
OUTLINE = {"type": "Polygon", "coordinates": [[[0, 0], [1, 0], [1, 1], [0, 0]]]}


@pytest.fixture
def asking(meeting):
    return offer(meeting, *Offer)


def test_a_phase_that_asks_nothing_shows_no_field(as_amina, meeting):
    page = as_amina.get(f"{MEETING}propose/")
    assert not {"address", "point", "cost"} & set(page.context["form"].fields)


def test_a_proposal_with_a_place_and_a_cost_is_given_and_changed(as_amina, asking):
    form = {
        "title": "More benches",
        "body": "In the shade.",
        "address": "Market",
        "point": "0,05 0,06",
        "cost": "12 000",
    }
    as_amina.post(f"{MEETING}propose/", form)
    given = Contribution.objects.get()
    stands = (given.address, given.latitude, given.longitude, given.estimated_cost)
    assert stands == ("Market", Decimal("0.05"), Decimal("0.06"), 12_000)
    page = text(as_amina.get(f"/contributions/{given.pk}/"))
    assert ("Market" in page, "12,000\u00a0€" in page, "0.05000, 0.06000" in page) == (True, True, True)
    edit = f"/contributions/{given.pk}/edit/"
    shown = as_amina.get(edit).context["form"]
    assert shown["point"].value() == "0.05000, 0.06000"
    changed = {"title": "More benches", "body": "In the shade.", "tags": "", "seen": 0, "address": "At the canal"}
    as_amina.post(edit, changed)
    given.refresh_from_db()
    assert (given.address, given.latitude, given.estimated_cost, given.revision) == ("At the canal", None, None, 1)
    assert "At the canal" in text(as_amina.get(f"/contributions/{given.pk}/revisions/"))


@pytest.mark.parametrize(("field", "typed"), [("point", "somewhere"), ("cost", "much"), ("address", "x" * 201)])
def test_what_does_not_read_comes_back_with_a_sentence(as_amina, asking, field, typed):
    page = as_amina.post(f"{MEETING}propose/", {"title": "More benches", "body": "In the shade.", field: typed})
    assert list(page.context["form"].errors) == [field]
    assert not Contribution.objects.exists()


def test_a_draft_keeps_them_and_a_visitor_finds_them_after_signing_in(client, cast, asking):
    form = {"title": "More benches", "body": "In the shade.", "address": "Market", "point": "0.05, 0.06"}
    client.post(f"{MEETING}propose/", form)
    client.force_login(cast.amina)
    shown = client.get(f"{MEETING}propose/").context["form"]
    assert {name: shown[name].value() for name in form} == form
    sent = client.post(f"{MEETING}propose/", {**form, "act": "save"})
    assert client.get(sent.url).context["form"]["address"].value() == "Market"


def test_places_by_district_and_the_map_only_where_there_is_one(client, cast, asking, settings):
    harbour = District.objects.create(slug="harbour", name={"en": "Harbour"})
    asking.asks_district = True
    asking.save(update_fields=["asks_district"])
    give(asking, cast.amina, particulars=HERE, district=harbour)
    give(asking, cast.amina, title="Elsewhere", particulars=Particulars("Hill road"))
    assert "/map/" in text(client.get(MEETING))
    page = client.get(f"{MEETING}map/")
    assert [(area.district, len(area.contributions)) for area in page.context["areas"]] == [(harbour, 1), (None, 1)]
    assert "place-map" not in text(page)
    assert [area.district for area in client.get(f"{MEETING}map/?district=harbour").context["areas"]] == [harbour]
    District.objects.update(outline=OUTLINE)
    shown = text(client.get(f"{MEETING}map/"))
    assert 'tiles=""' in shown
    assert f'outlines="{MEETING}map/outlines.json"' in shown
    settings.MAP_TILES = "/tiles/{z}/{x}/{y}.png"
    assert 'tiles="/tiles/{z}/{x}/{y}.png"' in text(client.get(f"{MEETING}map/"))
    points = client.get(f"{MEETING}map/points.json").json()["points"]
    assert [(point["at"], point["title"]) for point in points] == [([0.05, 0.06], "More benches")]
    features = client.get(f"{MEETING}map/outlines.json").json()["features"]
    assert [(one["properties"]["name"], one["geometry"]) for one in features] == [("Harbour", OUTLINE)]


def test_what_is_hidden_is_on_no_map(client, cast, asking):
    given = give(asking, cast.amina, particulars=HERE)
    Contribution.objects.filter(pk=given.pk).update(state="hidden")
    for address in (MEETING, f"{MEETING}map/", f"{MEETING}map/points.json", f"/contributions/{given.pk}/"):
        assert "Mill Street" not in text(client.get(address))


def test_a_page_with_all_of_it_costs_few_queries(client, cast, asking, django_assert_max_num_queries):
    now = timezone.now()
    given = give(asking, cast.amina, body="One thing.\n\nAnother.", particulars=HERE)
    join_authors(contribution=given, person=cast.gezim, now=now)
    check_cost(actor=cast.dana, contribution=given, amount=9, note="So.", now=now)
    union = register_organisation(actor=cast.dana, name="Cyclists", kind=OrganisationKind.UNION, now=now)
    confirm_contact(actor=cast.dana, organisation=union, name="besnik", now=now)
    endorse(actor=cast.besnik, contribution=given, organisation=union, sentence="We wait.", now=now)
    parts = split(
        actor=cast.amina,
        contribution=given,
        parts=[PartPlan("One", "One thing."), PartPlan("Two", "Another.")],
        reason="Two.",
        now=now,
    )
    with django_assert_max_num_queries(15):
        page = text(client.get(f"/contributions/{given.pk}/"))
    for words in ("Cyclists", "We wait.", "Split into", "Two.", "City communicator"):
        assert words in page
    assert f'href="/contributions/{given.pk}/"' in text(client.get(f"/contributions/{parts[0].pk}/"))
    with django_assert_max_num_queries(15):
        listed = text(client.get(MEETING))
    for words in ("Gezim", "1 organisation", "Split into several", "Waiting for an answer", "Corner of Mill Street"):
        assert words in listed


def test_splitting_by_form_with_one_more_part(as_amina, asking, cast):
    given = give(asking, cast.amina, body="One thing.\n\nAnother.")
    address = f"/contributions/{given.pk}/split/"
    assert as_amina.get(address).context["form"]["0-body"].value() == given.body
    typed = {
        "count": 2,
        "0-title": "One",
        "0-body": "One thing.",
        "1-title": "Two",
        "1-body": "Another.",
        "reason": "Two.",
    }
    more = as_amina.post(address, {**typed, "more": "1"})
    assert (more.context["count"], more.context["form"]["1-title"].value()) == (3, "Two")
    wrong = as_amina.post(address, {**typed, "1-title": ""})
    assert list(wrong.context["form"].errors) == ["1-title"]
    assert as_amina.post(address, {**typed, "count": 3}).status_code == 302
    assert Contribution.objects.filter(part_of__contribution=given).count() == 2


def test_moving_a_support_and_a_comment(client, cast, asking):
    now = timezone.now()
    given = give(asking, cast.amina, body="One thing.\n\nAnother.")
    support(actor=cast.gezim, contribution=given, now=now)
    said = give(asking, cast.gezim, body="The second one!", parent=given)
    parts = [PartPlan("One", "One thing."), PartPlan("Two", "Another.")]
    part = split(actor=cast.amina, contribution=given, parts=parts, reason="Two.", now=now)[1]
    client.force_login(cast.gezim)
    assert "Move my support here" in text(client.get(f"/contributions/{given.pk}/"))
    client.post(f"/contributions/{part.pk}/move-support/")
    assert "Move my comment" in text(client.get(f"/contributions/{said.pk}/"))
    assert "Choose one of the parts." in text(client.post(f"/contributions/{said.pk}/move/"))
    client.post(f"/contributions/{said.pk}/move/", {"part": part.pk})
    part.refresh_from_db()
    assert (part.support_count, part.comment_count) == (1, 1)


def test_endorsing_and_taking_it_back(client, cast, asking):
    given, now = give(asking, cast.amina), timezone.now()
    union = register_organisation(actor=cast.dana, name="Cyclists", kind=OrganisationKind.UNION, now=now)
    confirm_contact(actor=cast.dana, organisation=union, name="besnik", now=now)
    client.force_login(cast.besnik)
    address = f"/contributions/{given.pk}/endorse/"
    assert address in text(client.get(f"/contributions/{given.pk}/"))
    client.post(address, {"organisation": union.pk, "sentence": "We wait."})
    page = text(client.get(f"/contributions/{given.pk}/"))
    assert "We wait." in page
    assert "Cyclists" in text(client.get("/organisations/"))
    client.post(address, {"act": f"withdraw-{given.endorsements.get().pk}"})
    assert "We wait." not in text(client.get(f"/contributions/{given.pk}/"))
    client.force_login(cast.gezim)
    assert address not in text(client.get(f"/contributions/{given.pk}/"))
    assert client.post(address, {"organisation": union.pk}).status_code == 403


def test_the_city_checks_a_cost(client, cast, asking):
    given = give(asking, cast.amina, particulars=HERE)
    client.force_login(cast.dana)
    address = f"/contributions/{given.pk}/cost/"
    assert list(client.post(address, {"amount": "", "note": "So."}).context["form"].errors) == ["amount"]
    client.post(address, {"amount": "20.000", "note": "With signals.", "role": "Roads"})
    page = text(client.get(f"/contributions/{given.pk}/"))
    assert [words in page for words in ("20,000\u00a0€", "With signals.", "Roads", "12,000\u00a0€")] == [True] * 4


def test_joining_the_authors_later(client, cast, asking):
    given = give(asking, cast.amina)
    client.force_login(cast.amina)
    client.post(f"/contributions/{given.pk}/authors/", {"name": "besnik"})
    assert "Invited" in text(client.get(f"/contributions/{given.pk}/authors/"))
    client.post(f"/contributions/{given.pk}/authors/", {"act": f"remove-{cast.besnik.pk}"})
    client.force_login(cast.besnik)
    assert client.get(f"/contributions/{given.pk}/join/").status_code == 404
    invite_author(actor=cast.amina, contribution=given, name="besnik", now=timezone.now())
    assert "More benches" in text(client.get(f"/contributions/{given.pk}/join/"))
    client.post(f"/contributions/{given.pk}/join/", {"act": "accept"})
    assert "Besnik" in text(client.get(MEETING))


def test_pictures_come_from_this_site_only():
    assert (site.MAP_TILES, site.CONTENT_SECURITY_POLICY["DIRECTIVES"]["img-src"]) == ("", ["'self'", "data:"])
