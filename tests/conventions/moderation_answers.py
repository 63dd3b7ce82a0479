"""Who may open what of reports, decisions, appeals and fact notes."""

from __future__ import annotations

from tests.conventions.answers import MOVED, PUBLIC, Answers, only
from tests.scene import Scene

MODERATION: dict[str, Answers] = {
    "moderation:appeal": only("gezim", others=404, nobody=404),
    "moderation:case": only("gezim", "edon", "fatima", "admin", others=404, nobody=404),
    "moderation:desk": only("edon", "fatima", "admin", others=404, nobody=404),
    "moderation:fact_note": PUBLIC,
    "moderation:file": only("gezim", "edon", "fatima", "admin", others=404, nobody=404),
    "moderation:log": PUBLIC,
    "moderation:objection": only("edon", "fatima", "admin", others=404),
    "moderation:picture": only("gezim", "edon", "fatima", "admin", others=404, nobody=404),
    "moderation:report": PUBLIC,
    "moderation:reports": PUBLIC,
    "moderation:sent": MOVED,
    "moderation:write_note": only("edon", "admin"),
}


def parts_of_moderation(shown: Scene) -> dict[str, str]:
    return {
        "cases/<int:pk>": f"cases/{shown.case.pk}",
        "notes/<int:pk>": f"notes/{shown.note.pk}",
        "objections/<int:pk>": f"objections/{shown.objection.pk}",
    }
