from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class FollowingConfig(AppConfig):
    name = "consultations.following"
    label = "following"

    def ready(self) -> None:
        from consultations.following.enums import Way
        from consultations.following.operations import follow
        from consultations.following.queries import followed, telling, theirs
        from consultations.following.sources import register_source
        from consultations.following.web import panels
        from consultations.people.erasers import register_eraser
        from consultations.people.exports import register_export
        from consultations.people.writers import register_writer

        register_source(Way.WROTE, theirs.wrote)
        register_source(Way.COMMENTED, theirs.commented)
        register_source(Way.SUPPORTED, theirs.supported)
        register_source(Way.FOLLOWED, theirs.followed)
        register_writer(telling.KIND, telling.write)
        register_eraser("following", follow.erase_person)
        register_export(
            "following",
            followed.followed_by,
            title=_("What you follow"),
            why=_("So that you hear what becomes of it."),
            until=_("Until you stop following it or delete your account."),
        )
        panels.register()
