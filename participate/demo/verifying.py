"""Two residents confirmed who they are: Gezim by a letter, Besnik at the desk."""

from __future__ import annotations

from datetime import datetime, timedelta

from consultations.people.operations.code_letters import ask_letter, confirm_printed, enter_letter_code, make_letters
from consultations.people.operations.desk import confirm_at_desk, new_desk_number
from participate.demo.people import People

ADDRESS = "Gezim Marku\nRruga e Portit 12\n1010 Port Luma"


def confirm_people(people: People, now: datetime) -> None:
    gezim, besnik, hana = people["Gezim"], people["Besnik"], people["Hana"]
    ask_letter(actor=gezim, address=ADDRESS, language=gezim.language, now=now)
    printed = make_letters(actor=hana, now=now)
    confirm_printed(actor=hana, letters=[each.letter.pk for each in printed], now=now)
    enter_letter_code(actor=gezim, code=printed[0].code, now=now + timedelta(days=3))
    confirm_at_desk(actor=hana, number=new_desk_number(actor=besnik, now=now), now=now)
