from consultations.people.models.letter import Letter, Notice, Post
from consultations.people.models.participant import Participant, RoleGrant
from consultations.people.models.traces import StaffLook
from consultations.people.models.verification import CodeLetter, DeskNumber, Verification

__all__ = [
    "CodeLetter",
    "DeskNumber",
    "Letter",
    "Notice",
    "Participant",
    "Post",
    "RoleGrant",
    "StaffLook",
    "Verification",
]
