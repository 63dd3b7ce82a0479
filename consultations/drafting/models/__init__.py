from consultations.drafting.models.draft import Draft, Writer

__all__ = ["Draft", "Writer"]
