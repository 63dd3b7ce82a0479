from __future__ import annotations

import json

import pytest

from consultations.record.verify.cli import main
from tests.consultations.record.log_folder import KEY


@pytest.fixture
def verify(capsys, tmp_path):
    """Writes a poll's record and runs ``tally`` on it; gives (exit code, what it said)."""

    def run(poll, question="5"):
        poll.record.write(tmp_path)
        code = main(["tally", str(tmp_path), "--question", question, "--vkey", str(KEY.verifier), "--json"])
        return code, json.loads(capsys.readouterr().out)

    return run
