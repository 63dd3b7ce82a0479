"""Addresses of live sessions."""

from __future__ import annotations

from django.urls import path

from realtime.web.views import (
    agenda,
    calendar,
    export,
    facilitate,
    hear,
    join,
    minutes,
    notes,
    opinion_map,
    people,
    prepare,
    rehearse,
    results,
    room,
    saved,
)

app_name = "realtime"
urlpatterns = [
    path("live/", join.enter, name="enter"),
    path("live/agendas/", saved.saved, name="saved"),
    path("live/agendas/<int:pk>/rename/", saved.rename, name="rename_agenda"),
    path("live/agendas/<int:pk>/delete/", saved.delete, name="delete_agenda"),
    path("live/hear/<str:token>/", hear.listen, name="listen"),
    path("live/<str:code>/", room.room, name="room"),
    path("live/<str:code>/join/", join.take_seat, name="join"),
    path("live/<str:code>/name/", join.change_name, name="name"),
    path("live/<str:code>/leave/", join.leave_room, name="leave"),
    path("live/<str:code>/notes/", notes.notes, name="notes"),
    path("live/<str:code>/people/", people.people, name="people"),
    path("live/<str:code>/do/", room.do, name="do"),
    path("live/<str:code>/events", room.events, name="events"),
    path("live/<str:code>/calendar.ics", calendar.entry, name="calendar"),
    path("live/<str:code>/facilitate/", facilitate.facilitate, name="facilitate"),
    path("live/<str:code>/groups.json", facilitate.names, name="group_names"),
    path("live/<str:code>/projector/", room.projector, name="projector"),
    path("live/<str:code>/agenda/", agenda.agenda, name="agenda"),
    path("live/<str:code>/agenda/change/", agenda.change, name="change"),
    path("live/<str:code>/agenda/plan/", agenda.plan, name="plan"),
    path("live/<str:code>/agenda/save/", saved.save, name="save_agenda"),
    path("live/<str:code>/agenda/new/<slug:method>/", agenda.add, name="add_step"),
    path("live/<str:code>/agenda/steps/<slug:step>/", agenda.edit, name="edit_step"),
    path("live/<str:code>/rehearse/", rehearse.rehearse, name="rehearse"),
    path("live/<str:code>/rehearse/end/", rehearse.end, name="end_rehearsal"),
    path("live/<str:code>/session.json", export.as_json, name="export"),
    path("live/<str:code>/notes.csv", export.notes, name="export_notes"),
    path("live/<str:code>/results.csv", export.figures, name="export_results"),
    path("live/<str:code>/results/", results.results, name="results"),
    path("live/<str:code>/corrections/", minutes.corrections, name="corrections"),
    path("live/<str:code>/hear/", hear.hear, name="hear"),
    path("live/<str:code>/opinions/<str:activity>/", opinion_map.opinions, name="opinions"),
    path("live/<str:code>/results/<int:item>/decision/", results.start_decision, name="start_decision"),
    path("live/<str:code>/minutes/", minutes.minutes, name="minutes"),
    path("consultations/<slug:slug>/live/new/", prepare.prepare, name="prepare"),
]
