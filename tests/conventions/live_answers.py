"""What the addresses of live rooms answer to whom."""

from __future__ import annotations

from tests.conventions.answers import POST_ONLY, PUBLIC, Answers, everyone, only

LIVE: dict[str, Answers] = {
    "realtime:calendar": everyone(404),  # until somebody plans it; then tests/realtime/test_plan.py
    "realtime:add_step": only("chidi", "admin", nobody=403),
    "realtime:agenda": only("chidi", "admin", nobody=403),
    "realtime:change": POST_ONLY,
    "realtime:delete_agenda": POST_ONLY,
    "realtime:corrections": POST_ONLY,
    "realtime:do": POST_ONLY,
    "realtime:edit_step": only("chidi", "admin", nobody=403),
    "realtime:enter": PUBLIC,
    "realtime:end_rehearsal": POST_ONLY,
    "realtime:events": PUBLIC,
    "realtime:export": everyone(404),  # until the session is closed; then tests/realtime
    "realtime:export_notes": everyone(404),
    "realtime:export_results": everyone(404),
    "realtime:facilitate": only("chidi", "admin", nobody=403),
    "realtime:group_names": only("chidi", "admin", nobody=403),
    "realtime:hear": PUBLIC,
    "realtime:join": POST_ONLY,
    "realtime:leave": POST_ONLY,
    "realtime:listen": everyone(404),  # the link of a letter to a guest: tests/realtime/test_hearing.py
    "realtime:minutes": everyone(403),  # until the session is closed; then tests/realtime
    "realtime:name": POST_ONLY,
    "realtime:notes": {**everyone(403), "chidi": 302, "admin": 302},  # without a seat; then tests/realtime
    "realtime:people": {**everyone(403), "chidi": 302, "admin": 302},  # without a seat; then tests/realtime
    "realtime:opinions": everyone(404),  # until ten people answered and the step is closed; then tests/realtime
    "realtime:plan": only("chidi", "admin", nobody=403),
    "realtime:prepare": only("chidi", "admin", nobody=403),
    "realtime:projector": PUBLIC,
    "realtime:results": everyone(403),  # until the session is closed; then tests/realtime
    "realtime:rehearse": only("chidi", "admin", nobody=403),
    "realtime:rename_agenda": POST_ONLY,
    "realtime:room": PUBLIC,
    "realtime:save_agenda": POST_ONLY,
    "realtime:start_decision": POST_ONLY,
    "realtime:saved": only("chidi", "admin", nobody=403),
}
