"""Long files sent piece by piece: what is in memory is one piece, under ASGI as under WSGI."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator

from asgiref.sync import sync_to_async
from django.http import StreamingHttpResponse


class PiecewiseResponse(StreamingHttpResponse):
    """Django's own would read the whole of an ordinary iterator into memory before sending it under ASGI."""

    async def __aiter__(self) -> AsyncIterator[bytes]:
        pieces = iter(self)
        while (piece := await sync_to_async(lambda: next(pieces, None))()) is not None:
            yield piece


def csv_file(pieces: Iterator[str], name: str, *, mark: bool) -> PiecewiseResponse:
    """``pieces``: whole lines. ``mark``: with a byte order mark, without which Excel garbles every language but
    English; files for programs have none."""
    content = _marked(pieces) if mark else pieces
    response = PiecewiseResponse(content, content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["Cache-Control"] = "no-store"
    return response


def _marked(pieces: Iterator[str]) -> Iterator[str]:
    yield "\ufeff"
    yield from pieces
