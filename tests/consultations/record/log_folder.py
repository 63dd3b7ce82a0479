"""A small record as a folder of files, made with the project's own formats: what verifiers are tried on."""

from __future__ import annotations

import hashlib
import uuid
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

from consultations.record.domain import disclosure
from consultations.record.domain.event_types import is_coarse
from consultations.record.tlog import import_lines
from consultations.record.tlog import leaf as leaves
from consultations.record.tlog.checkpoint import Checkpoint
from consultations.record.tlog.proof import write_receipt
from consultations.record.tlog.signing import SigningKey, sign_note
from consultations.record.tlog.tiles import ENTRIES, TiledTree, bundle, hash_tiles, tile_at, tiles_of
from consultations.record.tlog.tree import inclusion_proof, leaf_hash, root

KEY = SigningKey("city.example/record/1", bytes(range(32)))
START = datetime(2026, 11, 1, 12, tzinfo=UTC)


def event_id(number: int, version: int) -> str:
    digits = hashlib.sha256(str(number).encode()).hexdigest()
    return str(uuid.UUID(f"{digits[:12]}{version}{digits[13:16]}a{digits[17:32]}"))


@dataclass
class Record:
    """Entries in order, and what is needed to serve and to sign them."""

    key: SigningKey = KEY
    leaves: list[bytes] = field(default_factory=list)
    disclosures: dict[int, list[str]] = field(default_factory=dict)
    blobs: dict[str, bytes] = field(default_factory=dict)

    def add(self, type_, subject, data=None, *, personal=None, process="mobility", refs=(), salt=None):
        """One event; returns its index."""
        index = len(self.leaves)
        opened = {
            name: disclosure.disclose(name, value, salt=salt or hashlib.sha256(f"{index}{name}".encode()).digest()[:16])
            for name, value in (personal or {}).items()
        }
        time = START + timedelta(minutes=index) if is_coarse(type_) else START + timedelta(seconds=61 * index)
        raw = leaves.write(
            id=event_id(index, 4 if is_coarse(type_) else 7),
            type=type_,
            time=time,
            process=process,
            subject=subject,
            refs=refs,
            data=data,
            sd={name: disclosure.digest(encoded) for name, encoded in opened.items()},
        )
        self.leaves.append(raw)
        self.disclosures[index] = list(opened.values())
        return index

    def add_import(self, lines, **facts):
        body = b"".join(import_lines.write(subject=s, facts=f, sd={}) for s, f in lines)
        sha256 = hashlib.sha256(body).hexdigest()
        self.blobs[sha256] = body
        data = {"source": "a city", "format": "polis", "sha256": sha256, "bytes": len(body), "rows": len(lines)}
        return self.add("import.batch", "import/1", {**data, "contributions": len(lines), **facts})

    def proposal(self, number, *, in_scope=True, **more):
        facts = {"kind": "proposal", "channel": "web", "in_scope": in_scope, **more}
        personal = {"author": "Amina", "title": "Night buses", "body": f"Let bus {number} run at night."}
        return self.add("contribution.published", f"contribution/{number}", facts, personal=personal)

    def hashes(self, size=None):
        return [leaf_hash(raw) for raw in self.leaves[:size]]

    def checkpoint(self, size=None):
        """The signed note of the first ``size`` entries."""
        held = self.leaves[:size]
        text = Checkpoint(self.key.name, len(held), root([leaf_hash(raw) for raw in held])).text()
        return bytes(sign_note(text, [self.key]))

    def files(self, size=None):
        """Path → bytes of all that is served."""
        held = self.leaves[:size]
        files = hash_tiles(b"".join(self.hashes(size)))
        for tile in tiles_of(len(held), [ENTRIES]):
            files[tile.path] = bundle(held[tile.n * 256 :][: tile.width])
        named = b"".join(held).decode()
        files |= {f"blob/{sha256}": body for sha256, body in self.blobs.items() if sha256 in named}
        return files | {"checkpoint": self.checkpoint(size), "vkey": f"{self.key.verifier}\n".encode()}

    def write(self, folder: Path, size=None):
        for path, data in self.files(size).items():
            (folder / path).parent.mkdir(parents=True, exist_ok=True)
            (folder / path).write_bytes(data)
        return folder

    def tree(self, size=None):
        tiles = hash_tiles(b"".join(self.hashes(size)))
        size = len(self.leaves[:size])

        def fetch(tile):
            return tiles[tile_at(tile.level, tile.n, size).path]

        return TiledTree(size, fetch)

    def receipt(self, index, size=None, disclosures=None):
        held = len(self.leaves[:size])
        return write_receipt(
            leaf=self.leaves[index],
            disclosures=self.disclosures[index] if disclosures is None else disclosures,
            index=index,
            hashes=inclusion_proof(index, held, self.tree(size)),
            checkpoint=self.checkpoint(size),
        )


def city(entries=300) -> Record:
    """A record of ``entries`` events of several kinds, from the opening of its epoch."""
    record = Record()
    record.add("epoch.opened", "epoch/1", {"origin": record.key.name}, process="")
    record.add("consultation.opened", "consultation/1", {"title": "Nights", "question": "When?", "language": "en"})
    while len(record.leaves) < entries:
        number = len(record.leaves)
        place = record.proposal(number, theme="buses" if number % 2 else "trams", district="north")
        if len(record.leaves) < entries:
            support = {"supporter": "Besnik"}
            refs = [(place, "supports")]
            record.add("support.given", f"contribution/{number}", personal=support, refs=refs)
    return record
