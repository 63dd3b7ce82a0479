from consultations.surveys.models.response import Response, SharedAnswer
from consultations.surveys.models.survey import Question, Survey
from consultations.surveys.models.tally import SurveyTally

__all__ = ["Question", "Response", "SharedAnswer", "Survey", "SurveyTally"]
