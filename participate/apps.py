from django.apps import AppConfig
from django.db.backends.signals import connection_created


class ParticipateConfig(AppConfig):
    name = "participate"

    def ready(self) -> None:
        from participate import kept_pages

        connection_created.connect(kept_pages.watch_writes)
        kept_pages.watch_open_connection()
