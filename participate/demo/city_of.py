"""The whole demo city, or one stage of it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from consultations.people.domain.roles import ROLE_WORDS, Role
from participate.demo.consultation import Telling
from participate.demo.decision import Deciding
from participate.demo.disputes import Disputes
from participate.demo.drafting import Writing
from participate.demo.opinions import Round
from participate.demo.outcome import tell_outcome
from participate.demo.pages import make_pages
from participate.demo.particulars import Standing
from participate.demo.people import PASSWORD, make_people
from participate.demo.scale import Crowd
from participate.demo.script import STAGES, Script, read
from participate.demo.secret_vote import SecretVote, tell_code
from participate.demo.session import Evening
from participate.demo.surveys import Asking
from participate.demo.verifying import confirm_people
from participate.demo.voting import Voting
from realtime.enums import RoomState
from realtime.models import Session

__all__ = ["STAGES", "make_city", "sign_ins"]


def make_city(*, stage: str, scale: int, now: datetime, progress: Callable[[int, int], None]) -> None:
    """Runs every act up to ``now``; ``stage`` chooses one consultation, or "all"."""
    script = Script(now)
    people = make_people(read("people"), script.day(-200))
    confirm_people(people, script.day(-190))
    for name in STAGES if stage == "all" else [stage]:
        telling = Telling(script, people, read(STAGES[name]))
        telling.tell()
        if "session" in telling.words:
            Evening(telling).tell()
        for vote in telling.words.get("vote", ()):
            Voting(telling, vote).tell()
        if "decision" in telling.words:
            Deciding(telling).tell()
        if "outcome" in telling.words:
            tell_outcome(telling)
        Asking(telling).tell()
        if "secret_vote" in telling.words:
            SecretVote(telling).tell()
        if "statement" in telling.words:
            Round(telling).tell()
        Standing(telling).tell()
        Writing(telling).tell()
        Disputes(telling).tell()
        if scale > 1 and "contribution" in telling.words:
            Crowd(telling, scale).tell()
    script.play(progress)
    if stage == "all":
        make_pages(now)


def sign_ins() -> str:
    """The cast and how to sign in as each of them."""
    lines = ["", f"  Sign in with any of these and the password “{PASSWORD}”, or ask for a code by mail:"]
    for person in read("people")["person"]:
        words = ROLE_WORDS[Role(person["role"])] if "role" in person else "Resident"
        lines.append(f"    {person['email']:24} {words}")
    for session in Session.objects.filter(state=RoomState.OPEN):
        lines += ["", f"  A live session is open. Its code at /live/ is {session.code}: {session.title}"]
    if told := tell_code():
        lines += ["", told]
    return "\n".join(lines)
