from consultations.moderation.models.case import Appeal, Case, Report, Statement

__all__ = ["Appeal", "Case", "Report", "Statement"]
