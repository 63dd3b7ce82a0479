from consultations.opinions.queries.totals import Totals, totals_of, turnout

__all__ = ["Totals", "totals_of", "turnout"]
