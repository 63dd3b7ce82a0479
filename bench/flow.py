"""The flow picture, the tables and the PROV of a large decision, beside reading the same links from the database.

``python -m bench.flow [--json FILE] [--contributions N] [--changes N]``: a decision with so many changes, each with its
share of the contributions as causes, in a fresh SQLite database in a temporary folder; pages are asked of Django's own
test client, without a network.
"""

from __future__ import annotations

import os
import tempfile
from pathlib import Path
from typing import Any

from bench.harness import Figure, Sample, against, arguments, emit, sample

PARTS, THEMES, TIMES = 20, 30, 7


def large_decision(contributions: int, changes: int) -> None:
    from django.core.management import call_command
    from django.utils import timezone

    from consultations.decisions.enums import LinkKind
    from consultations.decisions.operations import draft_decision, link_change, revise_decision
    from consultations.deliberation.models import Contribution, Theme
    from consultations.deliberation.operations import create_consultation, describe_consultation, open_consultation
    from consultations.people.domain.roles import Role
    from consultations.people.models import Participant
    from consultations.people.operations.roles import grant_role

    call_command("migrate", verbosity=0)
    now = timezone.now()
    dana = Participant.objects.create_user("dana@example.org", pseudonym="Dana")
    for role in Role:
        grant_role(actor=None, participant=dana, role=role, now=now)
    consultation = create_consultation(actor=dana, slug="bench", now=now)
    describe_consultation(
        actor=dana, consultation=consultation, language="en", title="Bench", question="How large?", now=now
    )
    open_consultation(actor=dana, consultation=consultation, now=now)
    themes = Theme.objects.bulk_create(
        Theme(consultation=consultation, slug=f"t{n}", name={"en": f"Theme {n}"}) for n in range(THEMES)
    )
    rules = [f"<p>Rule number {n} says this much about trips.</p>" for n in range(changes)]
    size = -(-changes // PARTS)
    html = "".join(f"<h3>Part {n}</h3>{''.join(rules[n * size : (n + 1) * size])}" for n in range(PARTS))
    acts: dict[str, Any] = {"actor": dana, "now": now}
    made = draft_decision(consultation=consultation, slug="bench", title="Bench", html=html, **acts)
    revision = revise_decision(decision=made, html=html.replace("this much", "a little more"), based_on=0, **acts)
    given = Contribution.objects.bulk_create(
        Contribution(consultation=consultation, kind="proposal", title=f"Wish {n}", body="So.", in_scope=True,
                     theme=themes[n % THEMES], created_at=now, changed_at=now)
        for n in range(contributions)
    )  # fmt: skip
    share = contributions // changes
    for place, change in enumerate(revision.changes.order_by("position")):
        causes = given[place * share : (place + 1) * share]
        link_change(change=change, contributions=causes, kind=LinkKind.CHANGED, reason="They asked.", **acts)


def asked(path: str) -> Sample:
    from django.test import Client

    client = Client()

    def ask() -> None:
        response = client.get(path)
        assert response.status_code == 200, path
        len(b"".join(response) if response.streaming else response.content)

    return sample(ask, rounds=TIMES)


def rows_read() -> Sample:
    from consultations.decisions.models import Decision, Link
    from consultations.decisions.queries.changes import links_with_causes

    decision = Decision.objects.get()
    return sample(lambda: links_with_causes(decision, Link.objects.all()), rounds=TIMES)


def main() -> None:
    parser = arguments(__doc__ or "")
    parser.add_argument("--contributions", type=int, default=1000)
    parser.add_argument("--changes", type=int, default=100)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as home:
        os.environ["DJANGO_SETTINGS_MODULE"] = "participate.settings.dev"
        os.environ["DATABASE_URL"] = f"sqlite:///{Path(home)}/bench.sqlite3"
        os.environ["RECORD_DIR"] = f"{home}/record"
        import django

        django.setup()
        from django.conf import settings

        settings.ALLOWED_HOSTS = ["testserver"]
        large_decision(given.contributions, given.changes)
        read = rows_read()
        base = "/consultations/bench/"
        pages = {
            "flow, the whole": f"{base}decisions/bench/flow/",
            "flow, one theme": f"{base}decisions/bench/flow/?theme=t3",
            "PROV-JSON": f"{base}decisions/bench/prov.json",
            "contributions.csv": f"{base}data/contributions.csv",
            "links.csv": f"{base}data/links.csv",
        }
        figures = [Figure("links read with their causes only", read.median * 1000, "ms")]
        figures += [against(name, asked(path), read, "links read only") for name, path in pages.items()]
        emit(figures, given.json)


if __name__ == "__main__":
    main()
