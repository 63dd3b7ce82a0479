from django.apps import AppConfig


class DeliberationConfig(AppConfig):
    name = "consultations.deliberation"
    label = "deliberation"
