from consultations.drafting.models.draft import Draft, DraftFile, Writer

__all__ = ["Draft", "DraftFile", "Writer"]
