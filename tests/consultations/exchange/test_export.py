"""What can be taken along says what the pages say, to the letter, and nothing that the pages do not."""

from __future__ import annotations

import csv
import io
import json
from datetime import date
from pathlib import Path
from types import SimpleNamespace

import frictionless
import pytest
from django.conf import settings
from django.test import Client
from django.utils import timezone
from prov.model import PROV_TYPE, ProvActivity, ProvAgent, ProvDerivation, ProvDocument, ProvEntity, ProvUsage

from consultations.decisions.enums import LinkKind, Outcome
from consultations.decisions.models import Decision, Link, Promise
from consultations.decisions.operations import (
    give_disposition,
    link_change,
    make_promise,
    update_promise,
    withdraw_link,
)
from consultations.decisions.queries.changes import changes_between
from consultations.decisions.queries.coverage import coverage_of
from consultations.deliberation.operations import contribute, withdraw
from consultations.exchange.domain.datapackage import TABLES
from consultations.record.domain import spreadsheet
from consultations.record.operations import sequence
from tests.page_types.decisions import decided
from tests.scene import Scene, scene

FORMULA = '=HYPERLINK("http://evil.example";"Read me")'


@pytest.fixture
def shown(cast) -> Scene:
    return scene(SimpleNamespace(cast=cast))


@pytest.fixture
def decision(cast, shown) -> Decision:
    """With a link of each fate, a formula for a title, a promise with news, an answer given twice."""
    site = SimpleNamespace(cast=cast, scene=shown)
    made = decided(site)
    now = timezone.now()
    acts = {"actor": cast.dana, "now": now}
    odd = contribute(
        actor=cast.besnik,
        consultation=shown.consultation,
        kind="proposal",
        title=FORMULA,
        body="+1 for this,\nsaid twice; with \"quotes\", commas and 'apostrophes'.",
        language="en",
        now=now,
    )
    change = made.revisions.get(number=1).changes.order_by("position")[0]
    (link,) = link_change(change=change, contributions=[odd], kind=LinkKind.CONSIDERED, reason="Weighed.", **acts)
    withdraw_link(link=link, reason="It speaks of something else.", **acts)
    give_disposition(contribution=odd, outcome=Outcome.OUT_OF_SCOPE, reason="=Not here.", **acts)
    give_disposition(contribution=odd, outcome=Outcome.NOT_ADOPTED, reason="On second thought, no.", **acts)
    promise = make_promise(decision=made, text="A counter.", owner="Transport", due=date(2026, 1, 1), **acts)
    update_promise(promise=promise, state="late", text="The room is not ready.", **acts)
    sequence(now=now)
    return made


def read(client: Client, slug: str, table: str) -> list[dict[str, str]]:
    response = client.get(f"/consultations/{slug}/data/{table}.csv")
    assert response["Content-Type"] == "text/csv; charset=utf-8"
    text = b"".join(response.streaming_content).decode()
    rows = csv.DictReader(io.StringIO(text, newline=""))
    return [{name: spreadsheet.uncell(value) for name, value in row.items()} for row in rows]


def raw(client: Client, slug: str) -> dict[str, str]:
    return {
        table: b"".join(client.get(f"/consultations/{slug}/data/{table}.csv").streaming_content).decode()
        for table in TABLES
    }


def provs(client: Client, decision: Decision) -> dict[str, str]:
    base = f"/consultations/{decision.consultation.slug}/decisions/{decision.slug}/prov"
    return {end: client.get(f"{base}.{end}").content.decode() for end in ("json", "jsonld")}


def test_frictionless_finds_every_file_valid(client: Client, decision, tmp_path: Path):
    slug = decision.consultation.slug
    (tmp_path / "datapackage.json").write_bytes(client.get(f"/consultations/{slug}/data/datapackage.json").content)
    for table, text in raw(client, slug).items():
        (tmp_path / f"{table}.csv").write_bytes(text.encode())
    report = frictionless.validate(str(tmp_path / "datapackage.json"))
    assert report.flatten(["title", "note"]) == []
    assert sorted(task.name for task in report.tasks) == sorted(TABLES)
    assert report.valid


def test_a_table_that_breaks_its_description_is_found(client: Client, decision, tmp_path: Path):
    slug = decision.consultation.slug
    (tmp_path / "datapackage.json").write_bytes(client.get(f"/consultations/{slug}/data/datapackage.json").content)
    for table, text in raw(client, slug).items():
        (tmp_path / f"{table}.csv").write_bytes(text.replace("not_adopted", "perhaps").encode())
    assert not frictionless.validate(str(tmp_path / "datapackage.json")).valid


def test_contributions_are_those_of_the_pages(client: Client, decision, shown):
    rows = {row["id"]: row for row in read(client, decision.consultation.slug, "contributions")}
    assert rows.keys() == {one.subject for one in decision.consultation.contributions.all()}
    own = rows[shown.proposal.subject]
    assert (own["title"], own["body"]) == (shown.proposal.title, shown.proposal.body)
    assert (own["revision"], own["supports"], own["in_scope"]) == ("1", "3", "true")
    counts: dict[str, int] = {}
    for row in rows.values():
        if row["in_scope"] == "true":
            counts[row["outcome"]] = counts.get(row["outcome"], 0) + 1
    assert counts == {str(outcome): number for outcome, number in coverage_of(decision.consultation).outcomes}


def test_answers_keep_their_history(client: Client, decision):
    rows = read(client, decision.consultation.slug, "dispositions")
    assert [(row["outcome"], row["reason"], row["latest"]) for row in rows] == [
        ("adopted_in_part", "Cards, yes.", "true"),
        ("out_of_scope", "=Not here.", "false"),
        ("not_adopted", "On second thought, no.", "true"),
    ]


def test_links_and_changes_are_those_of_the_changes_page(client: Client, decision):
    slug = decision.consultation.slug
    older, newer = decision.revisions.order_by("number")
    shown_changes = changes_between(decision, older, newer)
    assert [(row["kind"], row["before"], row["after"]) for row in read(client, slug, "changes")] == [
        (change.kind.value, change.before, change.after) for change in shown_changes
    ]
    links = read(client, slug, "links")
    in_force = {(row["contribution"], row["reason"]) for row in links if not row["withdrawn_at"]}
    assert in_force == {(link.contribution.subject, link.reason) for change in shown_changes for link in change.links}
    assert [row["withdrawn_reason"] for row in links if row["withdrawn_at"]] == ["It speaks of something else."]
    assert {row["target"] for row in links} <= {row["id"] for row in read(client, slug, "changes")}
    page = client.get(f"/consultations/{slug}/decisions/{decision.slug}/changes/").content.decode()
    assert [row["reason"] for row in links if row["reason"] not in page and not row["withdrawn_at"]] == []


def test_promises_with_their_news(client: Client, decision):
    slug = decision.consultation.slug
    promises = {row["text"]: row for row in read(client, slug, "promises")}
    assert promises["A counter."]["state"] == "late"
    assert [(row["promise"], row["text"]) for row in read(client, slug, "promise_updates")] == [
        (promises["A counter."]["id"], "The room is not ready.")
    ]


def test_no_cell_is_taken_for_a_formula(client: Client, decision):
    files = raw(client, decision.consultation.slug)
    cells = [cell for text in files.values() for row in csv.reader(io.StringIO(text, newline="")) for cell in row]
    assert [cell for cell in cells if cell.startswith(spreadsheet.DANGEROUS)] == []
    assert f"'{FORMULA}" in cells


def test_what_is_not_public_is_in_no_file(client: Client, decision, shown, cast):
    withdraw(actor=cast.amina, contribution=shown.proposal, now=timezone.now())
    files = raw(client, decision.consultation.slug) | provs(client, decision)
    files["datapackage"] = client.get(f"/consultations/{decision.consultation.slug}/data/datapackage.json").text
    secrets = [shown.proposal.title, "A bank card at the door is enough: no name", shown.hidden.title, "He never waits"]
    names = [person.pseudonym for person in (cast.amina, cast.besnik, cast.gezim, cast.dana)]
    assert {name: [text for text in (*secrets, *names) if text in content] for name, content in files.items()} == {
        name: [] for name in files
    }


def test_nothing_of_a_draft_is_handed_out_even_to_staff(client: Client, decision, cast):
    consultation = decision.consultation
    type(consultation).objects.filter(pk=consultation.pk).update(state="draft")
    client.force_login(cast.dana)
    base = f"/consultations/{consultation.slug}"
    ends = ("data/", "data/datapackage.json", "data/contributions.csv", f"decisions/{decision.slug}/prov.json")
    assert {end: client.get(f"{base}/{end}").status_code for end in ends} == dict.fromkeys(ends, 404)


@pytest.mark.parametrize(
    ("table", "queries"), [("contributions", 3), ("links", 3), ("changes", 3), ("dispositions", 3)]
)
def test_a_table_costs_the_same_however_long(
    client: Client, decision, shown, cast, table, queries, django_assert_max_num_queries
):
    for number in range(30):
        given = {"consultation": shown.consultation, "kind": "proposal", "body": "Once more.", "language": "en"}
        contribute(actor=cast.gezim, title=f"More {number}", now=timezone.now(), **given)
    with django_assert_max_num_queries(queries):
        read(client, decision.consultation.slug, table)


def test_prov_says_what_the_changes_page_says(client: Client, decision):
    document = ProvDocument.deserialize(content=provs(client, decision)["json"], format="json")
    kinds = {ProvEntity: 0, ProvActivity: 0, ProvAgent: 0}
    for kind in kinds:
        kinds[kind] = len(list(document.get_records(kind)))
    older, newer = decision.revisions.order_by("number")
    changes = changes_between(decision, older, newer)
    assert kinds[ProvActivity] == len(changes)
    said = {
        (str(used.args[1].uri), str(_fact(used, "kind")), str(_fact(used, "reason")))
        for used in document.get_records(ProvUsage)
        if not used.get_attribute("participate:withdrawn")
    }
    assert said == {
        (f"http://testserver/contributions/{link.contribution_id}/", link.kind, link.reason)
        for change in changes
        for link in change.links
        if link.contribution_id
    }
    assert len(list(document.get_records(ProvUsage))) == Link.objects.filter(contribution__isnull=False).count()
    promised = [one for one in document.get_records(ProvEntity) if "Promise" in str(one.get_attribute(PROV_TYPE))]
    assert {one.label for one in promised} == {f'"{promise.text}"@en' for promise in Promise.objects.all()}
    assert [one for one in document.get_records(ProvDerivation) if "Revision" in str(one.get_asserted_types())]


def _fact(record, name: str) -> str:
    (value,) = record.get_attribute(f"participate:{name}")
    return value


def test_json_and_json_ld_say_the_same(client: Client, decision):
    files = provs(client, decision)
    one = ProvDocument.deserialize(content=files["json"], format="json")
    other = ProvDocument.deserialize(content=files["jsonld"], format="rdf", rdf_format="json-ld")
    for kind in (ProvEntity, ProvActivity, ProvAgent):
        assert {record.identifier.uri for record in one.get_records(kind)} == {
            record.identifier.uri for record in other.get_records(kind)
        }
    assert _uses(one) == _uses(other)
    assert _uses(one) != set()


def _uses(document: ProvDocument) -> set[tuple[str, str, str]]:
    return {
        (str(used.args[0].uri), str(used.args[1].uri), str(_fact(used, "reason")))
        for used in document.get_records(ProvUsage)
        if used.get_attribute("participate:reason")
    }


def test_the_files_are_found_from_the_page(client: Client, decision):
    slug = decision.consultation.slug
    assert f'href="/consultations/{slug}/data/"' in client.get(f"/consultations/{slug}/").content.decode()
    page = client.get(f"/consultations/{slug}/data/").content.decode()
    assert [name for name in TABLES if f"/consultations/{slug}/data/{name}.csv" not in page] == []
    assert f"/consultations/{slug}/decisions/{decision.slug}/prov.jsonld" in page
    assert json.loads(client.get(f"/consultations/{slug}/data/datapackage.json").content)["name"] == slug


def test_every_column_is_documented():
    text = (Path(settings.BASE_DIR) / "docs" / "exports.md").read_text()
    parts = text.split("## A decision")[0].split("### ")[1:]
    told = {
        part.split(".csv", 1)[0]: [line.split("`")[1] for line in part.splitlines() if line.startswith("| `")]
        for part in parts
    }
    assert told == {name: table.names for name, table in TABLES.items()}
