from django.apps import AppConfig


class ModerationConfig(AppConfig):
    name = "consultations.moderation"
    label = "moderation"
