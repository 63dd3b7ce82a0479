from django.apps import AppConfig


class VotingConfig(AppConfig):
    name = "consultations.voting"
    label = "voting"
