"""Preparing a question and putting it to the vote."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext as _

from consultations.deliberation.domain import typed_text
from consultations.deliberation.enums import Act, ConsultationState
from consultations.deliberation.errors import Unfit
from consultations.deliberation.models import Consultation, Contribution, Phase
from consultations.deliberation.permissions import may_prepare
from consultations.people.models import Participant
from consultations.record.ballots.ballot import MalformedTerms
from consultations.record.operations import store_blob
from consultations.voting import events
from consultations.voting.domain import wording
from consultations.voting.domain.pairing import RULES, wrong_pair
from consultations.voting.enums import Bound, Method, Paper, QuestionState, Rule, Secrecy, Shown, Voters
from consultations.voting.models import Option, Question
from consultations.voting.queries.secret import terms_for

MOST_OPTIONS = 200
HIGHEST_SCORE = 100
MOST_POINTS = 1000


@dataclass(frozen=True)
class OptionPlan:
    """``title`` and ``text`` map a language to words; ``cost``: of a project of a budget."""

    title: Mapping[str, str]
    text: Mapping[str, str] = field(default_factory=dict)
    cost: Decimal | None = None
    contribution: Contribution | None = None


@dataclass(frozen=True)
class QuestionPlan:
    """A question as planned; see models.Question for what the fields mean."""

    phase: Phase
    title: Mapping[str, str]
    options: Sequence[OptionPlan]
    method: Method
    rule: Rule | None = None
    text: Mapping[str, str] = field(default_factory=dict)
    limit: int | None = None
    bound: Bound = Bound.NUMBER
    total: Decimal | None = None
    currency: str = ""
    threshold: int | None = None
    secrecy: Secrecy = Secrecy.CONFIDENTIAL
    voters: Voters = Voters.ACCOUNT
    shown: Shown = Shown.AT_CLOSING
    paper: Paper = Paper.NONE


def locked(question: Question) -> Question:
    """The row under its lock: casting waits until the transaction is over."""
    rows = Question.objects.select_for_update(no_key=True, of=("self",))
    return rows.select_related("consultation", "phase").get(pk=question.pk)


@transaction.atomic
def prepare_question(
    *,
    actor: Participant | None,
    consultation: Consultation,
    plan: QuestionPlan,
    now: datetime,
    question: Question | None = None,
) -> Question:
    """A question in preparation, or ``question`` changed while it is one. Raises NotAllowed or Unfit."""
    may_prepare(actor).require()
    if question is None:
        question = Question(consultation=consultation, created_at=now, language=consultation.language)
    else:
        question = locked(question)
        if question.state != QuestionState.DRAFT:
            raise Unfit("title", _("Voting on this question has begun. It cannot be changed any more."))
    rule = plan.rule or RULES.get((plan.method, plan.total is not None), (Rule.SUM,))[0]
    _check(plan, rule, consultation)
    question.phase, question.method, question.rule = plan.phase, plan.method, rule
    question.title = {code: typed_text.one_line(words) for code, words in plan.title.items() if words.strip()}
    question.text = {code: typed_text.tidy(words) for code, words in plan.text.items() if words.strip()}
    question.limit, question.bound = plan.limit, plan.bound
    question.total, question.currency, question.threshold = plan.total, plan.currency, plan.threshold
    question.secrecy, question.voters = plan.secrecy, plan.voters
    question.shown, question.paper = plan.shown, plan.paper
    question.save()
    _set_options(question, plan.options)
    return question


@transaction.atomic
def word_question(
    *,
    actor: Participant | None,
    question: Question,
    language: str,
    title: str,
    text: str,
    options: Mapping[int, tuple[str, str]],
    now: datetime,
) -> Question:
    """Its words in ``language`` in place of earlier ones, those in other languages stay; empty words are taken away.

    ``options``: place → title and text. Raises NotAllowed or Unfit.
    """
    may_prepare(actor).require()
    question = locked(question)
    if question.state != QuestionState.DRAFT:
        raise Unfit("title", _("Voting on this question has begun. It cannot be changed any more."))
    own = language == question.language
    question.title = _worded(question.title, language, typed_text.one_line(title), "title", 300, required=own)
    question.text = _worded(question.text, language, typed_text.tidy(text), "text", typed_text.BODY_LIMIT)
    question.save(update_fields=["title", "text"])
    rows = list(question.options.filter(position__in=options))
    for row in rows:
        name, about = options[row.position]
        field = f"option_{row.position}"
        row.title = _worded(row.title, language, typed_text.one_line(name), field, 300, required=own)
        row.text = _worded(row.text, language, typed_text.tidy(about), f"about_{row.position}", typed_text.BODY_LIMIT)
    Option.objects.bulk_update(rows, ["title", "text"])
    return question


def _worded(
    standing: Mapping[str, str], language: str, words: str, field: str, limit: int, *, required: bool = False
) -> dict[str, str]:
    if fault := typed_text.fault(words, limit=limit, required=required):
        raise Unfit(field, fault)
    others = {code: text for code, text in standing.items() if code != language}
    return {**others, language: words} if words else others


@transaction.atomic
def drop_question(*, actor: Participant | None, question: Question, now: datetime) -> None:
    """Throws away a question in preparation. Raises NotAllowed or Unfit."""
    may_prepare(actor).require()
    question = locked(question)
    if question.state != QuestionState.DRAFT:
        raise Unfit("title", _("Voting on this question has begun. It cannot be changed any more."))
    question.delete()


@transaction.atomic
def open_question(*, actor: Participant | None, question: Question, now: datetime) -> Question:
    """Puts its text on the record, after which nothing of it changes; ballots are taken while its phase is open.

    Opening an open one changes nothing. Raises NotAllowed or Unfit.
    """
    may_prepare(actor).require()
    question = locked(question)
    if question.state != QuestionState.DRAFT:
        return question
    if question.consultation.state != ConsultationState.OPEN:
        raise Unfit("phase", _("Open the consultation first."))
    if question.phase is None or not question.phase.lets(Act.VOTE):
        raise Unfit("phase", _("Choose a phase in which people can vote."))
    if question.phase.ends_at and question.phase.ends_at <= now:
        raise Unfit("phase", _("This phase is over. Choose one that is open or still to come."))
    if question.voters == Voters.ROLL and not question.roll.exists():
        raise Unfit("voters", _("Bring in the roll first: nobody could vote without it."))
    options = list(question.options.all())
    text = wording.text_of(question, options)
    if question.is_secret:
        _check_secret(question, wording.sha256(text))
    question.sha256 = store_blob(text)
    question.state, question.opened_at = QuestionState.OPEN, now
    question.save(update_fields=["sha256", "state", "opened_at"])
    events.question_opened(question, options=len(options), size=len(text), now=now)
    return question


def _check_secret(question: Question, sha256: str) -> None:
    if question.paper != Paper.NONE:
        raise Unfit("paper", _("A secret ballot cannot be on paper."))
    try:
        terms_for(question, sha256)
    except MalformedTerms as error:
        raise Unfit("limit", _("There are too many options, or too high a number, for a secret ballot.")) from error


def _check(plan: QuestionPlan, rule: Rule, consultation: Consultation) -> None:
    if plan.phase.consultation_id != consultation.pk or not plan.phase.lets(Act.VOTE):
        raise Unfit("phase", _("Choose a phase in which people can vote."))
    for words, limit in ((plan.title, 300), (plan.text, typed_text.BODY_LIMIT)):
        for text in words.values():
            if fault := typed_text.fault(text, limit=limit, required=False):
                raise Unfit("title" if words is plan.title else "text", fault)
    if not any(words.strip() for words in plan.title.values()):
        raise Unfit("title", _("Write the question."))
    if plan.total is not None and plan.total <= 0:
        raise Unfit("total", _("How much money is there to share out?"))
    if plan.threshold is not None and (plan.total is None or rule != Rule.GREEDY):
        raise Unfit("threshold", _("Only a budget counted by most votes asks for a least number of votes."))
    wrong = wrong_pair(
        method=plan.method,
        rule=rule,
        budget=plan.total is not None,
        bound=plan.bound,
        secrecy=plan.secrecy,
        voters=plan.voters,
        shown=plan.shown,
    )
    if wrong:
        raise Unfit(*wrong)
    _check_limit(plan)
    _check_options(plan)


def _check_limit(plan: QuestionPlan) -> None:
    if plan.method == Method.SCORE and not 1 <= (plan.limit or 0) <= HIGHEST_SCORE:
        raise Unfit("limit", _("Say the highest score, from 1 to %(most)s.") % {"most": HIGHEST_SCORE})
    if plan.method == Method.POINTS and not 1 <= (plan.limit or 0) <= MOST_POINTS:
        raise Unfit(
            "limit", _("Say how many points each person shares out, from 1 to %(most)s.") % {"most": MOST_POINTS}
        )
    if plan.limit is not None and plan.limit < 1:
        raise Unfit("limit", _("Enter a number from 1 on, or leave this empty."))


def _check_options(plan: QuestionPlan) -> None:
    names = [next((words.strip() for words in option.title.values() if words.strip()), "") for option in plan.options]
    if len(names) < 2 or not all(names):
        raise Unfit("options", _("Give at least two options, each with words."))
    if len(names) > MOST_OPTIONS:
        raise Unfit("options", _("Give at most %(most)s options.") % {"most": MOST_OPTIONS})
    if twice := [name for place, name in enumerate(names) if name in names[:place]]:
        raise Unfit("options", _("“%(option)s” stands there twice.") % {"option": twice[0]})
    if long := [name for name in names if len(name) > 300]:
        raise Unfit("options", _("“%(option)s…” is too long for an option.") % {"option": long[0][:40]})
    if plan.total is None:
        return
    for name, option in zip(names, plan.options, strict=True):
        if option.cost is None or option.cost <= 0:
            raise Unfit("options", _("Say what “%(option)s” costs.") % {"option": name})
        if option.cost > plan.total:
            raise Unfit("options", _("“%(option)s” costs more than there is.") % {"option": name})


def _set_options(question: Question, plans: Sequence[OptionPlan]) -> None:
    question.options.all().delete()
    Option.objects.bulk_create(
        Option(
            question=question,
            position=place,
            key=str(place),
            title={code: typed_text.one_line(words) for code, words in plan.title.items() if words.strip()},
            text={code: typed_text.tidy(words) for code, words in plan.text.items() if words.strip()},
            cost=plan.cost if question.is_budget else None,
            contribution=plan.contribution,
        )
        for place, plan in enumerate(plans, 1)
    )
