"""Answers with the bytes of a file. Whether this person may have them was asked before, at every request anew."""

from __future__ import annotations

from django.http import FileResponse, Http404, HttpRequest, HttpResponseNotModified
from django.http.response import HttpResponseBase
from django.utils.http import quote_etag

from consultations.files import storage
from consultations.files.models import StoredFile

# Nothing in it may run, load or send anything, whatever a browser takes it for.
ALONE = "default-src 'none'; sandbox; frame-ancestors 'none'"


def hand_out(request: HttpRequest, stored: StoredFile, width: int | None = None) -> HttpResponseBase:
    """A picture in one of its widths, the largest without ``width``; a document as a file to keep.

    A browser asks again each time it shows it, and is told in a few bytes that it has not changed. Raises Http404.
    """
    chosen = (width or stored.width) if stored.is_picture else storage.WHOLE
    path = storage.path_of(stored.name, chosen or storage.WHOLE)
    tag = quote_etag(f"{stored.name}-{chosen}")
    if width not in (None, *stored.widths) or not path.is_file():
        raise Http404("no such file")
    response: HttpResponseBase
    if request.headers.get("If-None-Match") == tag:
        response = HttpResponseNotModified()
    elif stored.is_picture:
        response = FileResponse(path.open("rb"), content_type="image/webp", filename=f"{stored.name}.webp")
    else:
        response = FileResponse(
            path.open("rb"), content_type="application/pdf", as_attachment=True, filename=f"{stored.name}.pdf"
        )
    response["ETag"] = tag
    response["Cache-Control"] = "private, no-cache"
    response["Content-Security-Policy"] = ALONE
    response["X-Content-Type-Options"] = "nosniff"
    response["Cross-Origin-Resource-Policy"] = "same-origin"
    return response
