"""A small, believable consultation for pages to be looked at: made once for each site, through the operations."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils import timezone

from consultations.deliberation.enums import Act, ContributionKind, PhaseKind, Stance
from consultations.deliberation.models import Consultation, Contribution
from consultations.deliberation.operations import (
    PhasePlan,
    contribute,
    create_consultation,
    describe_consultation,
    open_consultation,
    revise,
    set_phases,
    set_themes,
    support,
)
from consultations.moderation.enums import Action, Assessment, Concern, Ground
from consultations.moderation.models import Case, FactNote, NoteObjection
from consultations.moderation.operations import Finding, Reasons, decide, object_to_note, report, write_note
from consultations.people.models import Participant
from tests.site import Site

ENGLISH = {
    "title": "One account for every way through the city",
    "question": "How should one account for buses, bikes and parking work?",
    "summary": "The city plans one account with which people pay for buses, bikes and parking from autumn 2027.",
    "plain_summary": "You could pay for bus, bike and parking with one account. Tell us what you need.",
    "who_decides": "The city council decides in March.",
    "can_change": "How people sign in, what is stored and for how long, how to pay without a telephone.",
    "cannot_change": "The fares: the state sets them.",
}
ARABIC = {
    "title": "حساب واحد لكل طرق التنقل في المدينة",
    "question": "كيف ينبغي أن يعمل حساب واحد للحافلات والدراجات ومواقف السيارات؟",
    "summary": "تخطط المدينة لحساب واحد يدفع به الناس ثمن الحافلات والدراجات والمواقف ابتداءً من خريف 2027.",
    "plain_summary": "يمكنك أن تدفع ثمن الحافلة والدراجة والموقف بحساب واحد. قل لنا ما تحتاج إليه قبل أن نبنيه.",
    "who_decides": "يقرر مجلس المدينة في مارس.",
    "can_change": "طريقة الدخول، وما يُحفظ وإلى متى، والدفع بلا هاتف.",
    "cannot_change": "الأسعار: تحددها الدولة.",
}
LONG = "Not everybody wants one more account for a single ride. " * 40
"""Folded on its page."""

HIDDEN = Reasons(
    explanation="It gives the telephone number of a private person.",
    facts="The second sentence holds a name and a number.",
    ground=Ground.RULES,
    concern=Concern.PRIVACY,
)


@dataclass
class Scene:
    consultation: Consultation
    proposal: Contribution
    arabic: Contribution
    hidden: Contribution
    case: Case
    note: FactNote
    objection: NoteObjection


def _consultation(dana: Participant, now: datetime) -> Consultation:
    before = now - timedelta(days=60)
    consultation = create_consultation(actor=dana, slug="mobility-account", now=before)
    for language, words in (("en", ENGLISH), ("ar", ARABIC)):
        describe_consultation(actor=dana, consultation=consultation, language=language, now=before, **words)
    themes = {"paying": {"en": "Paying", "ar": "الدفع"}, "privacy": {"en": "Privacy", "ar": "الخصوصية"}}
    set_themes(actor=dana, consultation=consultation, themes=themes, now=before)
    starts, turns, ends = now - timedelta(days=40), now - timedelta(days=10), now + timedelta(days=20)
    everything = (Act.PROPOSE, Act.COMMENT, Act.SUPPORT, Act.VOTE)
    outcome = {"en": "The transport office answers each proposal.", "ar": "يجيب مكتب النقل عن كل اقتراح."}
    plans = [
        PhasePlan(kind=PhaseKind.INFORM, starts_at=starts, ends_at=turns),
        PhasePlan(kind=PhaseKind.PROPOSE, starts_at=turns, ends_at=ends, may=everything, outcome=outcome),
        PhasePlan(kind=PhaseKind.DECISION, starts_at=ends, ends_at=ends + timedelta(days=60)),
    ]
    set_phases(actor=dana, consultation=consultation, now=before, phases=plans)
    return open_consultation(actor=dana, consultation=consultation, now=starts)


def _proposal(site: Site, consultation: Consultation, now: datetime) -> Contribution:
    """In its second version, so that the page has a change to show."""
    proposal = contribute(
        actor=site.cast.amina,
        consultation=consultation,
        kind=ContributionKind.PROPOSAL,
        title="Let me pay a single ride without an account",
        body="Not everybody wants one more account for one ride a month.\n\nA bank card at the door is enough: "
        "no name, no telephone. In other cities it works: https://example.org/cards.",
        language="en",
        tags=["fares", "privacy"],
        now=now - timedelta(days=3),
    )
    body = f"{proposal.body}\n\nVisitors need it too."
    return revise(
        actor=site.cast.amina,
        contribution=proposal,
        title=proposal.title,
        body=body,
        seen_revision=proposal.revision,
        tags=["fares", "privacy", "visitors"],
        now=now - timedelta(days=2),
    )


def _talk(site: Site, consultation: Consultation, proposal: Contribution, now: datetime) -> None:
    cast = site.cast

    def say(who: Participant, parent: Contribution, body: str, stance: str = "", language: str = "en") -> Contribution:
        return contribute(
            actor=who,
            consultation=consultation,
            kind=ContributionKind.COMMENT,
            parent=parent,
            body=body,
            stance=stance,
            language=language,
            now=now,
        )

    say(cast.amina, proposal, LONG, Stance.FOR)
    first = say(cast.besnik, proposal, "I would use it on days when my telephone is empty.", Stance.FOR)
    say(cast.amina, first, "وأنا أيضاً، خصوصاً مع الأطفال.", language="ar")
    say(cast.gezim, proposal, "Card readers break in winter. Who pays for the repair?", Stance.AGAINST)


def _hide(site: Site, consultation: Consultation, now: datetime) -> Case:
    hidden = contribute(
        actor=site.cast.gezim,
        consultation=consultation,
        kind=ContributionKind.PROPOSAL,
        title="Call the driver of line 4",
        body="He never waits. His name and number are known to me and here they are.",
        language="en",
        now=now,
    )
    case = report(actor=site.cast.besnik, contribution=hidden, concern=Concern.PRIVACY, text="", now=now).report.case
    return decide(actor=site.cast.edon, case=case, action=Action.HIDE, reasons=HIDDEN, now=now)


def _note(site: Site, proposal: Contribution, now: datetime) -> tuple[FactNote, NoteObjection]:
    """A fact note that somebody objects to."""
    finding = Finding(
        Assessment.INCOMPLETE,
        "Two of the three cities ask for a telephone number when a card is lost.",
        "https://example.org/cards/report-2025\nhttps://example.net/",
    )
    note = write_note(
        actor=site.cast.edon,
        contribution=proposal,
        claim="no name, no telephone",
        finding=finding,
        signed="Edon, city library",
        now=now,
    )
    return note, object_to_note(actor=site.cast.amina, note=note, text="The report is about lost cards.", now=now)


def scene(site: Site) -> Scene:
    made: Scene | None = site.__dict__.get("scene")
    if made is None:
        now = timezone.now()
        consultation = _consultation(site.cast.dana, now)
        proposal = _proposal(site, consultation, now)
        arabic = contribute(
            actor=site.cast.besnik,
            consultation=consultation,
            kind=ContributionKind.PROPOSAL,
            title="حافلات ليلية إلى الميناء بالحساب نفسه",
            body="من يعمل ليلاً يحتاج إلى طريق آمن إلى البيت.",
            language="ar",
            tags=["حافلات الليل"],
            now=now - timedelta(days=1),
        )
        for person in (site.cast.besnik, site.cast.gezim, site.cast.chidi):
            support(actor=person, contribution=proposal, now=now)
        _talk(site, consultation, proposal, now)
        case = _hide(site, consultation, now)
        note = _note(site, proposal, now)
        made = site.__dict__["scene"] = Scene(consultation, proposal, arabic, case.contribution, case, *note)
    return made


def shown(path: str) -> Callable[[Site], str]:
    """An address whose page shows the scene."""

    def make(site: Site) -> str:
        scene(site)
        return path

    return make
