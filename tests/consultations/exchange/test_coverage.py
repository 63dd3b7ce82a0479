"""What was imported is answered as anything else is, and the log alone counts it as the page does."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from django.core.management import call_command
from django.utils import timezone

from consultations.decisions.enums import Outcome
from consultations.decisions.operations import give_disposition, give_dispositions
from consultations.decisions.queries.coverage import waiting
from consultations.deliberation.models import Consultation
from consultations.deliberation.operations import merge
from tests.consultations.exchange.test_import_real_data import folder
from tests.participate.coverage_from_the_log import agree

EVERY_RUN = [("polis-brexit", "import_polis", ["--title", "Brexit"], 0)]
NIGHTLY = [
    ("polis-seattle-15", "import_polis", ["--title", "Wages"], 0),
    ("polis-nz-taxes", "import_polis", ["--title", "Taxes"], 0),
    ("polis-vtaiwan-uberx", "import_polis", ["--title", "UberX"], 0),
    ("proposals-decide-madrid", "import_proposals", ["--format", "decide-madrid"], 80),
    ("proposals-republique-numerique-a", "import_proposals", ["--format", "republique-numerique"], 324),
    ("policy-standard-for-public-code", "import_amendments", ["--title", "Standard", "--by", "dana@example.org"], 291),
]


@pytest.mark.parametrize(
    ("name", "command", "options", "scope"),
    [*EVERY_RUN, *(pytest.param(*each, marks=pytest.mark.nightly) for each in NIGHTLY)],
    ids=[each[0] for each in [*EVERY_RUN, *NIGHTLY]],
)
def test_page_and_log_agree(cast, tmp_path: Path, name: str, command: str, options: list[str], scope: int):
    with (tmp_path / "told").open("w") as told:
        call_command(command, str(folder(name)), "--slug", name, "--json", *options, stdout=told)
    ((_name, (before, in_scope)),) = agree(tmp_path / "before").items()
    more = answer_some(Consultation.objects.get(slug=name), cast.dana)
    assert in_scope == scope
    assert agree(tmp_path / "after") == {name: (before + more, scope)}


def answer_some(consultation: Consultation, official) -> int:
    """Two together, one alone and then otherwise, one merged with it and one with another that waits; how many."""
    acts = {"actor": official, "now": timezone.now() + timedelta(minutes=1)}
    found = list(waiting(consultation)[:6])
    if found:
        give_dispositions(contributions=found[:2], outcome=Outcome.ADOPTED, reason="Yes.", **acts)
    if len(found) < 6:
        return len(found[:2])
    three, four, five, six = found[2:]
    give_disposition(contribution=three, outcome=Outcome.NOT_ADOPTED, reason="No.", **acts)
    give_disposition(contribution=three, outcome=Outcome.OUT_OF_SCOPE, reason="The state decides this.", **acts)
    merge(contribution=four, into=three, reason="Alike.", **acts)
    merge(contribution=five, into=six, reason="Alike.", **acts)
    return 4
