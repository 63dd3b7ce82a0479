"""The demo city, at every stage and size: made through the operations, on the record, and answered where it decides."""

from __future__ import annotations

import pytest
from django.core.management import CommandError, call_command

from consultations.decisions.enums import RevisionState
from consultations.decisions.models import Decision
from consultations.decisions.queries.coverage import totals
from consultations.deliberation.models import Consultation, Contribution
from consultations.record.audit.audit import audit
from consultations.record.operations import sequence
from participate.demo.script import STAGES
from tests.participate.coverage_from_the_log import agree

pytestmark = pytest.mark.django_db(transaction=True)

MARKS = {"decided": ()}
"""Where all operations of a consultation are used; the earlier stages are its beginning."""


def make(settings, **options) -> None:
    settings.DEV_MAIL = True
    call_command("demo", verbosity=0, **options)


@pytest.mark.parametrize("stage", [pytest.param(each, marks=MARKS.get(each, pytest.mark.once)) for each in STAGES])
def test_each_stage_is_one_consultation_that_verifies(settings, now, stage, tmp_path):
    make(settings, stage=stage)
    sequence(now=now)
    assert audit().code == 0
    ((_slug, (answered, in_scope)),) = agree(tmp_path / "log").items()
    if stage == "opinions":  # statements are answered as a whole, by the map
        assert in_scope == 0
    else:
        assert (answered == in_scope, in_scope > 0) == (stage == "decided", True)


@pytest.mark.once
def test_a_larger_city_is_answered_as_the_small_one_is(settings, tmp_path):
    make(settings, stage="decided", scale=3)
    answered, in_scope = totals(Consultation.objects.get())
    assert answered == in_scope > 30
    assert list(agree(tmp_path / "log").values()) == [(answered, in_scope)]
    assert Decision.objects.get().revisions.filter(state=RevisionState.PUBLISHED).exists()
    assert len(set(Contribution.objects.exclude(title="").values_list("title", flat=True))) > 30


def test_it_does_not_mix_with_what_stands(settings):
    make(settings, stage="proposing")
    with pytest.raises(CommandError, match="empty database"):
        call_command("demo", verbosity=0)
    call_command("demo", verbosity=0, keep=True)
    assert Consultation.objects.count() == 1


def test_production_refuses_it(settings, db):
    settings.DEV_MAIL = False
    with pytest.raises(CommandError, match="passwords are public"):
        call_command("demo", verbosity=0)
