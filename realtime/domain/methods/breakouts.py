"""Breakouts: groups that write notes of their own and report back.

Settings: ``how`` people come into groups, by ``chance`` or as they ``choose``; ``count`` of groups, or ``size``, people
in each, from which the count follows when they are formed; ``texts``, for each group in turn its ``name``, ``place``
and ``question``. What a group writes travels without its words until the group reports: only its members get them, and
those who lead. Notes of groups that report stand on the board.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection
from dataclasses import replace
from datetime import datetime
from typing import Any

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from realtime.commands.groups import FormGroups, JoinGroup, MovePerson, ReportGroup, WriteForGroup
from realtime.domain.activity import Activity, AgendaDoesNotRead
from realtime.domain.groups import Groups, drawn, fits, name_of
from realtime.domain.room import MAX_NOTES, SHOWN, Happening, Note, Room
from realtime.domain.rules import (
    Fact,
    Method,
    NoteRule,
    Refused,
    Result,
    Rules,
    Sender,
    Table,
    one_of,
    running,
    whole_of,
)
from realtime.wire import MOST_GROUPS

Data = dict[str, Any]
CHOOSE = _("Choose the group.")
NOTES = NoteRule(most=50, command="group.write")


def _check(activity: Activity) -> None:
    one_of(activity, "how", "chance", "choose")
    whole_of(activity, "count", least=2, most=MOST_GROUPS, default=4)
    if activity.settings.get("size"):
        whole_of(activity, "size", least=2, most=100, default=0)
    texts = activity.settings.get("texts", [])
    if not isinstance(texts, list) or len(texts) > MOST_GROUPS or not all(fits(each) for each in texts):
        raise AgendaDoesNotRead(f"{activity.id}: texts are not names, places and questions of groups")


def _form(room: Room, sender: Sender, command: FormGroups, now: datetime) -> Fact:
    activity = running(room, command.activity, "breakouts")
    if activity.id in room.groups and room.groups[activity.id].notes:
        raise Refused("groups_write", _("The groups have begun to write. They stay as they are."))
    source = f"{room.title}|{activity.id}|{room.seq}|{now.isoformat()}"
    seed = hashlib.sha256(source.encode()).hexdigest()[:8]
    return Fact("groups.formed", {"activity": activity.id, "count": command.count, "seed": seed})


def _join(room: Room, sender: Sender, command: JoinGroup, now: datetime) -> Fact:
    activity, groups = _formed(room, command.activity)
    was, number = groups.group_of(sender.seat), groups.members.get(sender.seat, 0)
    chosen = command.group if activity.settings["how"] == "choose" else 0
    if was and (was == chosen or not chosen):
        raise Refused("in_a_group", _("You have a group already."))
    if chosen > groups.count:
        raise Refused("no_such_group", _("There is no such group."))
    number = number or len(groups.numbers) + 1
    group = chosen or drawn(groups.sizes, groups.seed, number)
    return Fact("group.joined", {"activity": activity.id, "group": group, "was": was, "number": number})


def _move(room: Room, sender: Sender, command: MovePerson, now: datetime) -> Fact:
    activity, groups = _formed(room, command.activity)
    was = groups.numbers.get(command.number, 0)
    if not was:
        raise Refused("no_such_person", _("Nobody has this number."))
    if command.group > groups.count or command.group == was:
        raise Refused("no_such_group", _("Choose another group."))
    data = {"activity": activity.id, "group": command.group, "was": was, "number": command.number}
    return Fact("group.moved", data)


def _write(room: Room, sender: Sender, command: WriteForGroup, now: datetime) -> Fact:
    activity, groups = _formed(room, command.activity)
    if command.group and not sender.entered:
        raise Refused("not_notetaker", _("Only note-takers and those who lead the session can do this."))
    group = command.group or groups.group_of(sender.seat)
    if not group:
        raise Refused("no_group", CHOOSE if sender.entered else _("Come into a group first."))
    if group > groups.count:
        raise Refused("no_such_group", _("There is no such group."))
    if group in groups.reported:
        raise Refused("reported", _("Your group has reported. Its notes stay as they are."))
    mine = [note for note in room.notes_of(sender.seat) if note.activity == activity.id]
    if len(mine) >= NOTES.most:
        raise Refused("enough_notes", _("You have used all your notes here. Take one back to write another."))
    if len(room.notes) >= MAX_NOTES:
        raise Refused("board_full", _("The board is full."))
    return Fact("group.wrote", {"activity": activity.id, "group": group, "text": command.text})


def _report(room: Room, sender: Sender, command: ReportGroup, now: datetime) -> Fact:
    activity, groups = _formed(room, command.activity)
    if command.group > groups.count:
        raise Refused("no_such_group", _("There is no such group."))
    return Fact("group.reported", {"activity": activity.id, "group": command.group})


def _formed(room: Room, id: str) -> tuple[Activity, Groups]:
    activity = running(room, id, "breakouts")
    if id not in room.groups:
        raise Refused("no_groups", _("There are no groups yet."))
    return activity, room.groups[id]


def _now_formed(room: Room, happening: Happening) -> None:
    data = happening.data
    room.groups[data["activity"]] = Groups(happening.seq, data["count"], data["seed"])


def _now_in(room: Room, happening: Happening) -> None:
    data = happening.data
    groups = room.groups[data["activity"]]
    numbers = {**groups.numbers, data["number"]: data["group"]}
    members = groups.members
    if happening.type == "group.joined" and happening.seat is not None:
        members = {**members, happening.seat: data["number"]}
    room.groups[data["activity"]] = replace(groups, numbers=numbers, members=members)


def _now_written(room: Room, happening: Happening) -> None:
    data, seq = happening.data, happening.seq
    room.notes[seq] = Note(seq, data["activity"], data["text"], happening.seat)
    room.written[happening.seat] = (*room.written.get(happening.seat, ()), seq)
    groups = room.groups[data["activity"]]
    room.groups[data["activity"]] = replace(groups, notes={**groups.notes, seq: data["group"]})


def _now_reported(room: Room, happening: Happening) -> None:
    id, group = happening.data["activity"], happening.data["group"]
    groups = room.groups[id]
    new = group and group not in groups.reported
    reported = (*groups.reported, group) if new else groups.reported
    room.groups[id] = replace(groups, reporting=group, reported=reported)


def _closed(room: Room, happening: Happening) -> None:
    id = happening.data["activity"]
    if id in room.groups:
        room.groups[id] = replace(room.groups[id], reporting=0)


def _moved(room: Room, happening: Happening) -> None:
    """A guest's place in a group is the account's, unless that has one of its own."""
    seat, into = happening.data["seat"], happening.data["into"]
    for id, groups in room.groups.items():
        if seat in groups.members:
            members = dict(groups.members)
            number = members.pop(seat)
            members.setdefault(into, number)
            room.groups[id] = replace(groups, members=members)


def _public_in(after: Room, happening: Happening) -> Data:
    """How the groups grow and shrink, never by whom."""
    return {key: value for key, value in happening.data.items() if key != "number"}


def _public_writing(after: Room, happening: Happening) -> Data:
    """Words only once the group has reported."""
    return {**happening.data, "text": "" if after.veiled(happening.seq) else happening.data["text"]}


def _public_report(after: Room, happening: Happening) -> Data:
    """With the words of the group's notes, which everyone may read from now on."""
    id, group = happening.data["activity"], happening.data["group"]
    theirs = [note for note, written_by in after.groups[id].notes.items() if written_by == group]
    shown = [after.notes[note] for note in theirs if after.notes[note].state == SHOWN]
    return {**happening.data, "notes": [[note.id, note.text] for note in shown]}


def _forget_report(after: Room, data: Data) -> None:
    data["notes"] = [pair for pair in data["notes"] if after.notes[pair[0]].state == SHOWN]


def _of_the_group(after: Room, happening: Happening) -> Collection[int]:
    """Whose group has one note more or less."""
    note = happening.data.get("note", happening.seq)
    for groups in after.groups.values():
        if note in groups.notes:
            return groups.seats_in(groups.notes[note])
    return ()


def _who_moved(after: Room, happening: Happening) -> Collection[int]:
    members = after.groups[happening.data["activity"]].members
    return [seat for seat, number in members.items() if number == happening.data["number"]]


def _who_reports(after: Room, happening: Happening) -> Collection[int]:
    return after.groups[happening.data["activity"]].seats_in(happening.data["group"])


def _whole(room: Room) -> Data:
    return {"groups": {id: groups.told() for id, groups in room.groups.items()}}


def _led_whole(room: Room, whole: Data) -> None:
    for id, groups in room.groups.items():
        if groups.numbers:
            whole["groups"][id]["numbers"] = {str(number): group for number, group in groups.numbers.items()}
        for note in groups.notes:
            whole["notes"][str(note)]["text"] = room.notes[note].text


def _mine(room: Room, seat: int) -> Data:
    """One's own number and group, and the words of that group that are not for everyone yet."""
    found = {}
    for id, groups in room.groups.items():
        group = groups.group_of(seat)
        if group:
            theirs = [note for note, written_by in groups.notes.items() if written_by == group and groups.veils(note)]
            words = {str(note): room.notes[note].text for note in theirs if room.notes[note].state == SHOWN}
            found[id] = {"formed": groups.formed, "number": groups.members[seat], "group": group, "notes": words}
    return {"groups": found}


def _results(room: Room, activity: Activity) -> list[Result]:
    """How many sat in each group and wrote; their notes are on the board."""
    groups = room.groups.get(activity.id)
    if groups is None or not groups.numbers:
        return []
    stage, yes, no = room.stage(activity.id), _("yes"), _("no")
    written = [group for note, group in groups.notes.items() if room.notes[note].state == SHOWN]
    rows = tuple(
        (name_of(activity, group), (size, written.count(group), yes if group in groups.reported else no))
        for group, size in enumerate(groups.sizes, 1)
    )
    table = Table((_("People"), _("Notes"), _("Has reported")), rows, _("Group"))
    figures = (format_lazy(_("People in groups: {n}"), n=len(groups.numbers)),)
    title, contribution = activity.purpose or activity.title, room.results.get(stage.number, 0)
    return [Result(stage.number, title, (), len(groups.numbers), activity.id, contribution, table, figures=figures)]


METHOD = Method(
    "breakouts",
    _("Work in groups"),
    check=_check,
    notes=lambda _activity: NOTES,
    results=_results,
    host=lambda activity: {"texts": list(activity.settings.get("texts", ()))},
    rules=Rules(
        decide={
            "groups.form": _form,
            "group.join": _join,
            "group.move": _move,
            "group.write": _write,
            "group.report": _report,
        },
        participants=frozenset({"group.join", "group.write"}),
        apply={
            "groups.formed": _now_formed,
            "group.joined": _now_in,
            "group.moved": _now_in,
            "group.wrote": _now_written,
            "group.reported": _now_reported,
            "activity.closed": _closed,
            "seat.moved": _moved,
        },
        public={
            "group.joined": _public_in,
            "group.moved": _public_in,
            "group.wrote": _public_writing,
            "group.reported": _public_report,
        },
        led={
            event: lambda _after, happening: dict(happening.data)
            for event in ("group.joined", "group.moved", "group.wrote")
        },
        private=frozenset({"group.joined", "group.wrote"}),
        tells={
            "group.moved": _who_moved,
            "group.wrote": _of_the_group,
            "group.reported": _who_reports,
            "note.withdrawn": _of_the_group,
            "note.hidden": _of_the_group,
        },
        words={"group.wrote": "text"},
        forgets={"group.reported": _forget_report},
        whole=_whole,
        led_whole=_led_whole,
        mine=_mine,
    ),
)
