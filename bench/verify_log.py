"""How long a full check of a record takes, against hashing the same bytes.

``python -m bench.verify_log [--events 1000000] [--json FILE]``

The record is written to a folder first (not measured); the check is `participate-verify log` over it, on one core. The
reference, in the same process, is hashlib.sha256 of every entry and of every node of its tree, and nothing else.
"""

from __future__ import annotations

import hashlib
import tempfile
import time
import uuid
from pathlib import Path

from bench.harness import Figure, arguments, emit
from consultations.record.domain.disclosure import b64url
from consultations.record.tlog import leaf as leaves
from consultations.record.tlog.checkpoint import Checkpoint
from consultations.record.tlog.jcs import canonical_fast
from consultations.record.tlog.signing import SigningKey, sign_note
from consultations.record.tlog.tiles import ENTRIES, Edge, Tile, bundle, tile_at
from consultations.record.tlog.tree import leaf_hash
from consultations.record.verify.findings import Report
from consultations.record.verify.log_check import check_log
from consultations.record.verify.sources import Folder

KEY = SigningKey("bench.example/record/1", bytes(32))


DIGESTS = {
    "contribution.published": ("author", "body", "title"),
    "support.given": ("supporter",),
}
DISTRICTS = ("centre", "harbour", "hill", "north", "south", "west")
THEMES = ("air", "culture", "energy", "housing", "parks", "schools", "streets", "transport", "water")


def entries(count: int) -> list[bytes]:
    """Of each four a proposal, a comment on it (which names it, so no two are alike) and two supports."""
    made = [_entry(number) for number in range(count)]
    for raw in made[:4]:
        leaves.read(raw)
    return made


def _entry(number: int) -> bytes:
    proposal, part = divmod(number, 4)
    facts: dict[str, object] = {"kind": "proposal", "channel": "web", "in_scope": True, "language": "en"}
    facts |= {"theme": THEMES[proposal % len(THEMES)], "district": DISTRICTS[proposal % len(DISTRICTS)]}
    if part == 1:
        facts = {"kind": "comment", "channel": "web", "in_scope": False, "parent": f"contribution/{2 * proposal}"}
    type_ = "support.given" if part > 1 else "contribution.published"
    noise = hashlib.sha512(str(number).encode()).digest()
    return canonical_fast(
        {
            "v": 1,
            "id": _id(noise, 4 if part > 1 else 7),
            "type": type_,
            "time": f"2026-11-{1 + proposal % 28:02}T{proposal % 24:02}:{proposal % 60:02}:00Z",
            "process": "mobility",
            "subject": f"contribution/{2 * proposal + (part == 1)}",
            "refs": [{"i": number - 1, "rel": "reply_to"}] if part == 1 else [],
            "data": {} if part > 1 else facts,
            "sd": {name: b64url(noise[at : at + 32]) for at, name in enumerate(DIGESTS[type_])},
            "sd_alg": "sha-256",
        }
    )


def _id(noise: bytes, version: int) -> str:
    as_four = str(uuid.UUID(bytes=noise[:16], version=4))
    return f"{as_four[:14]}{version}{as_four[15:]}"


def write(folder: Path, held: list[bytes]) -> None:
    """The record as files."""
    edge, files = Edge(), {}
    for tile, data in edge.extend(b"".join(map(leaf_hash, held))):
        files[tile.path] = data
    files |= {tile.path: data for tile, data in edge.partials()}
    for n in range(-(-len(held) // 256)):
        tile = tile_at(ENTRIES, n, len(held)) or Tile(ENTRIES, n)
        files[tile.path] = bundle(held[n * 256 : (n + 1) * 256])
    text = Checkpoint(KEY.name, len(held), edge.root()).text()
    files["checkpoint"] = bytes(sign_note(text, [KEY]))
    for path, data in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(data)


def reference(held: list[bytes]) -> float:
    """Seconds of CPU for the hashes alone."""
    start = time.process_time()
    sha = hashlib.sha256
    level = [sha(b"\x00" + raw).digest() for raw in held]
    while len(level) > 1:
        pairs = zip(level[::2], level[1::2], strict=False)
        level = [sha(b"\x01" + left + right).digest() for left, right in pairs] + level[len(level) // 2 * 2 :]
    return time.process_time() - start


def check(folder: Path) -> tuple[float, float]:
    """Seconds of CPU and on the clock."""
    report = Report("log")
    start, clock = time.process_time(), time.perf_counter()
    check_log(Folder(str(folder)), KEY.verifier, report)
    spent = time.process_time() - start, time.perf_counter() - clock
    if report.code:
        raise SystemExit(report.as_text())
    return spent


def main() -> None:
    options = arguments(__doc__ or "")
    options.add_argument("--events", type=int, default=100_000)
    chosen = options.parse_args()
    with tempfile.TemporaryDirectory() as place:
        held = entries(chosen.events)
        write(Path(place), held)
        hashed = reference(held)
        size = sum(map(len, held))
        del held
        cpu, clock = check(Path(place))
    named = "hashlib over the same entries and tree"
    figures = [
        Figure(f"full check of {chosen.events:,} entries, processor time", cpu, "s", named, cpu / hashed),
        Figure("the same on the clock", clock, "s"),
        Figure(named, hashed, "s"),
        Figure("bytes an entry", size / chosen.events, "bytes"),
        Figure("a million entries, reckoned", cpu / chosen.events * 1_000_000, "s"),
    ]
    emit(figures, chosen.json)


if __name__ == "__main__":
    main()
