"""Long files sent piece by piece: what is in memory is one piece, under ASGI as under WSGI."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator

from asgiref.sync import sync_to_async
from django.http import StreamingHttpResponse


class PiecewiseResponse(StreamingHttpResponse):
    """Django's own would read the whole of an ordinary iterator into memory before sending it under ASGI."""

    async def __aiter__(self) -> AsyncIterator[bytes]:
        pieces: Iterator[bytes] = iter(self.streaming_content)  # type: ignore[arg-type]  # given as an iterator
        while (piece := await sync_to_async(next)(pieces, None)) is not None:
            yield piece


def csv_file(pieces: Iterator[str], name: str) -> PiecewiseResponse:
    """``pieces``: whole lines; sent with a byte order mark, without which Excel garbles every language but English."""
    response = PiecewiseResponse(_marked(pieces), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["Cache-Control"] = "no-store"
    return response


def _marked(pieces: Iterator[str]) -> Iterator[str]:
    yield "\ufeff"
    yield from pieces
