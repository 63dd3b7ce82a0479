"""Links to consultations in preparation."""

from __future__ import annotations

from consultations.deliberation.operations import create_consultation
from consultations.deliberation.operations.previews import make_preview, revoke_preview
from tests.conventions.scenarios.scenario import NOW, Scenario, Town, fresh


def a_draft(town: Town) -> None:
    town.held["draft"] = create_consultation(actor=town.cast.dana, slug="parks", now=NOW)


def a_preview(town: Town) -> None:
    a_draft(town)
    town.held["preview"] = make_preview(
        actor=town.cast.dana, consultation=town.held["draft"], note="The council", days=7, now=NOW
    )


SCENARIOS = {
    make_preview: Scenario(
        lambda town, who: make_preview(
            actor=fresh(who), consultation=town.again("draft"), note="The council", days=7, now=NOW
        ),
        "dana",
        given=a_draft,
        stranger="chidi",
    ),
    revoke_preview: Scenario(
        lambda town, who: revoke_preview(actor=fresh(who), preview=town.again("preview"), now=NOW),
        "dana",
        given=a_preview,
        stranger="chidi",
    ),
}
