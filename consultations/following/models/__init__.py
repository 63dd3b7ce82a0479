from consultations.following.models.announcement import Announcement
from consultations.following.models.following import Following

__all__ = ["Announcement", "Following"]
