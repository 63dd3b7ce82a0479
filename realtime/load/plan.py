"""What a run is to do, and what came of it. All of it travels as JSON between the processes of the load client."""

from __future__ import annotations

from dataclasses import dataclass, field

MOST_BY_ONE = 10
"""Changes a second that one person writes; a socket may say 20 messages a second, ``seen`` among them."""


@dataclass(frozen=True)
class Hall:
    """One room under load. ``socket`` is its address (ws:// or wss://), ``cookies`` of those who hold a seat, one
    header each: the first ``writers`` of them write, the others only listen. ``activity`` takes the notes."""

    socket: str
    origin: str
    activity: str
    sockets: int
    writers: int
    cookies: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Plan:
    """``rate`` changes a second in each hall; 0: each writer writes again as soon as the last change is answered.

    ``frozen`` sockets in each hall, beside its others, say hello and then never read. ``speech`` is
    ``module:Class`` of what is spoken. ``trust`` is a file of certificates to believe in, for wss.
    """

    halls: list[Hall]
    seconds: float
    rate: float
    processes: int = 1
    storms: int = 0
    frozen: int = 0
    speech: str = "realtime.load.speech:RoomSpeech"
    trust: str = ""
    pids: list[int] = field(default_factory=list)


@dataclass(frozen=True)
class Measured:
    """Delays count from a change's planned moment to its arrival at each socket. ``lost``, ``twice`` and
    ``out_of_order`` count deliveries. ``join_seconds`` until everybody had the room; ``storm_seconds`` the same after
    all lines were cut at once, the worst of several. ``server_us`` is processor time for each delivery and
    ``server_kb`` memory for each socket, of the processes in ``Plan.pids`` (None without). ``client_busy`` is the share
    of a core that the busiest process of the load client used: near 1 it measures itself."""

    halls: int
    sockets: int
    seconds: float
    rate: float
    sent: int
    acknowledged: int
    refused: int
    delivered: int
    deliveries_a_second: float
    lost: int
    twice: int
    out_of_order: int
    cut: int
    join_seconds: float
    storm_seconds: float | None
    p50_ms: float
    p95_ms: float
    p99_ms: float
    worst_ms: float
    server_us: float | None
    server_kb: float | None
    client_busy: float


def writers_needed(rate: float) -> int:
    return max(1, -(-int(rate) // MOST_BY_ONE))
