from cms.models.consultation import ConsultationIndexPage, ConsultationPage
from cms.models.course import SavedCourse
from cms.models.event import EventIndexPage, EventPage
from cms.models.glossary import GlossaryPage
from cms.models.home import HomePage
from cms.models.outcome import OutcomePage
from cms.models.plain import PlainPage
from cms.models.story import StoryIndexPage, StoryPage
from cms.models.team import TeamPage

__all__ = [
    "ConsultationIndexPage",
    "ConsultationPage",
    "EventIndexPage",
    "EventPage",
    "GlossaryPage",
    "HomePage",
    "OutcomePage",
    "PlainPage",
    "SavedCourse",
    "StoryIndexPage",
    "StoryPage",
    "TeamPage",
]
