"""Statements of reasons fit the EU transparency database, whatever a moderator writes."""

from __future__ import annotations

import json
import string
from datetime import date
from typing import Any

import jsonschema
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from consultations.moderation.domain.rules import CATEGORIES, RULES
from consultations.moderation.domain.statement import Reasons, document
from consultations.moderation.enums import Action, Concern, Ground
from tests.corpora import corpus

FOLDER = corpus("dsa-sor")


@pytest.fixture(scope="module")
def validator() -> Any:
    return jsonschema.Draft202012Validator(json.loads((FOLDER / "sor.schema.json").read_text()))


def words(longest: int) -> st.SearchStrategy[str]:
    return st.text(min_size=1, max_size=longest)


REASONS = st.builds(
    Reasons,
    puid=st.text(string.ascii_letters + string.digits + "-_", min_size=1, max_size=60),
    action=st.sampled_from([Action.LABEL, Action.HIDE]),
    ground=st.sampled_from(Ground),
    basis=words(400),
    concern=st.sampled_from(Concern),
    facts=words(4000),
    explanation=words(2000),
    language=st.sampled_from(["", "en", "sq", "ar", "es", "fr", "cnr", "zh-Hant"]),
    content_date=st.dates(date(2000, 1, 1), date(2099, 12, 31)),
    decided_on=st.dates(date(2020, 1, 1), date(2099, 12, 31)),
    reported=st.booleans(),
    territory=st.sampled_from([(), ("XK",), ("AL", "XK")]),
    platform=words(100),
    permalink=st.just("https://participate.example/contributions/17/"),
)


@settings(max_examples=500, deadline=None)
@given(REASONS)
def test_every_statement_is_valid(validator, reasons):
    made = json.loads(json.dumps(document(reasons)))
    assert list(validator.iter_errors(made)) == []
    law = reasons.ground == Ground.LAW
    assert made["decision_ground"] == f"DECISION_GROUND_{'ILLEGAL' if law else 'INCOMPATIBLE'}_CONTENT"
    assert made["automated_decision"] == "AUTOMATED_DECISION_NOT_AUTOMATED"


@pytest.mark.parametrize("missing", ["decision_facts", "incompatible_content_explanation", "category", "puid"])
def test_the_schema_would_notice(validator, missing):
    made = document(
        Reasons(
            "1",
            Action.HIDE,
            Ground.RULES,
            "Rule",
            Concern.SPAM,
            "f",
            "e",
            "en",
            date(2026, 1, 1),
            date(2026, 1, 2),
            True,
            (),
            "P",
            "https://p.example/",
        )
    )
    del made[missing]
    assert [error.validator for error in validator.iter_errors(made)] == ["required"]


def test_what_restricts_nothing_has_no_statement():
    with pytest.raises(KeyError):
        document(
            Reasons(
                "1",
                Action.NONE,
                Ground.RULES,
                "Rule",
                Concern.SPAM,
                "f",
                "e",
                "en",
                date(2026, 1, 1),
                date(2026, 1, 2),
                True,
                (),
                "P",
                "https://p.example/",
            )
        )


def test_each_concern_has_its_rule_and_category():
    assert set(CATEGORIES) == set(Concern)
    assert set(RULES) == set(Concern) - {Concern.OTHER}
