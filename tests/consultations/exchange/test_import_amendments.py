"""A released text with its change requests becomes revisions, contributions, causes and answers."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from consultations.decisions.models import Decision, Disposition, Link
from consultations.deliberation.models import Consultation, Contribution
from consultations.exchange.domain.releases import git_blob
from consultations.exchange.operations import import_amendments
from consultations.people.domain.verdict import NotAllowed
from consultations.record.models import Event

FIRST = "# Rules\n\nAll data is kept for two years.\n\nNobody outside the office may read it.\n"
SECOND = (
    "---\n# A comment, not a heading\norder: 1\n---\n"
    "# Rules\n\nAll data is kept for one year only.\n\nNobody outside the office may read it.\n"
)
DIFF = (
    f"diff --git a/index.md b/index.md\nindex {git_blob(FIRST.encode())[:7]}..{git_blob(SECOND.encode())[:7]} 100644\n"
    "--- a/index.md\n+++ b/index.md\n@@ -1,5 +1,5 @@\n # Rules\n \n"
    "-All data is kept for two years.\n+All data is kept for one year only.\n \n"
    " Nobody outside the office may read it.\n"
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name, text in (("0.1.0", FIRST), ("0.2.0", SECOND)):
        (tmp_path / "versions" / name).mkdir(parents=True)
        (tmp_path / "versions" / name / "index.md").write_text(text)
    request = {"pr": 7, "title": "Keep data for one year", "merged_at": "2020-05-04T10:00:00+02:00", "diff": DIFF}
    request |= {"authors": ["contributor-1"], "closes_issues": [3], "policy_files": ["index.md"], "commits": []}
    rows = [request, {**request, "pr": 8, "merged_at": "2021-01-01"}]
    (tmp_path / "amendments.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows))
    (tmp_path / "SOURCE.txt").write_text("Source: github:city/rules, commit abc\nLicence: CC0-1.0\n")
    return tmp_path


def bring(folder: Path, actor, now):
    return import_amendments(
        actor=actor, folder=folder, slug="rules", title="Rules", language="en", now=now, progress=lambda *_: None
    )


def test_a_change_names_the_request_and_the_issue_that_asked(db, cast, now, folder: Path):
    account = bring(folder, cast.dana, now)
    assert account.balances()
    assert account.as_json()["amendments.jsonl"]["refused"] == [
        {"row": 2, "reason": "pr"} | {"reason": "merged_at '2021-01-01' is not a time with a zone"}
    ]
    link = Link.objects.get()
    assert link.reason == "Change request 7 of 2020-05-04, asked for in issue 3: Keep data for one year"
    assert (link.change.before, link.change.after) == (
        "All data is kept for two years.",
        "All data is kept for one year only.",
    )
    given = Contribution.objects.get()
    assert (given.kind, given.in_scope, link.contribution, given.theme.words) == ("amendment", True, given, "Rules")
    assert "https://github.com/city/rules/issues/3" in given.body
    assert Disposition.objects.get().outcome == "adopted"
    assert [revision.note for revision in Decision.objects.get().revisions.order_by("number")] == [
        "Release 0.1.0",
        "Release 0.2.0",
    ]
    assert Decision.objects.get().state == "published"


def test_again_changes_nothing(db, cast, now, folder: Path):
    bring(folder, cast.dana, now)
    events = Event.objects.count()
    account = bring(folder, cast.dana, now)
    assert account.imported == 0
    assert account.balances()
    assert Event.objects.count() == events


def test_it_is_refused_to_a_stranger_and_leaves_nothing(db, cast, now, folder: Path):
    with pytest.raises(NotAllowed):
        bring(folder, cast.gezim, now)
    assert not Consultation.objects.filter(slug="rules").exists()


def test_a_folder_without_releases_imports_nothing(db, cast, tmp_path: Path):
    (tmp_path / "amendments.jsonl").write_text("")
    options = ("--slug", "rules", "--title", "Rules", "--by", cast.dana.email)
    with pytest.raises(CommandError, match="versions"):
        call_command("import_amendments", str(tmp_path), *options)
    assert not Consultation.objects.filter(slug="rules").exists()
