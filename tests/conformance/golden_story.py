"""Writes a golden record (tests/conformance/golden/README.md): one of each kind of entry, as this version writes them.

    python -m tests.conformance.golden_story tests/conformance/golden/NAME

Run once for a version whose formats are new; what it wrote is never written again.
"""

from __future__ import annotations

import json
import os
import sys
import tempfile
from datetime import UTC, datetime, timedelta
from pathlib import Path

from consultations.record.tlog.note import parse_vkey
from consultations.record.verify.coverage import check_coverage
from consultations.record.verify.findings import Report
from consultations.record.verify.sources import Folder

ENTRIES = 300
START = datetime(2026, 11, 1, 12, tzinfo=UTC)
SHOWN = (0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 100, 200, 255, 256, 257, 290, 299)


class Story:
    """Says one thing after the other, 97 seconds apart."""

    def __init__(self):
        from consultations.record import operations

        self.moment, self.record = START, operations

    def say(self, type_, subject, data=None, *, personal=None, refs=()):
        from django.db import transaction

        self.moment += timedelta(seconds=97)
        with transaction.atomic():
            return self.record.append(
                type=type_,
                subject=subject,
                process="night-buses",
                now=self.moment,
                data=data,
                personal=personal,
                public=("title", "body"),
                refs=[self.record.Ref(event.public_id, rel) for event, rel in refs],
            )

    def propose(self, number, **more):
        words = {"author": "Amina", "title": f"Bus {number} at night ☺", "body": f"Let bus {number} run.\nحافلة ليلية"}
        facts = {"kind": "proposal", "channel": "web", "in_scope": True, "theme": "buses", "district": "north", **more}
        return self.say("contribution.published", f"contribution/{number}", facts, personal=words)

    def text(self, body):
        from django.db import transaction

        with transaction.atomic():
            return {"sha256": self.record.store_blob(body.encode()), "bytes": len(body.encode())}

    def tell(self):
        self.open()
        first, second, third = self.propose(1), self.propose(2), self.propose(3, channel="paper", language="sq")
        self.answer_proposals(first)
        batch = self.take_over()
        self.decide(first)
        self.judge_and_promise()
        self.meet()
        self.write_together()
        self.vote()
        self.stand_beside()
        self.record.sequence(now=self.moment)
        self.record.rotate_key(reason="A colleague has left.", now=self.moment)
        self.record.erase(events=[second, third], ground="Asked by the author.", now=self.moment)
        self.record.erase(events=[batch], ground="Asked by the author.", now=self.moment, fields=["905.body"])
        self.fill()

    def open(self):
        facts = {"title": "Night buses", "question": "When?", "language": "en"}
        self.say("consultation.opened", "consultation/1", facts)
        phase = {"phase": "phase/1", "kind": "propose", "change": "opened", "reason": "As planned."}
        self.say("phase.changed", "phase/1", phase)

    def answer_proposals(self, first):
        words = {"body": "Let bus 1 run until two."}
        self.say("contribution.revised", "contribution/1", {"revision": 1}, personal=words)
        refs = [(first, "supports")]
        self.say("support.given", "contribution/1", personal={"supporter": "Besnik"}, refs=refs)
        self.say("support.withdrawn", "contribution/1", personal={"supporter": "Besnik"}, refs=refs)
        gezim = {"participant": "Gezim"}
        self.say("opinion.given", "statement/1", personal={**gezim, "choice": "agree"})
        self.say("opinion.changed", "statement/1", personal={**gezim, "choice": "pass"})
        self.say("opinion.withdrawn", "statement/1", personal=gezim)
        into = {"into": "contribution/1"}
        self.say("contribution.merged", "contribution/2", {**into, "reason": "Alike."})
        self.say("contribution.merge_objected", "contribution/2", into, personal={"reason": "It is not."})
        self.say("contribution.split", "contribution/2", {"from": "contribution/1", "reason": "True."})
        self.say("contribution.withdrawn", "contribution/3", {"reason": "I was wrong."})
        self.say("contribution.restored", "contribution/3", {"reason": "I was not."})

    def take_over(self):
        """An import of ten contributions."""
        from consultations.record.operations.import_disclosures import disclose_field, keep_import_disclosures
        from consultations.record.tlog import import_lines

        lines, held = [], {}
        for number in range(900, 910):
            encoded, digest = disclose_field("body", f"Imported words {number}.")
            held[f"contribution/{number}", "body"] = encoded
            facts = {"kind": "comment", "channel": "import", "in_scope": number % 2 == 0}
            lines.append(import_lines.write(subject=f"contribution/{number}", facts=facts, sd={"body": digest}))
        source = {
            "source": "Another city",
            "format": "polis",
            "rows": 12,
            "contributions": len(lines),
            "licence": "CC0",
        }
        batch = self.say("import.batch", "import/1", {**source, **self.text(b"".join(lines).decode())})
        keep_import_disclosures(event=batch, encoded=held)
        return batch

    def decide(self, first):
        one, draft = {"decision": "decision/1"}, self.text("Section 1. Buses run by day.")
        final = self.text("Section 1. Buses run by day and by night.")
        self.say("decision.drafted", "decision/1", {**one, "language": "en", "title": "Buses", **draft})
        self.say("decision.revised", "decision/1", {**one, "revision": 1, "language": "en", "changes": 1, **final})
        link = {"link": "link/1", "target": "change/1", "cause": "contribution/1", "kind": "changed", "role": "Editor"}
        self.say("link.created", "link/1", {**link, "reason": "Because of the night shift."}, refs=[(first, "cause")])
        wrong = self.say("link.created", "link/2", {**link, "link": "link/2", "kind": "supported", "reason": "Also."})
        undone = {"link": "link/2", "reason": "By mistake.", "role": "Editor"}
        self.say("link.withdrawn", "link/2", undone, refs=[(wrong, "link")])
        given = {"contribution": "contribution/1", "outcome": "adopted", "reason": "Section 1.", "role": "Office"}
        other = {**given, "contribution": "contribution/900", "outcome": "not_adopted"}
        self.say("disposition.given", "disposition/1", given)
        self.say("disposition.given", "disposition/2", other)
        self.say("disposition.changed", "disposition/2", {**other, "outcome": "out_of_scope"})
        counts = {"answered": 2, "in_scope": 8, "unexplained": 0, "missing": "Six wait: the office is late."}
        self.say("decision.published", "decision/1", {**one, "revision": 1, **final, **counts})

    def judge_and_promise(self):
        case = {"case": "case/1", "action": "hide", "ground": "insult", "automated": False, "statement": "An insult."}
        self.say("moderation.decided", "case/1", case)
        joke = {"reason": "It was a joke."}
        self.say("moderation.appealed", "case/1", {"case": "case/1", "by": "author"}, personal=joke)
        self.say("moderation.appeal_decided", "case/1", {**case, "action": "restore", "upheld": False})
        promise = {"promise": "promise/1", "text": "Buses"}
        self.say("promise.made", "promise/1", {**promise, "owner": "Office", "due": "2027-01-01"})
        self.say("promise.updated", "promise/1", {**promise, "state": "kept"})

    def meet(self):
        """A live session with one result."""
        room = "session/1"
        self.say("session.opened", room, {"title": "Night buses in the hall", "languages": ["en", "ar"]})
        self.say("session.note_hidden", room, {"number": 4, "reason": "It names a neighbour."})
        self.propose(950, kind="session_output", channel="room", session=room)
        counts = {"notes": 12, "participants": 9}
        result = {"activity": "wall", "contribution": "contribution/950", "dots": 30, **counts}
        self.say("session.result", room, result)
        self.say("session.closed", room, counts)

    def write_together(self):
        """A second author of a proposal, a suggestion that is declined, a comment on a sentence, a survey."""
        for change in ("joined", "left"):
            self.say(f"contribution.author_{change}", "contribution/1", personal={"author": "Besnik"})
        facts = {"kind": "amendment", "channel": "web", "in_scope": True, "parent": "contribution/1", "revision": 1}
        words = {"author": "Gezim", "body": "It is dark.", "passage": "until two", "replacement": "until five"}
        self.say("contribution.published", "contribution/960", facts, personal=words)
        self.say("contribution.suggestion_declined", "contribution/960", personal={"reason": "The drivers rest."})
        about = {"kind": "comment", "channel": "web", "in_scope": False, "about": "passage/1.1.1"}
        self.say("contribution.published", "contribution/961", about, personal={"author": "Amina", "body": "Good."})
        answers = {"participant": "Amina", "answers": '{"1":["2"]}'}
        self.say("survey.answered", "survey/1", {"survey": "survey/1"}, personal=answers)

    def vote(self):
        """A question with a roll: a ballot, another in its place, one that was opened instead, the count."""
        question = "question/1"
        self.say("roll.published", question, {"entries": 2, **self.text("00\n11\n")})
        terms = {"phase": "phase/1", "method": "approval", "counting": "sum", "secrecy": "secret", "voters": "roll"}
        self.say("question.opened", question, {**terms, "options": 2, **self.text('{"question":"Which line?"}')})
        ballot = {"channel": "web", "position": 1, **self.text('{"ballot":1}')}
        self.say("ballot.cast", question, ballot)
        other = self.text('{"ballot":2}')
        self.say("ballot.replaced", question, {**ballot, **other, "replaces": ballot["sha256"]})
        opened = self.text('{"opened":3}')
        self.say("ballot.spoiled", question, {"channel": "web", "ballot": "0" * 64, **opened})
        self.say("question.closed", question, {"ballots": 1, "reason": "The phase is over."})
        counts = {"ballots": 1, "replaced": 1, "spoiled": 1, "winners": ["1"]}
        self.say("tally.published", question, {**counts, **self.text('{"sums":[1,0]}')})

    def stand_beside(self):
        """Files and a place of a proposal, its cost, an organisation, a fact note, an act that asks who one is."""
        words = {"author": "Amina", "title": "Shade", "body": "Trees.", "address": "Mill", "point": "[42.1,21.2]"}
        facts = {"kind": "proposal", "channel": "web", "in_scope": True, "cost": 4000}
        self.say("contribution.published", "contribution/970", facts, personal={**words, "files": "[]"})
        self.say("contribution.cost_checked", "contribution/970", {"cost": 5200, "reason": "Roots.", "role": "Parks"})
        endorsed = {"organisation": "Friends of the Mill"}
        self.say("endorsement.given", "contribution/970", endorsed, personal={"text": "We water them."})
        self.say("endorsement.withdrawn", "contribution/970", endorsed)
        self.say("ballot.withdrawn", "question/1", {"channel": "paper", "reason": "Two sheets in one."})
        note = {"case": "note/1", "action": "note", "ground": "fact_note", "automated": False, "statement": "Partly."}
        self.say("moderation.decided", "note/1", {**note, "assessment": "disputed", "sources": ["https://example.org"]})
        asked = {"phase": "phase/1", "kind": "vote", "change": "eligibility", "levels": ["vote: person"]}
        self.say("phase.changed", "phase/1", {**asked, "reason": "As the council asked."})

    def fill(self):
        """Proposals and their supports, until the epoch's own entry is the last that is missing."""
        from consultations.record.models import Leaf, Pending

        left = ENTRIES - Leaf.objects.count() - Pending.objects.count()
        for at in range(left):
            number = 4 + at // 2
            if at % 2 == 0:
                event = self.propose(number)
            else:
                refs = [(event, "supports")]
                self.say("support.given", f"contribution/{number}", personal={"supporter": "Chidi"}, refs=refs)


def write(place: Path) -> None:
    """The record's folder, receipts of some entries, and what must be found out about it."""
    from django.conf import settings
    from django.utils import timezone

    from consultations.record.models import Checkpoint
    from consultations.record.operations import sequence
    from consultations.record.operations.ask_witnesses import ask_witnesses
    from consultations.record.operations.export_record import export_record
    from consultations.record.queries import entries
    from consultations.record.tlog.signing import new_witness
    from tests.consultations.record.witness.serving import serving, witness_in

    Story().tell()
    sequence(now=timezone.now())
    checkpoint = Checkpoint.objects.select_related("epoch").get()
    signer = new_witness("witness.example.org")
    with tempfile.TemporaryDirectory() as memory:
        judge = witness_in(Path(memory), checkpoint.epoch.origin, checkpoint.epoch.vkey, signer=signer)
        with serving(judge) as address:
            settings.WITNESSES = f"A witness = {signer.key} {address}"
            ask_witnesses(now=timezone.now())
        export_record(epoch=checkpoint.epoch_id, place=place / "log")
    (place / "log" / ".lock").unlink()
    (place / "receipts").mkdir()
    for index in SHOWN:
        entry = entries.entry_at(checkpoint.epoch_id, index)
        receipt = entries.receipt(entry, entries.all_disclosures(entry.event))
        (place / "receipts" / f"{index}.tlog-proof").write_bytes(receipt)
    figures = figures_of(place, checkpoint) | {"witness": str(signer.key)}
    (place / "figures.json").write_text(json.dumps(figures, indent=1) + "\n")


def figures_of(place, checkpoint):
    """What every later verifier must find out."""
    from consultations.record.models import Event

    coverage = counted(place / "log", checkpoint.epoch.vkey)
    return {
        "receipts": len(SHOWN),
        "disclosures": len(list((place / "log" / "disclosures").iterdir())),
        "types": sorted(Event.objects.order_by().values_list("type", flat=True).distinct()),
        "coverage": {name: coverage[name] for name in ("answered", "in_scope", "groups")},
        "size": checkpoint.size,
        "root": bytes(checkpoint.root).hex(),
        "vkey": checkpoint.epoch.vkey,
        "first_vkey": checkpoint.epoch.first_vkey,
    }


def counted(log: Path, vkey: str) -> dict[str, object]:
    """Coverage as the verifier counts it on the day of writing."""
    report = Report("coverage")
    check_coverage(Folder(str(log)), parse_vkey(vkey), "night-buses", report)
    return report.facts


def main(place: Path) -> None:
    """In a database and RECORD_DIR of its own."""
    with tempfile.TemporaryDirectory() as folder:
        os.environ |= {
            "DJANGO_SETTINGS_MODULE": "participate.settings.test",
            "RECORD_DIR": folder,
            "DATABASE_URL": f"sqlite:///{folder}/db.sqlite3",
            "RECORD_ORIGIN": "participate.example.org/record/1",
        }
        import django
        from django.core.management import call_command

        django.setup()
        call_command("migrate", verbosity=0)
        write(place)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
