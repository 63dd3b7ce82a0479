"""One request to one witness. Nothing else of this product opens a connection to another machine of its own accord."""

from __future__ import annotations

import http.client
import time
from urllib.parse import urlsplit

from consultations.record.tlog import note as notes
from consultations.record.tlog.add_checkpoint import SIZE_TYPE
from consultations.record.tlog.cosignature import Cosignature, cosignatures
from consultations.record.tlog.encoding import MalformedText, decimal
from consultations.record.tlog.note import MalformedNote, NotSigned
from consultations.record.witness.configured import Witness

PATIENCE = 10.0
MOST = 1 << 16
HEADERS = {"Content-Type": "text/plain; charset=utf-8", "User-Agent": "participate"}


class NoAnswer(Exception):
    """The witness did not sign; ``str()`` says why, for an operator."""


class Conflict(Exception):
    """The witness has last signed ``size`` entries, which is not what it was told."""

    def __init__(self, size: int) -> None:
        super().__init__(f"it has signed {size} entries")
        self.size = size


def ask(witness: Witness, request: bytes, note: bytes, patience: float = PATIENCE) -> Cosignature:
    """The witness's cosignature on ``note``; raises NoAnswer or Conflict within about ``patience`` seconds.

    Goes to the configured address only: no redirect is followed and no proxy asked.
    """
    status, kind, body = _post(witness.url, request, patience)
    if status == 409 and kind == SIZE_TYPE:
        try:
            raise Conflict(decimal(body.decode("ascii").removesuffix("\n")))
        except (UnicodeDecodeError, MalformedText) as error:
            raise NoAnswer("it answers 409 without a size") from error
    if status != 200:
        raise NoAnswer(f"it answers {status}: {body[:200].decode('utf-8', 'replace').strip()}")
    try:
        found = cosignatures(notes.parse(note + body), [witness.key])
    except (MalformedNote, NotSigned) as error:
        raise NoAnswer(f"its answer does not hold: {error}") from error
    if not found:
        raise NoAnswer("its answer is not signed by its key")
    return found[0]


def _post(url: str, body: bytes, patience: float) -> tuple[int, str, bytes]:
    parts = urlsplit(url)
    make = http.client.HTTPSConnection if parts.scheme == "https" else http.client.HTTPConnection
    connection = make(parts.netloc, timeout=patience)
    until = time.monotonic() + patience
    try:
        connection.request("POST", f"{parts.path}/add-checkpoint", body, HEADERS)
        answer = connection.getresponse()
        return answer.status, answer.headers.get_content_type(), _read(answer, until)
    except (OSError, http.client.HTTPException, UnicodeError) as error:
        raise NoAnswer(f"it does not answer: {error or type(error).__name__}") from error
    finally:
        connection.close()


def _read(answer: http.client.HTTPResponse, until: float) -> bytes:
    """The body, of at most MOST bytes, from a witness that may send it drop by drop."""
    parts: list[bytes] = []
    length = 0
    while piece := answer.read1(4096):
        parts.append(piece)
        length += len(piece)
        if length > MOST or time.monotonic() > until:
            raise NoAnswer("its answer is too long or too slow")
    return b"".join(parts)
