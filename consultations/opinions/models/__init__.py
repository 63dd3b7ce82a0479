from consultations.opinions.enums import Choice
from consultations.opinions.models.opinion import Opinion, Respondent
from consultations.opinions.models.statement import Statement
from consultations.opinions.models.stored_map import StoredMap

__all__ = ["Choice", "Opinion", "Respondent", "Statement", "StoredMap"]
