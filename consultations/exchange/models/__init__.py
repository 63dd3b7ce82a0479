from consultations.exchange.models.imported import ImportBatch, ImportedFigure, ImportedPart

__all__ = ["ImportBatch", "ImportedFigure", "ImportedPart"]
