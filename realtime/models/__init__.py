from realtime.models.log import RoomEvent
from realtime.models.result import HandedOver
from realtime.models.seat import Seat
from realtime.models.session import Session

__all__ = ["HandedOver", "RoomEvent", "Seat", "Session"]
