"""What is edited, linked and answered at the desk, in English and in Arabic: thirty ask for the same, one does not."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from django.utils import timezone

from cms.operations.consultations import ConsultationPlan, make_consultation
from consultations.decisions.models import Decision
from consultations.decisions.operations import draft_decision
from consultations.deliberation.enums import Act, PhaseKind
from consultations.deliberation.models import Consultation
from consultations.deliberation.operations import PhasePlan, contribute
from tests.site import Site

THEMES = {"privacy": {"en": "Privacy", "ar": "الخصوصية"}}


@dataclass(frozen=True)
class Story:
    """``alike``: title and text of those who ask for the same, ``searched`` what finds them, ``shared`` a word of
    theirs that the change has too; ``other``: title and text of the one."""

    words: dict[str, str]
    draft: str
    final: str
    alike: tuple[str, str]
    searched: str
    shared: str
    other: tuple[str, str]
    cause: str
    initiative: str
    answer: str
    provided: str


ENGLISH = Story(
    words={
        "title": "Mobility account",
        "question": "What should one account for buses, bikes and parking do?",
        "who_decides": "The city council, on 4 March.",
        "can_change": "What the account offers.",
        "cannot_change": "Cash stays possible.",
    },
    draft="<p>The account keeps trips for one year.</p><p>Tickets are sold in the app.</p>",
    final="The account keeps trips for thirty days.",
    alike=("Delete my trips", "Delete trips after thirty days."),
    searched="trips",
    shared="thirty",
    other=("Keep cash", "Keep a counter."),
    cause="It asked for thirty days.",
    initiative="Tickets have rules of their own now.",
    answer="Thirty days now stand in the text.",
    provided="Counters stay, as the law says.",
)
ARABIC = Story(
    words={
        "title": "حساب التنقل",
        "question": "ماذا ينبغي أن يقدّم حساب واحد للحافلات والدراجات ومواقف السيارات؟",
        "who_decides": "مجلس المدينة، في 4 مارس.",
        "can_change": "ما يقدّمه الحساب.",
        "cannot_change": "يبقى الدفع نقدًا ممكنًا.",
    },
    draft="<p>يحتفظ الحساب بالرحلات سنة واحدة.</p><p>تُباع التذاكر في التطبيق.</p>",
    final="يحتفظ الحساب بالرحلات ثلاثين يومًا.",
    alike=("احذفوا رحلاتي", "احذفوا الرحلات بعد ثلاثين يومًا."),
    searched="الرحلات",
    shared="ثلاثين",
    other=("أبقوا النقود", "أبقوا شباكًا للدفع."),
    cause="طلبت المساهمة ثلاثين يومًا.",
    initiative="صارت للتذاكر قواعد خاصة بها.",
    answer="صار النص يقول ثلاثين يومًا.",
    provided="تبقى الشبابيك كما ينص القانون.",
)
STORIES = {"en": ENGLISH, "ar": ARABIC}


def drafted(site: Site, language: str) -> Decision:
    """The draft and what people say about it, in a consultation of that language."""
    story, now, dana = STORIES[language], timezone.now(), site.cast.dana
    consultation = _consultation(site, language)
    said = [*((f"{story.alike[0]} ({number})", story.alike[1]) for number in range(1, 31)), story.other]
    for number, (title, body) in enumerate(said):
        contribute(
            actor=site.cast.amina,
            consultation=consultation,
            kind="proposal",
            title=title,
            body=body,
            language=language,
            now=now - timedelta(minutes=60 - number),
        )
    title = story.words["title"]
    return draft_decision(
        actor=dana, consultation=consultation, slug="rules", title=title, html=story.draft, language=language, now=now
    )


def _consultation(site: Site, language: str) -> Consultation:
    now = timezone.now()
    acts = [Act.PROPOSE, Act.COMMENT, Act.SUPPORT]
    phases = [PhasePlan(PhaseKind.PROPOSE, now - timedelta(days=1), now + timedelta(days=20), acts)]
    words = {**STORIES[language].words, "summary": "", "plain_summary": ""}
    plan = ConsultationPlan(f"mobility-{language}", language, words, phases, THEMES)
    return make_consultation(actor=site.cast.dana, plan=plan, now=now, open_it=True).consultation
