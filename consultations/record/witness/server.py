"""The witness over HTTP: ``POST /add-checkpoint``, ``GET /vkey`` and ``GET /<sha256 of an origin>/checkpoint``.

A plain threaded server of the standard library, meant to stand behind the web server that speaks TLS.
"""

from __future__ import annotations

import hashlib
import http.server
import logging
import sqlite3
import threading
from http import HTTPStatus
from typing import Any, ClassVar

from consultations.record.tlog.add_checkpoint import MAX_REQUEST
from consultations.record.witness.judge import TEXT, Answer, Judge

logger = logging.getLogger(__name__)

AT_ONCE = 64
TIMEOUT = 10.0


class Handler(http.server.BaseHTTPRequestHandler):
    """One connection. Subclasses made by ``serve`` carry the judge."""

    judge: ClassVar[Judge]
    protocol_version = "HTTP/1.1"
    server_version = "participate-witness"
    sys_version = ""
    timeout = TIMEOUT

    def do_POST(self) -> None:
        length = self.headers.get("Content-Length", "")
        if not length.isascii() or not length.isdigit() or int(length) > MAX_REQUEST:
            self.close_connection = True
            self._say(Answer(411 if not length else 413, "say how long the request is, at most 65536 bytes\n"))
            return
        body = self.rfile.read(int(length))
        if self.path.rstrip("/") != "/add-checkpoint":
            self._say(Answer(404, "not found\n"))
            return
        try:
            answer = self.judge.add_checkpoint(body)
        except (sqlite3.Error, OSError):
            logger.exception("The witness cannot keep its state")
            answer = Answer(503, "the witness cannot keep its state at this moment\n")
        logger.info("%s %s", answer.status, answer.body.strip())
        self._say(answer)

    def do_GET(self) -> None:
        self._say(self._found(self.path))

    def do_HEAD(self) -> None:
        self.do_GET()

    def _found(self, path: str) -> Answer:
        if path == "/vkey":
            return Answer(200, f"{self.judge.signer.key}\n")
        for log in self.judge.memory.logs():
            if log.note and path == f"/{hashlib.sha256(log.origin.encode()).hexdigest()}/checkpoint":
                return Answer(200, log.note)
        return Answer(404, "not found\n")

    def _say(self, answer: Answer) -> None:
        body = answer.body.encode()
        self.send_response_only(answer.status, HTTPStatus(answer.status).phrase)
        self.send_header("Content-Type", answer.kind or TEXT)
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Cache-Control", "no-store")
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def log_message(self, format: str, *args: Any) -> None:
        """Addresses of those who ask are nobody's business."""


class Server(http.server.ThreadingHTTPServer):
    """At most ``AT_ONCE`` connections; further ones wait in the system's queue."""

    daemon_threads = True
    request_queue_size = 128

    def __init__(self, address: tuple[str, int], handler: type[Handler]) -> None:
        super().__init__(address, handler)
        self._free = threading.BoundedSemaphore(AT_ONCE)

    def process_request(self, request: Any, client_address: Any) -> None:
        self._free.acquire()
        super().process_request(request, client_address)

    def process_request_thread(self, request: Any, client_address: Any) -> None:
        try:
            super().process_request_thread(request, client_address)
        finally:
            self._free.release()

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A connection that broke off is no event."""
        logger.debug("connection broke off", exc_info=True)


def make_server(judge: Judge, host: str, port: int) -> Server:
    """A server that listens; ``port`` 0 takes a free one. ``serve_forever`` and ``shutdown`` are the caller's."""
    return Server((host, port), type("WitnessHandler", (Handler,), {"judge": judge}))
