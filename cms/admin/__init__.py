"""The communicator's desk inside Wagtail's admin: consultations, decisions, answers, promises."""
