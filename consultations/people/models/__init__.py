from consultations.people.models.letter import Letter, Notice
from consultations.people.models.participant import Participant, RoleGrant
from consultations.people.models.traces import StaffLook

__all__ = ["Letter", "Notice", "Participant", "RoleGrant", "StaffLook"]
