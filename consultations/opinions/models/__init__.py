from consultations.opinions.models.opinion import Choice, ImportedPerson, Opinion

__all__ = ["Choice", "ImportedPerson", "Opinion"]
