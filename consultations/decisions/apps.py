from django.apps import AppConfig


class DecisionsConfig(AppConfig):
    name = "consultations.decisions"
    label = "decisions"
