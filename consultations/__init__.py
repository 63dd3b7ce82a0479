"""The subject: consultations, contributions, decisions and their record. Knows neither cms nor realtime."""
