"""A witness that runs while a test does."""

from __future__ import annotations

import threading
import time
from contextlib import contextmanager

from consultations.record.tlog.signing import WitnessSigner
from consultations.record.witness.judge import Judge
from consultations.record.witness.memory import Memory
from consultations.record.witness.server import make_server

WITNESS = WitnessSigner("witness.example.org", bytes(range(32, 64)))
OTHER = WitnessSigner("press.example.org", bytes(range(64, 96)))


def witness_in(folder, origin, vkey, *, signer=WITNESS, clock=time.time):
    """A witness that knows one log."""
    judge = Judge(signer, Memory(folder / "witness.sqlite3"), folder / "evidence", clock)
    judge.memory.know(origin, (vkey,))
    return judge


@contextmanager
def serving(judge):
    """Its address, while it listens."""
    server = make_server(judge, "127.0.0.1", 0)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
