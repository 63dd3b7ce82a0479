from django.apps import AppConfig
from django.db.models.signals import post_migrate

from consultations.deliberation import triggers


class DeliberationConfig(AppConfig):
    name = "consultations.deliberation"
    label = "deliberation"

    def ready(self) -> None:
        post_migrate.connect(triggers.install, sender=self)
