"""Budgets of Pabulib files are shared out from the command line; a broken file says where."""

from __future__ import annotations

import json
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from consultations.exchange.domain.pabulib import read_pabulib
from tests.consultations.exchange.test_import_real_data import DATA, folder

ORDERS = "The ballots are orders. They count as points: the first of k named projects has k, the last 1."
NAMED = "The ballots are orders. Each named project counts as approved."
SMALL = """META
key;value
num_projects;3
num_votes;3
budget;10.5
vote_type;cumulative
PROJECTS
project_id;category;cost;name
park/1;green;6.50;"Park; with trees"
b;;4;B
10;;0.25;C
VOTES
voter_id;points;vote
1;2,1;park/1,b
2;3;10
3;;
"""


def allocate(file: Path, *options: str) -> dict[str, object]:
    out = StringIO()
    call_command("allocate", str(file), *options, "--json", stdout=out, stderr=StringIO())
    told = json.loads(out.getvalue())
    assert told.pop("seconds") >= 0
    return told


def reference(name: str, rule: str) -> list[str]:
    file = next((DATA / "reference").glob(f"pb.{name}*.json"))
    found: list[str] = json.loads(file.read_text())["rules"][rule]["selected"]
    return found


def official(file: Path) -> list[str]:
    projects = read_pabulib(file).project_ids
    return sorted(key for key, row in projects.items() if row.cells["selected"] == "1")


def shares(utility: str, completion: str) -> tuple[str, ...]:
    return "--rule", "equal-shares", "--utility", utility, "--completion", completion


@pytest.mark.parametrize(
    ("name", "rule", "options"),
    [
        ("assen-2024", "city_greedy_by_score_skip", ("--rule", "greedy")),
        ("assen-2024", "mes(Cost_Sat)", shares("cost", "none")),
        ("assen-2024", "mes(Cardinality_Sat)", shares("cardinality", "none")),
        ("assen-2024", "mes_add1(Cost_Sat)", shares("cost", "add1-until-exhaustive")),
        ("assen-2024", "mes_add1_until_overspend(Cost_Sat)", shares("cost", "add1-until-overspent")),
        ("rembertow-2023", "city_greedy_by_score_skip", ("--rule", "greedy")),
        ("rembertow-2023", "mes(Cost_Sat)", shares("cost", "none")),
        ("rembertow-2023", "mes(Cardinality_Sat)", shares("cardinality", "none")),
        ("rembertow-2023", "mes_add1(Cost_Sat)", shares("cost", "add1-until-exhaustive")),
        ("zurich-s5d10", "city_greedy_by_score_skip", ("--rule", "greedy")),
        ("zurich-s5d10", "mes(Additive_Cardinal_Sat)", ("--rule", "equal-shares")),
        ("zurich-s5d10", "mes_add1(Additive_Cardinal_Sat)", shares("points", "add1-until-exhaustive")),
        ("zurich-s5d10", "mes_add1(Additive_Cardinal_Sat)", shares("points", "add1-until-overspent")),
        ("rochester-rankings", "city_greedy_by_score_skip", ("--rule", "greedy")),
    ],
)
def test_independent_software_funds_the_same(name: str, rule: str, options: tuple[str, ...]):
    file = next(folder(f"pb-{name}").glob("*.pb"))
    assert allocate(file, *options)["selected"] == reference(file.stem, rule)


def test_the_cities_own_results():
    assen = next(folder("pb-assen-2024").glob("*.pb"))
    assert allocate(assen, *shares("cost", "add1-until-overspent")) == {
        "selected": official(assen),
        "cost": "76700",
        "budget": "100000",
        "rounds": 9,
    }
    rembertow = next(folder("pb-rembertow-2023").glob("*.pb"))
    assert allocate(rembertow, "--rule", "greedy") == {
        "selected": official(rembertow),
        "cost": "1004015",
        "budget": "1011308",
        "rounds": 38,
    }


def test_points_decimals_and_ids_that_are_text(tmp_path: Path):
    file = tmp_path / "small.pb"
    file.write_text(SMALL)
    told = {"selected": ["10", "park/1"], "cost": "6.75", "budget": "10.5", "rounds": 3}
    assert allocate(file, "--rule", "greedy") == told
    assert allocate(file, "--rule", "equal-shares") == {**told, "selected": ["10"], "cost": "0.25", "rounds": 1}
    file.write_text(SMALL.replace("vote_type;", "min_project_score_threshold;2\nvote_type;"))
    assert allocate(file, "--rule", "greedy")["selected"] == ["10", "park/1"]
    file.write_text(SMALL.replace("vote_type;", "min_project_score_threshold;3\nvote_type;"))
    assert allocate(file, "--rule", "greedy")["selected"] == ["10"]
    assert allocate(file, "--rule", "equal-shares")["note"].startswith("min_project_score_threshold is a limit")


@pytest.mark.parametrize(
    ("was", "becomes", "options", "note"),
    [
        ("1;2,1;park/1,b\n2;3;10", "1;;\n2;;", ("--rule", "greedy"), "No ballot names a project, so that"),
        ("budget;10.5", "budget;0", ("--rule", "greedy"), "No project with supporters can be paid."),
        ("vote_type", "max_total_cost_per_category;5\nvote_type", ("--rule", "greedy"), "The file states max_total"),
    ],
)
def test_a_file_without_a_meaningful_answer_says_so(tmp_path: Path, was, becomes, options, note: str):
    file = tmp_path / "small.pb"
    file.write_text(SMALL.replace(was, becomes))
    assert allocate(file, *options)["note"].startswith(note)


def test_how_orders_were_taken_is_said():
    file = next(folder("pb-rochester-rankings").glob("*.pb"))
    assert allocate(file, "--rule", "greedy")["note"] == ORDERS
    assert allocate(file, "--rule", "equal-shares", "--utility", "points")["note"] == ORDERS
    assert allocate(file, "--rule", "equal-shares")["note"] == NAMED


@pytest.mark.parametrize(
    ("was", "becomes", "words"),
    [
        ("6.50", "6,50", "line 9, column 3 (cost): '6,50' is not a number."),
        ("6.50", "", "line 9, column 3 (cost): '' is not a number."),
        ("6.50", "-6", "line 9, column 3 (cost): a cost is not below nothing."),
        ("6.50", "1e999999", "line 9, column 3 (cost): '1e999999' is not a number."),
        ("10.5", "ten", "line 5, column 2 (value): 'ten' is not a number."),
        ("budget;10.5\n", "", "section META has no budget of nothing or more."),
        (";cost;", ";price;", "section PROJECTS has no column named cost."),
        ("2,1", "2", "line 14, column 2 (points): 1 numbers of points for 2 projects."),
        ("2,1", "2,x", "line 14, column 2 (points): 'x' is not a number."),
        ("park/1,b", "park/1,c", "line 14, column 3 (vote): choice 2, 'c', is none of the projects."),
        ("2,1", f"{9 * 10**20},1", "the points are too many to be counted."),
    ],
)
def test_a_broken_file_says_where_and_counts_nothing(tmp_path: Path, was: str, becomes: str, words: str):
    file = tmp_path / "broken.pb"
    file.write_text(SMALL.replace(was, becomes, 1))
    with pytest.raises(CommandError) as caught:
        allocate(file, "--rule", "equal-shares")
    assert words in str(caught.value)
    assert str(caught.value).endswith("Nothing was counted.")
