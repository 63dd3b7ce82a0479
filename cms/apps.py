from django.apps import AppConfig
from django.db.models.signals import post_migrate


class CmsConfig(AppConfig):
    name = "cms"

    def ready(self) -> None:
        from cms.starting_tree import plant

        post_migrate.connect(plant, sender=self)
