from consultations.people.models.participant import Participant, RoleGrant
from consultations.people.models.traces import Notice, StaffLook

__all__ = ["Notice", "Participant", "RoleGrant", "StaffLook"]
