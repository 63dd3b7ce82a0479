"""One process of the load client: its share of the sockets in one loop, led by lines of JSON on standard input.

Orders: ``{"do": "join"}``, ``{"do": "write", "begin": µs, "end": µs}``, ``{"do": "settle", "expected": [per hall]}``,
``{"do": "storm", "at": µs}``, ``{"do": "tell"}``; each is answered by one line on standard output when it is done.
Moments are of the system's monotonic clock, which all processes of a machine share.
"""

from __future__ import annotations

import json
import os
import sys
import time
from collections import Counter
from typing import Any

from realtime.load.crowd import LEAST_PAUSE, PATIENCE, Crowd, Person, micros
from realtime.load.plan import Hall, Plan

AT_ONCE = 50
QUIET = 3_000_000


class LedCrowd(Crowd):
    """What a crowd is told to do; each order runs the loop until it is done."""

    def join(self) -> dict[str, Any]:
        began = micros()
        waiting = list(reversed(self.people))
        opening: list[Person] = []

        def ready() -> bool:
            opening[:] = [each for each in opening if not each.greeted and each.line is not None]
            while waiting and len(opening) < AT_ONCE:
                opening.append(waiting.pop())
                self.dial(opening[-1])
            return not waiting and not opening

        self.busy_until(ready)
        self._seen_from = micros()
        took = (micros() - began) / 1e6
        return {"seconds": took, "missing": sum(not each.greeted for each in self.people)}

    def write(self, begin: int, end: int) -> dict[str, Any]:
        """Each writer's changes are due at even distances, those of all writers one after the other."""
        self.end = end
        halls = self.plan.halls
        for person in self.people:
            if person.writer >= 0:
                gap = 1e6 / self.plan.rate if self.plan.rate else LEAST_PAUSE / halls[person.hall].writers
                self._again(person, begin + int(gap * (person.writer + person.hall / len(halls))))
        used = time.process_time()
        self.busy_until(lambda: micros() >= end, PATIENCE + end - begin)
        busy = (time.process_time() - used) / max((end - begin) / 1e6, 0.001)
        self.turns.clear()
        self.busy_until(lambda: not any(each.unanswered for each in self.people), 10_000_000)
        answered = Counter[int]()
        for each in self.people:
            answered[each.hall] += each.number - len(each.unanswered)
        return {"answered": [answered[hall] for hall in range(len(halls))], "busy": busy}

    def settle(self, expected: list[int]) -> dict[str, Any]:
        """Waits until everything is there, or nothing has come for three seconds."""
        here = Counter(person.hall for person in self.people if not person.frozen)
        wanted = {hall: expected[hall] * count for hall, count in here.items()}
        self.last_news = micros()
        self.busy_until(
            lambda: (
                all(self.delivered[hall] >= count for hall, count in wanted.items())
                or micros() - self.last_news > QUIET
            )
        )
        return {"wanted": sum(wanted.values())}

    def storm(self, at: int) -> dict[str, Any]:
        """Cuts all lines, and at ``at`` all come back at once with the last number that they hold."""
        self.counting = False
        people = [person for person in self.people if not person.frozen]
        for person in people:
            self.hang_up(person)
        self.busy_until(lambda: micros() >= at)
        for person in people:
            self.dial(person)
        self.busy_until(lambda: all(each.greeted or each.line is None for each in people))
        missing = sum(not each.greeted for each in people)
        return {"seconds": (micros() - at) / 1e6, "missing": missing}

    def tell(self) -> dict[str, Any]:
        """Everything counted; ``delays`` as [milliseconds in tenths, how many]."""
        delays: Counter[int] = Counter()
        for heard in self.heard:
            for tenth, sockets in heard.arrivals.items():
                for due in heard.dues:
                    delays[max(tenth - due // 100, 0)] += sockets
        return {
            "delays": sorted(delays.items()),
            "delivered": sum(self.delivered.values()),
            "sent": self.sent,
            "answered": self.answered,
            "refused": self.refused,
            "twice": self.twice,
            "holes": self.holes,
            "cut": self.cut,
        }


def main() -> None:
    start = json.loads(_first_line())
    plan = Plan(**{**start["plan"], "halls": [Hall(**hall) for hall in start["plan"]["halls"]]})
    crowd = LedCrowd(plan, start["place"], start["run"])
    while True:
        crowd.busy_until(lambda: crowd.orders)
        for order in [json.loads(each) for each in crowd.orders]:
            crowd.orders.pop(0)
            answer = getattr(crowd, order.pop("do"))(**order)
            sys.stdout.write(json.dumps(answer) + "\n")
            sys.stdout.flush()


def _first_line() -> bytes:
    """Unbuffered, because what follows is read by the loop."""
    line = b""
    while not line.endswith(b"\n"):
        if not (byte := os.read(sys.stdin.fileno(), 1)):
            sys.exit(0)
        line += byte
    return line


if __name__ == "__main__":
    main()
