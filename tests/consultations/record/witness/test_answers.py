"""A witness may answer anything, at any pace: what it did not sign is not taken."""

from __future__ import annotations

import http.server
import threading
from contextlib import contextmanager

import pytest

from consultations.record.models import Checkpoint, Cosignature
from consultations.record.operations import sequence
from consultations.record.witness.ask import NoAnswer, ask
from consultations.record.witness.configured import configured
from tests.consultations.record.story import NOW, propose
from tests.consultations.record.witness.serving import OTHER, WITNESS


@contextmanager
def stranger(answer):
    """A server that answers every POST with ``answer(handler)``."""

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_POST(self):
            self.rfile.read(int(self.headers["Content-Length"]))
            answer(self)

        def log_message(self, *args):
            pass

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()
    thread.join()


def say(status, body, **headers):
    def answer(handler):
        handler.send_response(status)
        for name, value in headers.items():
            handler.send_header(name.replace("_", "-"), value)
        handler.end_headers()
        handler.wfile.write(body)

    return answer


def drip(handler):
    """Sends a byte now and then, for ever."""
    handler.send_response(200)
    handler.end_headers()
    while True:
        try:
            handler.wfile.write(b"x")
            handler.wfile.flush()
        except OSError:
            return
        threading.Event().wait(0.05)


FALSE = WITNESS.cosign("another text\n", 1)
STRANGERS = OTHER.cosign("another text\n", 1)


@pytest.mark.parametrize(
    ("answer", "says"),
    [
        (say(500, b"broken"), "answers 500: broken"),
        (say(404, b"unknown log"), "answers 404: unknown log"),
        (say(301, b"", Location="http://127.0.0.1:9/"), "answers 301"),
        (say(200, b""), "does not hold|not signed"),
        (say(200, b"\xff\xfe"), "does not hold"),
        (say(200, b"hello\n"), "does not hold"),
        (say(200, str(FALSE).encode()), "is false"),
        (say(200, str(STRANGERS).encode()), "not signed by its key"),
        (say(200, b"x" * 100_000), "too long"),
        (say(409, b"many\n", Content_Type="text/x.tlog.size"), "without a size"),
        (say(409, b"5\n", Content_Type="text/plain"), "answers 409"),
        (drip, "too long or too slow|does not answer"),
    ],
)
def test_a_witness_may_answer_anything(db, settings, answer, says):
    propose()
    sequence(now=NOW)
    with stranger(answer) as address:
        settings.WITNESSES = f"W = {WITNESS.key} {address}"
        with pytest.raises(NoAnswer, match=says):
            ask(configured()[0], b"old 0\n\n", Checkpoint.objects.get().note.encode(), patience=0.5)
    assert not Cosignature.objects.exists()
