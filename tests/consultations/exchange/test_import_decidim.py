"""Decidim's open data in the layouts of its versions: every row accounted for, again and again the same."""

from __future__ import annotations

import csv
import json
from decimal import Decimal
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from consultations.decisions.models import Disposition
from consultations.deliberation.models import Consultation, Contribution
from consultations.exchange.domain.decidim_cells import moment, plain_text
from consultations.exchange.models import ImportedFigure, ImportedPart
from consultations.record.models import Event

SITE = "https://decidim.example/processes/plan/f/3/proposals"


def table(columns: str, *rows: dict[str, object]) -> str:
    """A file as Decidim writes it; what a row does not say is empty."""
    out = StringIO()
    writer = csv.DictWriter(out, columns.split(), restval="", delimiter=";", lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue()


def place(number: int) -> dict[str, object]:
    return {"id": number, "reference": f"P-{number}", "url": f"{SITE}/{number}"}


# The oldest: one language for words, no time of the answer, supports.
OLD = table(
    "id category/id category/name/ca scope/id scope/name/ca participatory_space/id participatory_space/url "
    "component/id title body state reference answer/ca answer/es supports endorsements/total_count "
    "endorsements/user_endorsements comments attachments followers published_at url meeting_urls related_proposals "
    "is_amend original_proposal/title original_proposal/url",
    place(7)
    | {"category/name/ca": "Mobilitat", "title": "Més trams", "body": "Un text; llarg\namb línies", "state": "accepted"}
    | {"answer/ca": "Sí, ho farem.", "answer/es": "Sí, lo haremos.", "supports": 41, "endorsements/total_count": 2}
    | {"endorsements/user_endorsements": "Amina, Besnik", "comments": 1, "followers": 5, "is_amend": "false"}
    | {"published_at": "2019-05-08 11:04:14 UTC", "related_proposals": f"{SITE}/8, {SITE}/9"},
    place(8)
    | {"title": "Arbres", "body": "Més arbres", "is_amend": "true", "original_proposal/url": f"{SITE}/7"}
    | {"published_at": "2019-05-09 11:04:14 UTC"},
)
# The newest: words by language, HTML, taxonomies, likes, votes, withdrawn, cost.
NEW = table(
    "id author/id author/name author/url taxonomies/id taxonomies/name participatory_space/id component/id title/ca "
    "title/es title/machine_translations/en body/ca body/es address latitude longitude state state_published_at "
    "reference answer/ca answered_at votes likes/total_count comments follows_count published_at url related_proposals "
    "withdrawn withdrawn_at created_at cost cost_report execution_period",
    place(11)
    | {"author/id": 5, "author/name": "Amina", "component/id": 6, "title/ca": "Parc", "title/es": "Parque"}
    | {"title/machine_translations/en": "Park", "body/ca": "<p>Un parc &amp; un banc</p><p>Aviat</p>"}
    | {"body/es": "Un parque", "address": "Carrer Major 1", "latitude": 41.38, "longitude": 2.17, "cost": "1500.0"}
    | {"state": "rejected", "answer/ca": "No hi ha lloc.", "answered_at": "2024-02-01T10:00:00+01:00", "votes": 12}
    | {"published_at": "2024-01-02T10:00:00+01:00", "taxonomies/name": "Verd"},
    place(12)
    | {"author/id": 6, "component/id": 6, "title/es": "Fuente", "body/es": "Una fuente", "state": "evaluating"}
    | {"published_at": "2024-01-03T10:00:00+01:00", "cost": "99.50"},
    place(13) | {"component/id": 6, "title/ca": "Retirat", "body/ca": "Retirat", "withdrawn": "true"},
    place(14) | {"component/id": 9, "title/ca": "Altre", "body/ca": "Altre"},
    place(15)
    | {"author/id": 6, "component/id": 6, "title/ca": "Nou", "body/ca": "Nou", "state": "half_way"}
    | {"answer/ca": "Gairebé.", "created_at": "2024-01-03 10:00:00"},
)
COMMENTS = f"""id;created_at;body;locale;author/id;author/name;alignment;depth;user_group/id;user_group/name;\
commentable_id;commentable_type;root_commentable_url
1;2019-05-10 08:00:00 UTC;Bé!;ca;9;Gezim;1;0;;;7;Decidim::Proposals::Proposal;{SITE}/7
2;2019-05-10 09:00:00 UTC;No;ca;9;Gezim;-1;1;;;1;Decidim::Comments::Comment;{SITE}/7?x=1
3;2019-05-10 09:30:00 UTC;Lost parent;en;9;Gezim;0;1;;;99;Decidim::Comments::Comment;{SITE}/7
4;2019-05-10 09:40:00 UTC;Elsewhere;en;9;Gezim;0;0;;;3;Decidim::Meetings::Meeting;https://decidim.example/meetings/3
5;2019-05-10 09:50:00 UTC;;en;9;Gezim;0;0;;;7;Decidim::Proposals::Proposal;{SITE}/7
6;2019-05-10 09:55:00 UTC;On a missing one;en;9;Gezim;0;0;;;70;Decidim::Proposals::Proposal;{SITE}/70
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "example-open-data-proposals.csv").write_text(OLD)
    (tmp_path / "example-open-data-comments.csv").write_text(COMMENTS)
    (tmp_path / "example-open-data-meetings.csv").write_text("id;title/ca;start_time\n3;Trobada;2019\n")
    return tmp_path


def run(folder: Path, *options: str) -> dict[str, dict[str, object]]:
    out = StringIO()
    given = ("--slug", "plan", "--title", "Pla", "--language", "ca", "--json", *options)
    call_command("import_decidim", str(folder), *given, stdout=out, stderr=StringIO())
    account: dict[str, dict[str, object]] = json.loads(out.getvalue())
    return account


def figures(account: dict[str, dict[str, object]]) -> dict[str, tuple[object, ...]]:
    return {
        name.removeprefix("example-open-data-"): (a["rows"], a["imported"], a["unchanged"], len(a["refused"]))
        for name, a in account.items()
    }


def test_the_oldest_layout(db, folder: Path, cast):
    account = run(folder, "--by", cast.dana.email)
    assert figures(account) == {
        "proposals.csv": (2, 2, 0, 0),
        "proposals.csv#about": (2, 2, 0, 0),
        "proposals.csv#related": (3, 3, 0, 0),
        "proposals.csv#answers": (1, 1, 0, 0),
        "comments.csv": (6, 3, 0, 3),
    }
    assert [each["reason"] for each in account["example-open-data-comments.csv"]["refused"]] == [
        "it is about a Meeting, which is not imported",
        "its text is empty",
        "what it belongs to is not among the imported proposals",
    ]
    rows = {row.source_key: row for row in Contribution.objects.all()}
    assert {key: (row.kind, row.title, row.body, row.stance) for key, row in rows.items()} == {
        "proposal/7": ("proposal", "Més trams", "Un text; llarg\namb línies", ""),
        "proposal/8": ("amendment", "Arbres", "Més arbres", ""),
        "comment/1": ("comment", "", "Bé!", "for"),
        "comment/2": ("comment", "", "No", "against"),
        "comment/3": ("comment", "", "Lost parent", ""),
    }
    assert rows["comment/2"].parent == rows["comment/1"]
    assert rows["comment/3"].parent == rows["proposal/7"]
    assert rows["proposal/7"].theme.name == {"ca": "Mobilitat"}
    assert rows["proposal/7"].imported_support_count == 41
    stated = ImportedFigure.objects.filter(contribution=rows["proposal/7"]).values_list("name", "value")
    assert dict(stated) == {"supports": 41, "comments": 1, "endorsements": 2, "followers": 5}
    links = ImportedPart.objects.filter(contribution=rows["proposal/7"]).values_list("link", flat=True)
    assert list(links) == [f"{SITE}/7", f"{SITE}/8", f"{SITE}/9"]
    answer = Disposition.objects.get()
    assert (answer.contribution, answer.outcome, answer.reason) == (rows["proposal/7"], "adopted", "Sí, ho farem.")
    assert not any("Amina" in str(row.__dict__) or "Gezim" in str(row.__dict__) for row in rows.values())


def test_again_everything_is_unchanged(db, folder: Path, cast):
    first = figures(run(folder, "--by", cast.dana.email))
    again = figures(run(folder, "--by", cast.dana.email))
    assert again == {name: (rows, 0, done, refused) for name, (rows, done, _none, refused) in first.items()}
    assert Event.objects.filter(type="import.batch").count() == 1


def test_the_newest_layout(db, folder: Path, cast):
    (folder / "example-open-data-proposals.csv").write_text(NEW)
    account = run(folder, "--by", cast.dana.email, "--component", "6")
    assert {row["row"]: row["reason"] for row in account["example-open-data-proposals.csv"]["refused"]} == {
        3: "its author withdrew it",
        4: "it belongs to component 9",
    }
    assert account["example-open-data-proposals.csv#answers"]["refused"] == [
        {"row": 5, "reason": "state 'half_way' is none of accepted, rejected, evaluating"}
    ]
    rows = {row.source_key: row for row in Contribution.objects.all()}
    assert {key: (row.language, row.title, row.body, row.author_label) for key, row in rows.items()} == {
        "proposal/11": ("ca", "Parc", "Un parc & un banc\n\nAviat", "#5"),
        "proposal/12": ("es", "Fuente", "Una fuente", "#6"),
        "proposal/15": ("ca", "Nou", "Nou", "#6"),
    }
    parts = ImportedPart.objects.filter(contribution=rows["proposal/11"]).values_list("kind", "title")
    assert list(parts) == [("appendix", "Parque (es)"), ("source", "P-11")]
    park = rows["proposal/11"]
    assert (park.address, park.latitude, park.longitude) == ("Carrer Major 1", Decimal("41.38"), Decimal("2.17"))
    costs = {key: row.estimated_cost for key, row in rows.items() if row.estimated_cost is not None}
    assert costs == {"proposal/11": 1500}
    assert ImportedPart.objects.filter(contribution=rows["proposal/12"], title="99.50").count() == 1
    answers = Disposition.objects.order_by("contribution_id").values_list("outcome", "reason")
    assert list(answers) == [("not_adopted", "No hi ha lloc. (2024-02-01)"), ("pending", "The source gives no reason.")]


def test_only_an_official_answers_and_nothing_is_left_behind(db, folder: Path, cast):
    for options, words in (
        ((), "holds official answers. Say with --by who answers for them here."),
        (("--by", cast.amina.email), "--by: "),
        (("--by", "nobody@example.org"), "nobody here has the address"),
    ):
        with pytest.raises(CommandError, match=words):
            run(folder, *options)
    assert not Consultation.objects.exists()
    assert not Event.objects.exclude(type__startswith="epoch").exists()


@pytest.mark.parametrize(
    ("was", "becomes", "words"),
    [
        ("id;category", "number;category", "holds no CSV file with the columns id, title, body and state."),
        (";P-8;", ";P-8;;", "line 4, column 28: the row has 28 cells where the header has 27."),
    ],
)
def test_a_broken_file_imports_nothing(db, folder: Path, cast, was: str, becomes: str, words: str):
    (folder / "example-open-data-proposals.csv").write_text(OLD.replace(was, becomes, 1))
    with pytest.raises(CommandError) as caught:
        run(folder, "--by", cast.dana.email)
    assert words in str(caught.value)
    assert str(caught.value).endswith("Nothing was imported.")
    assert not Consultation.objects.exists()


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("a < b and c > d", "a < b and c > d"),
        ("<p>a<br>b</p><ul><li>c</li></ul>", "a\nb\n\nc"),
        ("x &amp; y", "x &amp; y"),
    ],
)
def test_only_html_loses_its_tags(text: str, words: str):
    assert plain_text(text) == words


def test_times_without_a_zone_are_utc():
    assert moment("2024-01-03 10:00:00") == moment("2024-01-03 10:00:00 UTC") == moment("2024-01-03 11:00:00 +0100")
    assert moment("soon") is None
