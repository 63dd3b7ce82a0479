from consultations.opinions.queries.imported import current_choices, known_people
from consultations.opinions.queries.totals import Totals, totals_of, turnout

__all__ = ["Totals", "current_choices", "known_people", "totals_of", "turnout"]
