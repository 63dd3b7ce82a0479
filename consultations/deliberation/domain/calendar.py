"""iCalendar files (RFC 5545), as few lines of it as a list of dates needs."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime


@dataclass(frozen=True)
class Entry:
    """One stretch of time; without ``ends`` it is a moment."""

    uid: str
    starts: datetime
    ends: datetime | None
    title: str
    note: str
    address: str
    place: str = ""


def _time(when: datetime) -> str:
    return when.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")


def _text(text: str) -> str:
    """Section 3.3.11: backslash, semicolon, comma and newline are escaped."""
    escaped = text.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
    return escaped.replace("\r\n", "\n").replace("\n", "\\n").replace("\r", "")


def _folded(line: str) -> str:
    """Section 3.1: lines of at most 75 octets, the next begins with a space; no character is cut."""
    lines, current = [], b""
    for char in line:
        encoded = char.encode("utf-8")
        if len(current) + len(encoded) > 74:
            lines.append(current)
            current = b" "
        current += encoded
    return b"\r\n".join([*lines, current]).decode("utf-8")


def calendar(entries: Iterable[Entry], now: datetime) -> str:
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Participate//Phases//EN"]
    for entry in entries:
        lines += ["BEGIN:VEVENT", f"UID:{_text(entry.uid)}", f"DTSTAMP:{_time(now)}", f"DTSTART:{_time(entry.starts)}"]
        if entry.ends:
            lines.append(f"DTEND:{_time(entry.ends)}")
        lines.append(f"SUMMARY:{_text(entry.title)}")
        if entry.note:
            lines.append(f"DESCRIPTION:{_text(entry.note)}")
        if entry.place:
            lines.append(f"LOCATION:{_text(entry.place)}")
        lines += [f"URL:{entry.address}", "END:VEVENT"]
    lines.append("END:VCALENDAR")
    return "".join(_folded(line) + "\r\n" for line in lines)
