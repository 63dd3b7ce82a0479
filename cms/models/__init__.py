from cms.models.consultation import ConsultationIndexPage, ConsultationPage
from cms.models.home import HomePage
from cms.models.outcome import OutcomePage
from cms.models.plain import PlainPage

__all__ = ["ConsultationIndexPage", "ConsultationPage", "HomePage", "OutcomePage", "PlainPage"]
