"""A witness's folder: its key, its memory, and evidence against logs that contradicted themselves."""

from __future__ import annotations

import os
import time
from pathlib import Path

from consultations.record.tlog.note import MalformedNote
from consultations.record.tlog.signing import WitnessSigner, new_witness, parse_witness_secret
from consultations.record.witness.judge import Judge
from consultations.record.witness.memory import Memory

KEY = "key"


class NoWitness(Exception):
    """The folder holds no witness, or one already; ``str()`` says what to do."""


def found(place: Path, name: str) -> WitnessSigner:
    """Makes the folder and a new key in it; raises NoWitness rather than replace a witness."""
    place.mkdir(parents=True, mode=0o700, exist_ok=True)
    signer = new_witness(name)
    try:
        handle = os.open(place / KEY, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError as error:
        raise NoWitness(f"{place} holds a witness already.") from error
    with os.fdopen(handle, "w", encoding="ascii") as file:
        file.write(signer.secret() + "\n")
        file.flush()
        os.fsync(file.fileno())
    memory_of(place, new=True)
    return signer


def memory_of(place: Path, *, new: bool = False) -> Memory:
    """What the witness remembers. A lost memory is not begun anew: it would let a log rewrite itself."""
    path = place / "witness.sqlite3"
    if not new and not path.exists():
        raise NoWitness(
            f"{path} is missing. A witness that forgot what it signed must sign no more under this key: restore the "
            "file, or begin again with a new folder and a new key."
        )
    return Memory(path)


def judge_of(place: Path) -> Judge:
    """The witness of a folder; raises NoWitness."""
    try:
        signer = parse_witness_secret((place / KEY).read_text("ascii").strip())
    except FileNotFoundError as error:
        raise NoWitness(f"{place} holds no witness. Make one: manage.py witness new {place} --name NAME.") from error
    except MalformedNote as error:
        raise NoWitness(f"The key in {place} cannot be read: {error}.") from error
    return Judge(signer, memory_of(place), place / "evidence", time.time)
