"""A session as an entry for people's calendars."""

from __future__ import annotations

from datetime import timedelta

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from consultations.deliberation.domain.calendar import Entry, calendar
from realtime.models import Session
from realtime.web.rooms import address, spaced, visit


@require_safe
def entry(request: HttpRequest, code: str) -> HttpResponse:
    """An iCalendar file; 404 for a session that nobody has planned."""
    found = visit(request, code)
    session = found.session
    if session.planned_at is None:
        raise Http404(_("Nobody has said yet when this session will be."))
    seconds = sum(activity.seconds for activity in found.room.agenda)
    made = Entry(
        uid=f"{session.public_id}@{request.get_host()}",
        starts=session.planned_at,
        ends=session.planned_at + timedelta(seconds=seconds) if seconds else None,
        title=session.title,
        note=_note(session),
        address=address(request, session),
        place=session.place,
    )
    response = HttpResponse(calendar([made], timezone.now()), content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{session.code}.ics"'
    return response


def _note(session: Session) -> str:
    lines = [_("Join with the code %(code)s. You do not need an account.") % {"code": spaced(session.code)}]
    if session.captions_url:
        lines.append(f"{_('Captions')}: {session.captions_url}")
    if session.interpretation_url:
        lines.append(f"{_('Interpretation')}: {session.interpretation_url}")
    return "\n".join(lines)
