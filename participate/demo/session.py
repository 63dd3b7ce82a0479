"""An evening in a live room: notes, themes, dots, and the result that enters the consultation."""

from __future__ import annotations

from datetime import datetime, timedelta
from functools import partial
from itertools import count
from typing import Any

from participate.demo.consultation import Telling
from realtime.commands import Command
from realtime.commands.board import AddNote, AddTheme, PlaceNote
from realtime.commands.dots import SetDots
from realtime.commands.session import CloseActivity, CloseRoom, OpenActivity, OpenRoom
from realtime.domain.presets import PRESETS, agenda_of
from realtime.domain.room import Room
from realtime.models import Seat, Session
from realtime.operations.act import act
from realtime.operations.hand_over import Chosen, hand_over
from realtime.operations.join import join
from realtime.operations.prepare import prepare_session
from realtime.queries.log import catch_up


class Evening:
    """The session of a consultation; one without a result is open at this moment."""

    def __init__(self, telling: Telling) -> None:
        self.telling, self.words = telling, telling.words["session"]
        self.chidi = telling.people["Chidi"]
        self.number = count(1)

    def tell(self) -> None:
        begin = self.telling.script.day(self.words["at"])
        self.telling.script.on(begin, self._gather)
        if "result" in self.words:
            self.telling.script.on(begin + timedelta(minutes=40), self._sort_and_rank)
            self.telling.script.on(begin + timedelta(minutes=90), self._hand_over)

    @property
    def session(self) -> Session:
        return Session.objects.get(consultation=self.telling.consultation)

    def _do(self, seat: Seat, command: type[Any], now: datetime, **given: Any) -> None:
        made: Command = command(op=f"demo-{next(self.number)}", **given)
        act(seat=seat, command=made, now=now)

    def _room(self) -> Room:
        return catch_up(self.session)[0]

    def _gather(self, now: datetime) -> None:
        session = prepare_session(
            actor=self.chidi,
            consultation=self.telling.consultation,
            title=self.words["title"],
            agenda=agenda_of(PRESETS["ideas"], self.words["question"]),
            language=self.telling.words["language"],
            now=now,
        )
        self.host, _secret = join(session=session, actor=self.chidi, now=now)
        self._do(self.host, OpenRoom, now)
        self.guests = [join(session=session, actor=None, name=name, now=now)[0] for name in self.words["guests"]]
        self._do(self.host, OpenActivity, now, activity="ideas")
        for order, (text, _theme) in enumerate(self.words["notes"]):
            guest = self.guests[order % len(self.guests)]
            self._do(guest, AddNote, now + timedelta(seconds=20 * order), activity="ideas", text=text)

    def _sort_and_rank(self, now: datetime) -> None:
        do = partial(self._do, self.host)
        do(CloseActivity, now, activity="ideas")
        do(OpenActivity, now, activity="themes")
        for title in dict.fromkeys(theme for _text, theme in self.words["notes"]):
            do(AddTheme, now, title=title)
        themes = {theme.title: theme.id for theme in self._room().themes.values()}
        place = dict(self.words["notes"])
        for note in self._room().board():
            do(PlaceNote, now, note=note.id, theme=themes[place[note.text]])
        do(CloseActivity, now, activity="themes")
        do(OpenActivity, now, activity="dots")
        wanted = themes[self.words["result"]["theme"]]
        for order, guest in enumerate(self.guests):
            self._do(guest, SetDots, now, activity="dots", item=wanted, count=2)
            other = [item for item in themes.values() if item != wanted][order % (len(themes) - 1)]
            self._do(guest, SetDots, now, activity="dots", item=other, count=1)
        do(CloseActivity, now, activity="dots")
        do(CloseRoom, now)

    def _hand_over(self, now: datetime) -> None:
        result = self.words["result"]
        theme = next(theme for theme in self._room().themes.values() if theme.title == result["theme"])
        chosen = [Chosen(theme.id, result["title"], result["body"])]
        made = hand_over(actor=self.chidi, session=self.session, chosen=chosen, now=now)
        self.telling.rows[result["id"]] = made[0]
