"""When a picture of the answers may follow another: nobody's answers can be read from the difference of two.

While a survey is open its results may be seen at once by who answered. Then each picture that anybody sees holds ten
sendings more than the one before, and the newest ten or more are not in it yet; so the last picture, with everybody
in it, differs from the one before by ten or more too.
"""

from __future__ import annotations

from dataclasses import dataclass

from consultations.deliberation.domain.small_cells import LEAST


@dataclass(frozen=True)
class Turn:
    """What is to be done: ``show_coming``: the stored picture becomes the shown one; ``count``: count a new one."""

    show_coming: bool = False
    count: bool = False


def step_of(sent: int) -> int:
    """How many sendings lie between two counts: ten, and of many a twentieth, so that counting stays cheap."""
    return max(LEAST, sent // 20)


def turn_while_open(sent: int, coming_after: int) -> Turn:
    """After ``sent`` sendings, the newest stored picture having been counted after ``coming_after`` (0: none)."""
    if sent - coming_after < step_of(coming_after):
        return Turn()
    return Turn(show_coming=coming_after > 0, count=True)


def may_count_all(sent: int, shown_after: int) -> bool:
    """Whether the picture with everybody in it may be shown after the one that is shown (0: none was)."""
    return shown_after == 0 or sent - shown_after >= LEAST
