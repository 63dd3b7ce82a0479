from realtime.models.correction import Correction
from realtime.models.draft import Draft, DraftChange, DraftWriter
from realtime.models.listener import GuestLetter, Listener
from realtime.models.log import RoomEvent, RoomSnapshot
from realtime.models.result import HandedOver
from realtime.models.seat import Seat
from realtime.models.session import Session
from realtime.models.template import AgendaTemplate

__all__ = [
    "AgendaTemplate",
    "Correction",
    "Draft",
    "DraftChange",
    "DraftWriter",
    "GuestLetter",
    "HandedOver",
    "Listener",
    "RoomEvent",
    "RoomSnapshot",
    "Seat",
    "Session",
]
