from django.apps import AppConfig
from django.core import checks
from django.db.models.signals import post_migrate


class RecordConfig(AppConfig):
    name = "consultations.record"
    label = "record"

    def ready(self) -> None:
        from consultations.record import triggers
        from consultations.record.witness.configured import check_setting

        checks.register(check_setting)
        post_migrate.connect(triggers.after_migrate, sender=self, dispatch_uid="record guards")
