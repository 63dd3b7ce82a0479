"""A whole run: starts the processes of the load client, leads them in step and adds up what they counted."""

from __future__ import annotations

import json
import os
import secrets
import subprocess
import sys
import time
from collections import Counter
from dataclasses import asdict
from pathlib import Path
from typing import Any

from realtime.load.crowd import micros
from realtime.load.plan import Measured, Plan

ROOT = Path(__file__).resolve().parent.parent.parent
STORM_PAUSE = 1_500_000


class LoadError(Exception):
    """The room could not be measured; the text says why."""


class Herd:
    """The processes. Use as a context: they end with it."""

    def __init__(self, plan: Plan) -> None:
        run = secrets.token_hex(4)
        command = [sys.executable, "-m", "realtime.load.process"]
        self.plan = plan
        self.processes = [
            subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
            for _ in range(plan.processes)
        ]
        for place, process in enumerate(self.processes):
            self._say(process, {"plan": asdict(plan), "place": place, "run": f"{run}{place:02d}"})

    def __enter__(self) -> Herd:
        return self

    def __exit__(self, *_: object) -> None:
        for process in self.processes:
            process.kill()
            process.communicate()

    def order(self, do: str, **fields: Any) -> list[dict[str, Any]]:
        """The answers of all processes, which do it at the same time; raises LoadError when one has ended."""
        for process in self.processes:
            self._say(process, {"do": do, **fields})
        return [self._answer(process) for process in self.processes]

    def _say(self, process: subprocess.Popen[str], words: dict[str, Any]) -> None:
        assert process.stdin is not None
        try:
            process.stdin.write(json.dumps(words) + "\n")
            process.stdin.flush()
        except BrokenPipeError as error:
            raise LoadError("a process of the load client has ended") from error

    def _answer(self, process: subprocess.Popen[str]) -> dict[str, Any]:
        assert process.stdout is not None
        line = process.stdout.readline()
        if not line:
            raise LoadError("a process of the load client has ended")
        answer: dict[str, Any] = json.loads(line)
        return answer


def processor_seconds(pids: list[int]) -> float:
    """What processes have used of the processor, all their threads."""
    ticks = 0
    for pid in pids:
        parts = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rsplit(")", 1)[1].split()
        ticks += int(parts[11]) + int(parts[12])
    return ticks / os.sysconf("SC_CLK_TCK")


def memory_kb(pids: list[int]) -> int:
    """What processes hold that is theirs alone."""
    total = 0
    for pid in pids:
        for line in Path(f"/proc/{pid}/smaps_rollup").read_text(encoding="utf-8").splitlines():
            if line.startswith("Private_"):
                total += int(line.split()[1])
    return total


def measure(plan: Plan) -> Measured:
    """Raises LoadError when not everybody gets in."""
    with Herd(plan) as herd:
        empty = memory_kb(plan.pids)
        joined = herd.order("join")
        if missing := sum(each["missing"] for each in joined):
            raise LoadError(f"{missing} of {_sockets(plan)} sockets were not let in")
        time.sleep(1)
        full = memory_kb(plan.pids)
        used = processor_seconds(plan.pids)
        begin = micros() + 300_000
        written = herd.order("write", begin=begin, end=begin + int(plan.seconds * 1e6))
        expected = [sum(counts) for counts in zip(*(each["answered"] for each in written), strict=True)]
        settled = herd.order("settle", expected=expected)
        used = processor_seconds(plan.pids) - used
        storms = [_storm(herd) for _ in range(plan.storms)]
        told = herd.order("tell")
    return _added_up(
        plan,
        told,
        wanted=sum(each["wanted"] for each in settled),
        joined=max(each["seconds"] for each in joined),
        storm=max(storms) if storms else None,
        used=used if plan.pids else None,
        grown=(full - empty) if plan.pids else None,
        busy=max(each["busy"] for each in written),
    )


def _storm(herd: Herd) -> float:
    came = herd.order("storm", at=micros() + STORM_PAUSE)
    if missing := sum(each["missing"] for each in came):
        raise LoadError(f"{missing} sockets did not come back after all lines were cut")
    return max(float(each["seconds"]) for each in came)


def _sockets(plan: Plan) -> int:
    return sum(hall.sockets for hall in plan.halls)


def _added_up(
    plan: Plan,
    told: list[dict[str, Any]],
    *,
    wanted: int,
    joined: float,
    storm: float | None,
    used: float | None,
    grown: int | None,
    busy: float,
) -> Measured:
    delays: Counter[int] = Counter()
    for each in told:
        delays.update(dict(each["delays"]))
    sums = {name: sum(each[name] for each in told) for name in told[0] if name != "delays"}
    delivered, sockets = sums["delivered"], _sockets(plan)
    return Measured(
        halls=len(plan.halls),
        sockets=sockets,
        seconds=plan.seconds,
        rate=plan.rate,
        sent=sums["sent"],
        acknowledged=sums["answered"],
        refused=sums["refused"],
        delivered=delivered,
        deliveries_a_second=round(delivered / plan.seconds, 1),
        lost=wanted - (delivered - sums["twice"]),
        twice=sums["twice"],
        out_of_order=sums["holes"],
        cut=sums["cut"],
        join_seconds=round(joined, 3),
        storm_seconds=None if storm is None else round(storm, 3),
        p50_ms=at(delays, 0.5),
        p95_ms=at(delays, 0.95),
        p99_ms=at(delays, 0.99),
        worst_ms=at(delays, 1.0),
        server_us=None if used is None else round(used / max(delivered, 1) * 1e6, 2),
        server_kb=None if grown is None else round(grown / sockets, 1),
        client_busy=round(busy, 2),
    )


def at(delays: Counter[int], part: float) -> float:
    """The delay in ms that ``part`` of all deliveries do not exceed; ``delays`` counts tenths of a millisecond."""
    left = sum(delays.values()) * part
    for tenth, count in sorted(delays.items()):
        left -= count
        if left <= 0:
            return tenth / 10
    return 0.0
