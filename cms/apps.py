from typing import Any

from django.apps import AppConfig
from django.db.models.signals import post_migrate


def plant(sender: AppConfig, using: str = "default", **kwargs: Any) -> None:
    """After every migrate: makes what is missing of the first pages and of the editors' group."""
    from cms.groups import lay_out_groups
    from cms.starting_tree import can_hold_pages, lay_out_pages

    if can_hold_pages(using):
        lay_out_pages()
        lay_out_groups(using)


class CmsConfig(AppConfig):
    name = "cms"

    def ready(self) -> None:
        from cms.groups import keep_in_step
        from cms.panels import story_of
        from consultations.deliberation.web import panels
        from consultations.people.role_hooks import register_role_hook

        post_migrate.connect(plant, sender=self)
        register_role_hook(keep_in_step)
        panels.register("story", "cms/panels/story.html", story_of)
