from consultations.record.operations.append import Ref, append

__all__ = ["Ref", "append"]
