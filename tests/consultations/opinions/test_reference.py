"""For given groups the map agrees with independent software on four real consultations, figure by figure."""

from __future__ import annotations

import pytest

from consultations.opinions.domain.map import Map, opinion_map
from tests.consultations.opinions.polis import REFERENCES, Export, export

near = pytest.approx


@pytest.fixture(params=REFERENCES)
def real(request) -> Export:
    return export(request.param)


@pytest.fixture
def made(real: Export) -> Map:
    return opinion_map(real.votes, real.statements, mode="polis", rejected=real.rejected, labels=real.labels)


def test_people_statements_and_votes(real, made):
    expected = tuple(real.reference[name] for name in ("participants", "statements", "votes"))
    assert (made.people, made.statements, made.votes) == expected


def test_explained_variance(real, made):
    assert made.explained_variance == near(tuple(real.reference["pca_explained_variance_ratio"]), abs=1e-6)


def test_group_informed_consensus_of_every_statement(real, made):
    expected = {int(key): value for key, value in real.reference["group_informed_consensus"].items()}
    assert made.gic == near(expected, abs=1e-6)


@pytest.mark.parametrize("side", ["agree", "disagree"])
def test_consensus(real, made, side):
    found = {each.id: (each.p, each.z) for each in getattr(made.consensus, side)}
    expected = {each["tid"]: (each["p-success"], each["p-test"]) for each in real.reference["consensus"][side]}
    assert found.keys() == expected.keys()
    assert [found[key] for key in expected] == [near(values, abs=1e-6) for values in expected.values()]


def test_representative_statements(real, made):
    figures = ("p-success", "p-test", "repness", "repness-test")
    for group, listed in real.reference["repness"].items():
        found = {
            (each.id, each.side): (each.p, each.z, each.ratio, each.z_ratio) for each in made.representative[int(group)]
        }
        expected = {(each["tid"], each["repful-for"]): tuple(each[name] for name in figures) for each in listed}
        assert found.keys() == expected.keys()
        assert [found[key] for key in expected] == [near(values, abs=1e-6) for values in expected.values()]


def test_how_far_from_the_middle_each_statement_is(real, made):
    """The reference rounds, and finds its axes for the largest set by a random method."""
    expected = {int(key): value for key, value in real.reference["extremity"].items()}
    assert made.extremity == near(expected, abs=5e-5)


def test_as_many_people_are_placed_and_groups_found_anew_are_steady(real):
    made = opinion_map(real.votes, real.statements, mode="polis", rejected=real.rejected)
    assert len(made.labels) == real.reference["clustered_participants"]
    assert len(made.groups) == real.reference["groups"]
    assert made.stability is not None
    assert made.stability > 0.7


def test_rejected_statements_are_left_out_or_silent(real):
    standard = opinion_map(real.votes, real.statements, rejected=real.rejected)
    assert standard.gic.keys() == set(real.statements) - real.rejected
    polis = opinion_map(real.votes, real.statements, mode="polis", rejected=real.rejected)
    assert polis.gic.keys() == set(real.statements)
    for made in (standard, polis):
        named = {each.id for side in (made.consensus.agree, made.consensus.disagree) for each in side}
        named |= {each.id for marks in made.representative.values() for each in marks}
        assert named & real.rejected == set()
        assert made.priorities.keys() & real.rejected == set()
