from consultations.record.models.event import Disclosure, Event

__all__ = ["Disclosure", "Event"]
