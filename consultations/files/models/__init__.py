from consultations.files.models.stored import StoredFile

__all__ = ["StoredFile"]
