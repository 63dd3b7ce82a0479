from consultations.people.models.participant import Participant, RoleGrant

__all__ = ["Participant", "RoleGrant"]
