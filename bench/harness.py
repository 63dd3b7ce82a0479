"""What every bench file shares: timing, and figures told as a table and as JSON.

A figure stands beside a named reference measured in the same run on the same machine, so that its ratio means the same
on any machine. ``python -m bench.<file> [--json FILE]``.
"""

from __future__ import annotations

import argparse
import json
import platform
import statistics
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path


@dataclass(frozen=True)
class Figure:
    """``value`` in ``unit``; ``ratio`` to what ``reference`` names, measured in the same run (None without one)."""

    name: str
    value: float
    unit: str
    reference: str = ""
    ratio: float | None = None


@dataclass(frozen=True)
class Sample:
    """Durations in seconds, sorted."""

    seconds: tuple[float, ...]

    @property
    def median(self) -> float:
        return statistics.median(self.seconds)

    @property
    def p95(self) -> float:
        return self.seconds[min(len(self.seconds) - 1, int(len(self.seconds) * 0.95))]


def sample(call: Callable[[], object], *, rounds: int = 50, warm_up: int = 3) -> Sample:
    """Calls ``call`` one after the other and times each; the ``warm_up`` first ones do not count."""
    for _warm in range(warm_up):
        call()
    durations = []
    for _round in range(rounds):
        begun = time.perf_counter()
        call()
        durations.append(time.perf_counter() - begun)
    return Sample(tuple(sorted(durations)))


def against(name: str, measured: Sample, reference: Sample, reference_name: str) -> Figure:
    """The median in milliseconds beside its ratio to the reference's median."""
    return Figure(name, measured.median * 1000, "ms", reference_name, measured.median / reference.median)


def arguments(description: str) -> argparse.ArgumentParser:
    """A parser that knows ``--json FILE``; a bench adds its own options."""
    parser = argparse.ArgumentParser(description=description)
    parser.add_argument("--json", type=Path, default=None, help="also write the figures to this file")
    return parser


def emit(figures: Sequence[Figure], json_path: Path | None = None) -> None:
    """Prints the table to stdout; writes machine and figures as JSON where a path is given."""
    widths = [max(len(row[column]) for row in _rows(figures)) for column in range(4)]
    for row in _rows(figures):
        cells = [row[0].ljust(widths[0]), row[1].rjust(widths[1]), row[2].rjust(widths[2]), row[3].ljust(widths[3])]
        print("  ".join(cells).rstrip())
    if json_path:
        machine = {"python": platform.python_version(), "system": platform.platform(), "processor": _processor()}
        told = {"machine": machine, "figures": [asdict(figure) for figure in figures]}
        json_path.write_text(json.dumps(told, indent=2) + "\n", encoding="utf-8")
        print(f"written: {json_path}", file=sys.stderr)


def _rows(figures: Sequence[Figure]) -> list[tuple[str, str, str, str]]:
    rows = [("figure", "value", "ratio", "reference")]
    for figure in figures:
        ratio = "" if figure.ratio is None else f"{figure.ratio:.2f} ×"
        rows.append((figure.name, f"{_short(figure.value)} {figure.unit}", ratio, figure.reference))
    return rows


def _short(value: float) -> str:
    return f"{value:,.0f}" if abs(value) >= 1000 else f"{value:.3g}"


def _processor() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    except OSError:
        return platform.processor()
    return next((line.split(":", 1)[1].strip() for line in lines if line.startswith("model name")), "")
