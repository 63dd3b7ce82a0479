from consultations.people.models.letter import Letter, Notice, Post
from consultations.people.models.participant import Participant, RoleGrant
from consultations.people.models.traces import StaffLook

__all__ = ["Letter", "Notice", "Participant", "Post", "RoleGrant", "StaffLook"]
