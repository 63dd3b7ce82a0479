"""A question on a record, put to the vote: what an honest operator writes, and what a cheating one can change."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field

from consultations.record.ballots import ballot as ballots
from consultations.record.ballots import opening, roll
from consultations.record.tlog.jcs import canonical
from tests.consultations.record.log_folder import Record

QUESTION = "question/5"


@dataclass
class Poll:
    """A secret approval of three options, of which each person may choose two; five are on the roll."""

    record: Record = field(default_factory=Record)
    subject: str = QUESTION
    change: dict = field(default_factory=dict)
    codes: int = 5
    standing: dict = field(default_factory=dict)
    replaced: int = 0
    spoiled: int = 0

    def __post_init__(self):
        if not self.record.leaves:
            self.record.add("epoch.opened", "epoch/1", {"origin": self.record.key.name}, process="")
        options = [{"key": str(n), "title": {"en": f"Option {n}"}, "cost": None} for n in (1, 2, 3)]
        rules = {"method": "approval", "rule": "sum", "secrecy": "secret", "voters": "roll", "limit": 2, "total": None}
        self.text = {"v": 1, "question": self.subject, "options": options, "bound": "number", **rules, **self.change}
        self.sha256 = self.keep(canonical(self.text))[0]
        if self.text["secrecy"] == "secret":
            rules = self.text["method"], len(self.text["options"]), self.text["limit"]
            self.terms = ballots.terms_of_text(bytes.fromhex(self.sha256), *rules)

    def keep(self, body):
        digest = hashlib.sha256(body).hexdigest()
        self.record.blobs[digest] = body
        return digest, len(body)

    def says(self, type_, **data):
        return self.record.add(type_, self.subject, data)

    def names(self, type_, body, **data):
        digest, size = self.keep(body)
        return self.says(type_, **{"sha256": digest, "bytes": size, **data})

    def publish_roll(self):
        entries = [roll.entry(self.subject, bytes([n]) * 16) for n in range(self.codes)]
        return self.names("roll.published", roll.write(entries), entries=len(entries))

    def open(self):
        text = self.text
        facts = {
            "phase": "phase/1",
            "method": text["method"],
            "counting": text["rule"],
            "options": len(text["options"]),
        }
        body = self.record.blobs[self.sha256]
        return self.names("question.opened", body, secrecy=text["secrecy"], voters=text["voters"], **facts)

    def put(self, position, made, *, standing=True):
        """A ballot with its openings; of a position that voted before it is said to replace the old one."""
        ballot, openings = made
        data = {"channel": "web", "position": position}
        before = self.standing.get(position)
        if before:
            index = self.names("ballot.replaced", ballot.encode(), replaces=before[0].sha256, **data)
            self.replaced += 1
        else:
            index = self.names("ballot.cast", ballot.encode(), **data)
        if standing:
            self.standing[position] = made
        return index

    def cast(self, position, *chosen):
        return self.put(position, ballots.make(self.terms, dict.fromkeys(chosen, 1)))

    def audit(self, *chosen, lie=None):
        ballot, openings = ballots.make(self.terms, dict.fromkeys(chosen, 1))
        self.spoiled += 1
        body = opening.write_spoiled(ballot, lie or openings)
        return self.names("ballot.spoiled", body, channel="web", ballot=ballot.sha256)

    def close(self, **change):
        return self.says("question.closed", **{"ballots": len(self.standing), **change})

    def count(self, *, winners=("1",), totals=None, ballots=None, **change):
        counted = len(self.standing) if ballots is None else ballots
        totals = totals or opening.add_up(len(self.terms.options), [each for _, each in self.standing.values()])
        body = opening.write_sums(self.subject, self.terms, counted, totals)
        facts = {"ballots": counted, "replaced": self.replaced, "spoiled": self.spoiled, "winners": list(winners)}
        return self.names("tally.published", body, **{**facts, **change})


def opened(**change):
    """A poll whose roll is published and that is open."""
    poll = Poll(**change)
    poll.publish_roll()
    poll.open()
    return poll


def votes():
    """Three positions voted; one of them anew; one ballot was audited."""
    poll = opened()
    poll.cast(0, "1", "2")
    poll.cast(3, "2")
    poll.audit("3")
    poll.cast(3, "1")
    poll.cast(4)
    return poll


def refuted(said):
    """(index, words) of each problem that the command told."""
    return [(problem["index"], problem["problem"]) for problem in said["problems"]]


def published(choices, *, winners, listed=None, **change):
    """A confidential question, by default an approval, with a cast ballot and a published one for each choice."""
    rules = {"secrecy": "confidential", "voters": "account", **change}
    poll = Poll(change=rules)
    poll.open()
    for _ in choices:
        poll.record.add("ballot.cast", poll.subject, {"channel": "web"}, personal={"choice": "x", "participant": "y"})
    poll.says("question.closed", ballots=len(choices))
    listed = sorted(choices) if listed is None else listed
    body = {"v": 1, "question": poll.subject, "text_sha256": poll.sha256, "method": poll.text["method"]}
    facts = {"ballots": len(choices), "replaced": 0, "spoiled": 0, "winners": winners}
    poll.counted = poll.names("tally.published", canonical({**body, "ballots": listed}), **facts)
    return poll
